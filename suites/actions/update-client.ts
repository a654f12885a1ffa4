import type { updateClient } from '../../contracts/clauses/actions/update-client.ts';
import type { Exchange } from '../../contracts/evidence.ts';
import { OPTIONAL_CLIENT_FIELDS, RESOURCE_PATHS } from '../../contracts/resources.ts';
import { answered, control, refused, shown, succeeded } from '../../harness/judging/answers.ts';
import { type Check, type Checks, check } from '../../harness/judging/check.ts';
import { carries, text } from '../../harness/judging/members.ts';
import { broken, inconclusive } from '../../harness/judging/outcome.ts';
import { touch } from '../../harness/judging/touched.ts';
import type { ClientBody } from '../../harness/scenarios/data.ts';
import type { Scenario } from '../../harness/scenarios/scenario.ts';
import { answersChanges, answersName } from './echo.ts';
import { eachField, keepsCustomFields, keepsField } from './fields.ts';
import { areJson, granted, isGranted, isIso, isNow, isThere, success } from './granted.ts';
import { kept, leavesAlone, lost, unnamed } from './kept.ts';
import { type Lives, lives } from './lives.ts';
import { reachesOver, refusedToOther, type Trespass, tried } from './other-account.ts';
import { AFTERWARDS, refusedUpdates } from './refused-updates.ts';
import { isForeign, type Life, type Step, sightsAt, valueAt } from './sights.ts';
import { leavesNoTrace, marksOf } from './traces.ts';
import {
  comeBack,
  hasOuterBlanks,
  inApi,
  isBeyondAscii,
  isSameInside,
  mayBeRefused,
  sameInside,
} from './unchanged.ts';

type RefusedUpdates = typeof refusedUpdates extends Scenario<infer Evidence> ? Evidence : never;

/** `name` and the ways to reach a client are updatable like the optional fields. */
const UPDATABLE = ['name', 'phone', 'email', ...OPTIONAL_CLIENT_FIELDS] as const;

