import { control, shown } from '../../harness/judging/answers.ts';
import { Broken, inconclusive } from '../../harness/judging/outcome.ts';
import { touch } from '../../harness/judging/touched.ts';
import { type Life, type Sight, type Step, sightsAt, valueAt } from './sights.ts';

/**
 * What a step set a field to must be what the gateway has afterwards.
 *
 * Proof is the value in a read, in a delivery or in the answer to a later write. The answer to the
 * write itself may repeat what was asked for; it counts where nothing stronger speaks against it.
 * A delivery speaks against it only where deliveries have shown the field rightly at another time:
 * one that never does is at fault itself.
 */
export function kept(life: Life, at: number, field: string): void {
  const { exchange, sent } = grantedStep(life, at);
  if (!Object.hasOwn(sent, field)) inconclusive(`"${field}" was not sent`, exchange);
  const expected = sent[field];
  const own = sightsAt(life, at, field).find((sight) => sight.own);
  if (own !== undefined && at === 0 && contradicts(own, expected)) lost(field, expected, own);
  const strong = strongSights(life, at, field);
  const proof = strong.find(({ value }) => Object.is(value, expected));
  const sight = proof ?? decisive(life, at, field, { own, strong });
  if (sight === undefined) {
    inconclusive(
      `the gateway neither answers, shows nor delivers "${field}"; a working webhook receiver (\`webhooks.publicUrl\`) would tell`,
      exchange,
    );
  }
  if (!Object.is(sight.value, expected)) lost(field, expected, sight);
  touch(sight.seen);
}

/** Without a proof: the sight that decides. */
function decisive(
  life: Life,
  at: number,
  field: string,
  { own, strong }: { readonly own: Sight | undefined; readonly strong: readonly Sight[] },
): Sight | undefined {
  const isWipedLater = at === 0 && isWiped(life, field);
  const until = isWipedLater ? 1 : nextWrite(life, at, field);
  const against = strong.filter((sight) => isBetween(life, at, until, sight));
  const inApi = against.find(({ kind }) => kind !== 'delivery');
  if (inApi !== undefined) return inApi;
  const isAsSent = own !== undefined && Object.is(own.value, valueAt(life, at, field));
  if (isAsSent && (isWipedLater || !isDeliveredRightly(life, at, field))) return own;
  if (isWipedLater) inconclusive(`updates lose "${field}", so nothing tells what was created`);
  return against[0] ?? own;
}

/** With more fields than this, losing most of them is a habit. */
const MANY = 4;

/** What became of a field that a step did not name. */
export type Fate = { readonly fate: 'kept' | 'unseen' } | { readonly fate: 'lost'; sight: Sight };

/** Whether a step left a field alone; lost is what the same kind of window showed rightly before. */
export function fateOf(life: Life, at: number, field: string): Fate {
  const expected = valueAt(life, at - 1, field);
  const now = sightsAt(life, at, field);
  if (now.some(({ value }) => Object.is(value, expected))) return { fate: 'kept' };
  const before = shownBefore(life, at, field);
  const sight = now.find(({ kind }) => before.some((earlier) => earlier.kind === kind)) ?? now[0];
  if (sight === undefined) return { fate: 'unseen' };
  const known = before.some(({ kind }) => kind === sight.kind) || isWiped(life, field);
  return known ? { fate: 'lost', sight } : { fate: 'unseen' };
}

/** A step must leave these fields alone; at least half of them must be seen for a verdict. */
export function leavesAlone(life: Life, at: number, fields: readonly string[]): void {
  const { exchange } = grantedStep(life, at);
  const fates = fields.map((field) => ({ field, ...fateOf(life, at, field) }));
  for (const each of fates) {
    if (each.fate === 'lost') lost(each.field, valueAt(life, at - 1, each.field), each.sight);
  }
  const seen = fates.filter(({ fate }) => fate === 'kept');
  if (seen.length * 2 < fields.length) {
    inconclusive(
      `only ${seen.length} of ${fields.length} fields can be seen after an update; a working webhook receiver (\`webhooks.publicUrl\`) would show them`,
      exchange,
    );
  }
  touch(exchange);
}

