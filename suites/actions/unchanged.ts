import type { Exchange } from '../../contracts/evidence.ts';
import { control, succeeded } from '../../harness/judging/answers.ts';
import { inconclusive } from '../../harness/judging/outcome.ts';
import { touch } from '../../harness/judging/touched.ts';
import { isGranted } from './granted.ts';
import { contradicts, lost } from './kept.ts';
import { type Life, type Sight, type Step, sightsAt } from './sights.ts';

/**
 * What a step sent must come back as it was, wherever it comes back before the next write of it, as
 * far as the clause is concerned with it.
 * A field that does not come back at all is the matter of other clauses.
 */
export function comeBack(
  life: Life,
  at: number,
  concerns: (value: unknown, field: string) => boolean,
  windows: (sights: readonly Sight[], expected: unknown) => readonly Sight[],
  isSame: (value: unknown, expected: unknown) => boolean = Object.is,
): void {
  const [first] = life.steps;
  if (first === undefined) inconclusive('no client could be created');
  if (at > 0) control(first.exchange);
  const step = life.steps[at] ?? inconclusive('the client could not be updated', first.exchange);
  isGranted(step.exchange);
  let proofs = 0;
  for (const [field, expected] of Object.entries(step.sent)) {
    if (!concerns(expected, field)) continue;
    for (const sight of windows(sightsUntilRewritten(life, at, field), expected)) {
      // what later answers show besides is the matter of those writes
      const isBeside = sight.kind === 'echo' && !sight.own;
      const same = isSame(sight.value, expected);
      if (!isBeside && !same && contradicts(sight, expected)) lost(field, expected, sight);
      if (!same) continue;
      proofs += 1;
      touch(sight.seen);
    }
  }
  if (proofs === 0) inconclusive('nothing of what was sent comes back', step.exchange);
}

/** A write with a field that is refused whatever its text tells nothing of text. */
export function mayBeRefused(
  step: Step | undefined,
  refusedAlone: Readonly<Record<string, Exchange>>,
): void {
  const fields = Object.keys(step?.sent ?? {});
  if (step !== undefined && fields.some((field) => field in refusedAlone)) control(step.exchange);
}

/** Text beyond ASCII. */
export function isBeyondAscii(value: unknown): boolean {
  return typeof value === 'string' && /[^ -~]/.test(value);
}

/** Text that begins or ends with a blank. */
export function hasOuterBlanks(value: unknown): boolean {
  return typeof value === 'string' && value !== value.trim();
}

/** The same text but for blanks at its ends, which many a gateway cuts off. */
export function isSameInside(value: unknown, expected: unknown): boolean {
  return Object.is(inside(value), inside(expected));
}

/** Sights of text that is the same but for the blanks at its ends. */
export function sameInside(sights: readonly Sight[], expected: unknown): readonly Sight[] {
  return inApi(sights).filter(({ value }) => isSameInside(value, expected));
}

const inside = (value: unknown): unknown => (typeof value === 'string' ? value.trim() : value);

/** Text that is long. */
export function isLong(value: unknown): boolean {
  return typeof value === 'string' && value.length >= 200;
}

/** What the API itself shows; what is delivered is the matter of the trigger. */
export function inApi(sights: readonly Sight[]): readonly Sight[] {
  return sights.filter(({ kind }) => kind !== 'delivery');
}

/**
 * Likewise, or where the API shows nothing, deliveries; only what is shorter than it was sent is not
 * whole, whatever else was done to it.
 */
export function inApiOrCutOff(sights: readonly Sight[], expected: unknown): readonly Sight[] {
  const length = String(expected).length;
  const isJudged = ({ value }: Sight): boolean =>
    value === expected || (typeof value === 'string' && value.length < length);
  const shown = inApi(sights);
  return (shown.length > 0 ? shown : sights).filter(isJudged);
}

function sightsUntilRewritten(life: Life, at: number, field: string): readonly Sight[] {
  const next = life.steps.findIndex(
    ({ sent, exchange }, index) => index > at && Object.hasOwn(sent, field) && succeeded(exchange),
  );
  const until = next === -1 ? life.steps.length : next;
  return life.steps.flatMap((_, index) =>
    index >= at && index < until ? sightsAt(life, index, field) : [],
  );
}