/** The checks of §5.2. */
export const checks: Checks<typeof updateClient> = {
  path: check(lives, (evidence) =>
    isThere(updatesOf(evidence), `PUT ${RESOURCE_PATHS.clients}, for clients just created,`),
  ),
  'status-200': check(lives, (evidence) => success(updatesOf(evidence), 200)),
  json: check(lives, (evidence) => areJson(updatesOf(evidence))),
  'answers-id': check(lives, (evidence) => {
    granted(updatesOf(evidence));
    for (const { id = '', steps } of livesOf(evidence)) {
      for (const { exchange } of updates(steps)) carries(exchange, 'id', idRule(id));
    }
  }),
  'answers-name': check(lives, (evidence) => {
    granted(updatesOf(evidence));
    for (const life of livesOf(evidence)) answersName(life);
  }),
  'answers-changes': check(lives, (evidence) => {
    granted(updatesOf(evidence));
    for (const life of livesOf(evidence)) answersChanges(life);
  }),
  'answers-last-modified-date': eachAnswer((exchange) =>
    carries(exchange, 'last_modified_date', text),
  ),
  'last-modified-date-iso': eachAnswer((exchange) => isIso(exchange, 'last_modified_date')),
  'last-modified-date-now': eachAnswer((exchange) => isNow(exchange, 'last_modified_date')),
  'few-fields': check(lives, (evidence) => {
    granted(updatesOf(evidence));
    for (const step of stepsOfFew(evidence)) {
      mayBeRefused(step, evidence.refusedUpdates);
      isGranted(step.exchange);
    }
  }),
  'same-values': check(lives, ({ long, bystander, refusedUpdates: alone }) => {
    for (const { steps } of [bystander, long]) {
      if (steps[0] !== undefined) control(steps[0].exchange);
    }
    const [step, other] = [long.steps[1], bystander.steps[1]];
    if (step === undefined || other === undefined) inconclusive('no client could be updated');
    control(other.exchange);
    mayBeRefused(step, alone);
    isGranted(step.exchange);
  }),
  ...eachField('changes', UPDATABLE, (field) =>
    check(lives, (evidence) => {
      keepsField(evidence.full, wholeAt(evidence.full), field, evidence.refusedUpdates);
      const { full, phoneOnly, emailOnly, long, bystander } = evidence;
      for (const life of [full, phoneOnly, emailOnly, long, bystander]) everyChange(life, field);
    }),
  ),
  'custom-fields': check(lives, ({ full, customFields, refusedUpdates: alone }) =>
    keepsCustomFields(full, wholeAt(full), customFields, alone),
  ),
  'keeps-others': check(lives, ({ full, phoneOnly, emailOnly }) => {
    leavesAlone(full, 1, unnamed(full, 0, 1));
    for (const life of updated([phoneOnly, emailOnly], 1)) leavesAlone(life, 1, ['name']);
  }),
  'only-named-client': check(lives, isUntouched),
  'second-update': check(lives, ({ full, phoneOnly, emailOnly }) => {
    leavesAlone(full, full.steps.length - 1, unnamed(full, wholeAt(full), full.steps.length - 1));
    for (const life of updated([phoneOnly], 2)) leavesAlone(life, 2, ['phone']);
    for (const life of updated([emailOnly], 2)) leavesAlone(life, 2, ['email']);
  }),
  'unknown-client': afterControl(({ unknown }) => answered(unknown, 404)),
  'unknown-client-not-created': check(
    refusedUpdates,
    ({ stranger, unknown, unknownAgain, life, ...windows }) => {
      if (!succeeded(unknown) && succeeded(unknownAgain)) {
        broken(
          'an update of an unknown client must create none; a second one finds it',
          unknown,
          unknownAgain,
        );
      }
      const [mark = ''] = marksOf(life.steps[0]?.sent ?? {});
      leavesNoTrace(
        { ...windows, control: mark },
        [...marksOf(stranger), `${stranger.city}`],
        'an update of an unknown client',
      );
    },
  ),
  'text-unchanged': check(lives, ({ text: life, full, bystander, refusedUpdates: alone }) => {
    granted(full.steps.slice(1).map(({ exchange }) => exchange));
    const at = Math.max(1, life.steps.length - 1);
    // an update that is refused for want of other fields is the matter of `few-fields`
    if (bystander.steps[1] !== undefined) control(bystander.steps[1].exchange);
    mayBeRefused(life.steps[at], alone);
    comeBack(life, at, isBeyondAscii, inApi, isSameInside);
  }),
  'outer-blanks': check(lives, ({ text: life }) => {
    const at = Math.max(1, life.steps.length - 1);
    for (const each of [life.steps[0], life.steps[at]]) if (each) control(each.exchange);
    comeBack(life, at, hasOuterBlanks, sameInside);
  }),
  'name-object': afterControl(({ nameObject }) => refused(nameObject)),
  'name-blank': afterControl(({ nameBlank, life }) => refusedOrLeft(nameBlank, life, '')),
  'name-null': afterControl(({ nameNull, life }) => refusedOrLeft(nameNull, life, null)),
  'other-account': afterControl(({ trespassed, foreign, life, unknown }) => {
    const attempt = tried(trespassed);
    changesNothing(attempt, foreign, life);
    refusedToOther(attempt, { id: life.id, unknown });
  }),
  'refused-changes-nothing': afterControl(({ nameObject, wrong, life }) => {
    if (succeeded(nameObject)) inconclusive('the update was not refused', nameObject);
    stillHas(life, wrong);
  }),
};

const livesOf = ({ full, phoneOnly, emailOnly }: Lives): readonly Life[] => [
  full,
  phoneOnly,
  emailOnly,
];

const updates = (steps: readonly Step[]): readonly Step[] =>
  steps.slice(1).filter(({ exchange }) => succeeded(exchange));

/** Updates of one contact, of a campaign and of the fields that the example has. */
const stepsOfFew = ({ full, phoneOnly, emailOnly, bystander }: Lives): readonly Step[] =>
  [full.steps.slice(2).at(-1), phoneOnly.steps[1], emailOnly.steps[1], bystander.steps[1]].filter(
    (step) => step !== undefined,
  );