/** The verdict that a field does not have the value it must have. */
export function lost(field: string, expected: unknown, { seen, value }: Sight): never {
  const where = 'request' in seen ? `the answer to ${seen.label}` : 'the delivery';
  throw new Broken(
    `"${field}" of a client must be ${shown(expected)}, as it was sent; in ${where} it is ${shown(value)}`,
    [seen],
    `"${field}" must be ${shown(expected)}`,
    shown(value),
  );
}

/** Whether a sight shows a value, and another one. */
export function contradicts(sight: Sight | undefined, expected: unknown): boolean {
  if (sight === undefined || sight.value === null || sight.value === undefined) return false;
  return !Object.is(sight.value, expected);
}

function grantedStep({ steps }: Life, at: number): Step {
  const [first] = steps;
  if (first === undefined) inconclusive('no client could be created');
  control(first.exchange);
  const step = steps[at] ?? inconclusive('the client could not be updated', first.exchange);
  control(step.exchange);
  return step;
}

function strongSights(life: Life, from: number, field: string): readonly Sight[] {
  return life.steps
    .flatMap((_, at) => (at >= from ? sightsAt(life, at, field) : []))
    .filter(({ own }) => !own);
}

function nextWrite({ steps }: Life, at: number, field: string): number {
  const next = steps.findIndex(({ sent }, index) => index > at && Object.hasOwn(sent, field));
  return next === -1 ? steps.length : next;
}

function isBetween({ steps }: Life, from: number, until: number, { seen }: Sight): boolean {
  return steps
    .slice(from, until)
    .some(
      ({ exchange, read, deliveries }) =>
        seen === exchange || seen === read || deliveries.some((delivery) => delivery === seen),
    );
}

function deliveredRightly(life: Life, at: number, field: string): boolean {
  const expected = valueAt(life, at, field);
  if (expected === undefined) return false;
  return sightsAt(life, at, field).some(
    ({ kind, value }) => kind === 'delivery' && Object.is(value, expected),
  );
}

function isDeliveredRightly(life: Life, except: number, field: string): boolean {
  return life.steps.some((_, at) => at !== except && deliveredRightly(life, at, field));
}

/** Whether a later update loses the field without naming it, or most of the fields it does not name. */
function isWiped(life: Life, field: string): boolean {
  const last = life.steps.length - 1;
  const others = unnamed(life, last - 1, last);
  const gone = others.filter((other) => loses(life, last, other));
  const losesMost = others.length > MANY && gone.length * 2 > others.length;
  return losesMost || life.steps.some((_, at) => at > 1 && loses(life, at, field));
}

/** Whether a window that showed a field rightly no longer does after a step that does not name it. */
function loses(life: Life, at: number, field: string): boolean {
  if (Object.hasOwn(life.steps[at]?.sent ?? {}, field)) return false;
  const expected = valueAt(life, at - 1, field);
  const isRight = ({ value }: Sight): boolean => Object.is(value, expected);
  const kinds = shownBefore(life, at, field).map(({ kind }) => kind);
  const now = sightsAt(life, at, field);
  return !now.some(isRight) && now.some(({ kind }) => kinds.includes(kind));
}

/** What showed a field rightly before a step; the repetition of what was asked for only for want of better. */
function shownBefore(life: Life, at: number, field: string): readonly Sight[] {
  const expected = valueAt(life, at - 1, field);
  const sights = sightsAt(life, at - 1, field);
  const strong = sights.filter(({ own }) => !own);
  return (strong.length > 0 ? strong : sights).filter(({ value }) => Object.is(value, expected));
}

/** What one step named and a later one does not. */
export function unnamed({ steps }: Life, earlier: number, later: number): readonly string[] {
  const named = Object.keys(steps[later]?.sent ?? {});
  return Object.keys(steps[earlier]?.sent ?? {}).filter((field) => !named.includes(field));
}
