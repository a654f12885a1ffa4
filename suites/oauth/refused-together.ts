import type { Exchange } from '../../contracts/evidence.ts';
import { tokenOutcome } from '../../harness/judging/token-answers.ts';
import { notArranged, type Scenario, scenario } from '../../harness/scenarios/scenario.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';
import { burst } from './burst.ts';
import { ifArranged } from './if-arranged.ts';
import { invalidRefreshes } from './invalid-refreshes.ts';
import type { NearMiss } from './near-misses.ts';
import { otherAddress } from './other-address.ts';
import { mainExchange, type Refusal } from './refusal.ts';
import { codeTwice, invalidExchanges } from './refusals.ts';

/** What must be refused, in several ways of one kind, beside the granted request. */
export interface RefusedTogether {
  readonly refused: readonly Exchange[];
  readonly whole?: Exchange;
}

/** Further requests of the kind, `undefined` where none could be afforded. */
interface Further {
  readonly of: Scenario;
  readonly read: (stage: Stage) => Promise<RefusedTogether | undefined>;
}

/** Exchanges whose secret is wrong in its case and, where that can be afforded, in its length or another client's. */
export const wrongSecrets = together(
  'exchanges with a wrong secret',
  invalidExchanges.wrongSecret,
  another(invalidExchanges.cutSecret),
  nearExchange('exchange secret'),
);

/** Exchanges without a secret and, where another hour can be had, with an empty one. */
export const noSecrets = together(
  'exchanges without a secret or with an empty one',
  invalidExchanges.noSecret,
  nearExchange('empty exchange secret'),
);

/** An exchange whose secret has a space after it. */
export const longerSecret = scenario(
  'exchange with a longer secret',
  async (stage): Promise<RefusedTogether> => {
    await stage.evidenceOf(otherAddress);
    const found = await nearExchange('longer exchange secret').read(stage);
    return found ?? notArranged('no such exchange could be made');
  },
  'last',
  [otherAddress],
);

/** A code in another case and, where another hour can be had, in other ways that nobody issued. */
export const unknownCodes = together('exchanges of an unknown code', invalidExchanges.unknownCode, {
  of: burst,
  read: async (stage) => besideMain(stage, ((await ifArranged(stage, burst)) ?? []).filter(isTold)),
});

/** A code that was exchanged before and, where that can be afforded, one that is exchanged twice at once. */
export const spentCodes = together(
  'exchanges of a spent code',
  invalidExchanges.spentCode,
  another(codeTwice),
);

/** Refreshes whose secret is wrong in its length and, where another hour can be had, in other ways. */
export const wrongSecretsOnRefresh = together(
  'refreshes with a wrong secret',
  invalidRefreshes.wrongSecret,
  nearRefresh('refresh secret'),
);

/** Refreshes whose token is wrong in its case and, where another hour can be had, in its length. */
export const wrongTokens = together(
  'refreshes with a wrong token',
  invalidRefreshes.unknownToken,
  nearRefresh('refresh token'),
);

function another(of: Scenario<Refusal>): Further {
  const read: Further['read'] = async (stage) => {
    const evidence = await ifArranged(stage, of);
    return evidence?.whole && { refused: [evidence.refused], whole: evidence.whole };
  };
  return { of, read };
}

/** Beside the main exchange: each had a code of which it is known that it was good. */
function nearExchange(nearly: NearMiss): Further {
  const read: Further['read'] = async (stage) => {
    const other = await ifArranged(stage, otherAddress);
    return besideMain(stage, other?.near[nearly] ?? []);
  };
  return { of: otherAddress, read };
}

/** Beside a refresh that came after them: nothing had ended the refresh token. */
function nearRefresh(nearly: NearMiss): Further {
  const read: Further['read'] = async (stage) => {
    const other = await ifArranged(stage, otherAddress);
    const later = [
      ...(other?.valid ?? []),
      ...(other?.narrowed?.whole ? [other.narrowed.whole] : []),
    ];
    const whole = later.find((each) => tokenOutcome(each) === 'granted');
    return whole && { refused: unthrottled(other?.near[nearly] ?? []), whole };
  };
  return { of: otherAddress, read };
}

async function besideMain(
  stage: Stage,
  sent: readonly Exchange[],
): Promise<RefusedTogether | undefined> {
  const whole = await mainExchange(stage);
  return whole && { refused: unthrottled(sent), whole };
}

/** Of requests at once the last may have met the limit, whatever that is answered with. */
function isTold(exchange: Exchange): boolean {
  return ['granted', 'refused'].includes(tokenOutcome(exchange));
}

/** A limit that is lower than ten may have come before. */
function unthrottled(exchanges: readonly Exchange[]): readonly Exchange[] {
  return exchanges.filter((each) => tokenOutcome(each) !== 'throttled');
}

function together(
  name: string,
  first: Scenario<Refusal>,
  ...further: readonly Further[]
): Scenario<RefusedTogether> {
  const play = async (stage: Stage): Promise<RefusedTogether> => {
    const found = await Promise.all(further.map(({ read }) => read(stage)));
    const told = found.filter((each) => each !== undefined && each.refused.length > 0);
    // where only a further one could be afforded, it tells alone
    const main = told.length > 0 ? await ifArranged(stage, first) : await stage.evidenceOf(first);
    const whole = main?.whole ?? told[0]?.whole;
    return {
      refused: [...(main ? [main.refused] : []), ...told.flatMap((each) => each?.refused ?? [])],
      ...(whole && { whole }),
    };
  };
  return scenario(name, play, 'last', [first, ...further.map(({ of }) => of)]);
}
