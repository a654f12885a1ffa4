import type { Seen } from './outcome.ts';

const ENOUGH = 3;

let current: Set<Seen> | undefined;

/** Notes that the judge at work looked at this; a verdict of `pass` then shows what it rests on. */
export function touch(seen: Seen): void {
  if (current !== undefined && current.size < ENOUGH) current.add(seen);
}

/** Runs a judge (judges are synchronous) and tells how it ended and what it looked at. */
export function touchedDuring(judge: () => void): { outcome: unknown; touched: readonly Seen[] } {
  const touched = new Set<Seen>();
  current = touched;
  try {
    judge();
    return { outcome: undefined, touched: [...touched] };
  } catch (outcome) {
    return { outcome, touched: [...touched] };
  } finally {
    current = undefined;
  }
}