const updatesOf = (evidence: Lives): readonly Exchange[] =>
  livesOf(evidence).flatMap(({ steps }) => steps.slice(1).map(({ exchange }) => exchange));

/** The step that names all fields; where it was refused as a whole, the one with what is left. */
function wholeAt({ steps }: Life): number {
  const at = steps.findLastIndex(({ sent }, index) => index > 1 && Object.keys(sent).length > 5);
  return at === -1 ? 2 : at;
}

/** The lives in which a step was granted; that one of them was not is another clause's matter. */
function updated(some: readonly Life[], at: number): readonly Life[] {
  return some.filter(({ steps }) => steps[at] !== undefined && succeeded(steps[at].exchange));
}

const idRule = (id: string) => ({
  rule: `be ${shown(id)}, the client that was updated`,
  // an id that is no string in the create answer already is not mended here
  holds: (value: unknown) => typeof value === 'string' && value === id,
});

function eachAnswer(judge: (exchange: Exchange) => void): Check {
  return check(lives, (evidence) => {
    for (const exchange of granted(updatesOf(evidence))) judge(exchange);
  });
}

/** Each granted update that names a field must change it, whatever else it names. */
function everyChange(life: Life, field: string): void {
  for (const [at, { sent, exchange }] of life.steps.entries()) {
    if (at > 0 && succeeded(exchange) && Object.hasOwn(sent, field)) kept(life, at, field);
  }
}

function afterControl(judge: (evidence: RefusedUpdates) => void): Check {
  return check(refusedUpdates, (evidence) => {
    const update = evidence.life.steps[1]?.exchange;
    if (update === undefined) inconclusive('no client could be created to update');
    control(update);
    judge(evidence);
  });
}

/** A name that is none must be refused, or ignored. */
function refusedOrLeft(exchange: Exchange, life: Life, name: '' | null): void {
  if (succeeded(exchange)) stillHas(life, { name });
  else refused(exchange);
}

/** After the refused updates the client must have fields as they were, not as was asked for. */
function stillHas(life: Life, askedFor: Readonly<Record<string, unknown>>): void {
  for (const [field, wrong] of Object.entries(askedFor)) {
    const changed = sightsAt(life, AFTERWARDS, field).find(({ value }) => value === wrong);
    if (changed !== undefined) lost(field, valueAt(life, AFTERWARDS, field), changed);
  }
  leavesAlone(life, AFTERWARDS, Object.keys(askedFor));
}

/** An update by another account must leave the client as it was. */
function changesNothing({ exchange }: Trespass, asked: ClientBody, life: Life): void {
  for (const [field, wrong] of Object.entries(asked)) {
    const sights = sightsAt(life, AFTERWARDS, field);
    const changed = sights.find(({ value }) => value === wrong);
    if (changed !== undefined) {
      const what = `${exchange.label} must change nothing`;
      reachesOver(what, `it changed "${field}"`, exchange, changed.seen);
    }
    // what a later update loses is another clause's matter
    const isSeen = sights.some(({ value }) => value === valueAt(life, AFTERWARDS, field));
    if (!isSeen) inconclusive(`whether it changed "${field}" could not be seen`, exchange);
  }
}

/** No sight of the bystander may show what was sent for another client. */
function isUntouched({ bystander, elsewhere }: Lives): void {
  const last = bystander.steps.length - 1;
  const sights = UPDATABLE.flatMap((field) =>
    sightsAt(bystander, last, field).map((sight) => ({ field, sight })),
  );
  if (last < 1 || sights.length === 0) {
    inconclusive('nothing shows what the other client is like after the update');
  }
  for (const { field, sight } of sights) {
    touch(sight.seen);
    // what it had before the updates it has from its create
    const isInborn = sightsAt(bystander, 0, field).some(({ value }) => value === sight.value);
    if (!isInborn && isForeign({ ...bystander, elsewhere }, field, sight.value)) {
      lost(field, valueAt(bystander, last, field) ?? null, sight);
    }
  }
}
