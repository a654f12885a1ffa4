import type { robustness } from '../../contracts/clauses/errors/robustness.ts';
import type { Exchange } from '../../contracts/evidence.ts';
import { holds } from '../../harness/fuzz/holds.ts';
import type { Tried } from '../../harness/fuzz/property.ts';
import { control, responseOf, succeeded } from '../../harness/judging/answers.ts';
import { type Check, type Checks, check } from '../../harness/judging/check.ts';
import { Broken, inconclusive } from '../../harness/judging/outcome.ts';
import type { Scenario } from '../../harness/scenarios/scenario.ts';
import { afterwards } from './afterwards.ts';
import {
  hostileAuthorizations,
  hostileCreates,
  hostileNotes,
  hostileUpdates,
  otherTypesTried,
} from './hostile-inputs.ts';
import { hostileSubscriptions } from './hostile-subscriptions.ts';
import { invalidAdditions, invalidCreates, invalidUpdates } from './invalid-inputs.ts';
import { lookBack } from './look-back.ts';
import { oddFramingsTried } from './odd-framings.ts';
import { emptyValuesTried, oddRequestsTried } from './odd-inputs.ts';
import { keptSequences } from './sequences.ts';
import { validCreates } from './valid-inputs.ts';
import { validAdditions } from './valid-notes.ts';
import { validUpdates } from './valid-updates.ts';

/** The property must hold; where not even the plain request is granted, that it does tells nothing. */
function property(scenario: Scenario<Tried>): Check {
  return check(scenario, ({ control: plain, trial }) => {
    if (trial?.counterexample === undefined) control(plain);
    holds(trial);
  });
}

/** Likewise; but where the plain request is refused, that others are tells nothing either. */
function likePlain(scenario: Scenario<Tried>): Check {
  return check(scenario, ({ control: plain, trial }) => {
    control(plain);
    holds(trial);
  });
}

/** What offends in the whole run: there must be none. */
function none(
  pick: (seen: Awaited<ReturnType<(typeof lookBack)['play']>>) => readonly Exchange[],
  rule: string,
  came: (exchange: Exchange) => string,
): Check {
  return check(lookBack, (seen) => {
    const offenders = pick(seen);
    const [first] = offenders;
    if (first === undefined) return;
    const said = `${first.label} must ${rule}; ${came(first)}`;
    throw new Broken(said, offenders, `must ${rule}`, came(first));
  });
}

/** The checks of §6 on what no input may cause. */
export const checks: Checks<typeof robustness> = {
  'never-5xx': none(
    ({ serverErrors }) => serverErrors,
    'not be answered with a server error',
    ({ response }) => `it is answered with ${response?.status}`,
  ),
  'never-hangs': none(
    ({ unanswered }) => unanswered,
    'be answered',
    ({ failure }) => failure?.message ?? 'nothing came',
  ),
  'hostile-create': property(hostileCreates),
  'hostile-update': property(hostileUpdates),
  'hostile-note': property(hostileNotes),
  'hostile-authorization': property(hostileAuthorizations),
  'hostile-subscription': property(hostileSubscriptions),
  'odd-request': property(oddRequestsTried),
  'odd-framing': property(oddFramingsTried),
  'empty-values': likePlain(emptyValuesTried),
  'content-type': property(otherTypesTried),
  'valid-create-unchanged': likePlain(validCreates),
  'invalid-create-refused': likePlain(invalidCreates),
  'invalid-update-refused': likePlain(invalidUpdates),
  'invalid-note-refused': likePlain(invalidAdditions),
  'valid-update-unchanged': likePlain(validUpdates),
  'valid-note-unchanged': likePlain(validAdditions),
  'sequences-keep': likePlain(keptSequences),
  'works-afterwards': check(afterwards, ({ before, after }) => {
    if (before === undefined) inconclusive('no client could be created before, either');
    control(before);
    const { status } = responseOf(after);
    if (succeeded(after)) return;
    throw new Broken(
      `a create after hostile input must be granted; it is answered with ${status}`,
      [before, after],
      'status 2xx',
      `status ${status}`,
    );
  }),
};
