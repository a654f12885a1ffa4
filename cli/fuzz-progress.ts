import { counted } from '../reporters/counted.ts';
import { duration } from '../reporters/duration.ts';
import { styleOf } from '../reporters/terminal/style.ts';
import type { Host } from './host.ts';

/** How far fuzzing is. */
export interface FuzzState {
  readonly cases: number;
  readonly found: number;
}

const REDRAW_MS = 200;
const PRINT_MS = 5_000;
const CLEAR_LINE = '\r\u001b[2K';

/** A live line on the standard error: cases, cases a second, counterexamples, time. */
export function fuzzProgress(
  { err, now }: Host,
  isQuiet: boolean,
): { readonly update: (state: FuzzState) => void; readonly stop: () => void } {
  if (isQuiet) return { update: () => {}, stop: () => {} };
  const { isTerminal } = err.screen;
  const { dot } = styleOf(err.screen);
  const startedAt = now();
  let drawnAt = isTerminal ? Number.NEGATIVE_INFINITY : startedAt;
  return {
    update({ cases, found }) {
      const time = now();
      if (time - drawnAt < (isTerminal ? REDRAW_MS : PRINT_MS)) return;
      drawnAt = time;
      const rate = Math.round((cases / Math.max(1, time - startedAt)) * 1000);
      const facts = [
        counted(cases, 'case'),
        `${rate} a second`,
        counted(found, 'counterexample'),
        duration(time - startedAt),
      ];
      const line = `fuzzing${dot}${facts.join(dot)}`;
      err.write(isTerminal ? `${CLEAR_LINE}${line}` : `${line}\n`);
    },
    stop() {
      if (isTerminal) err.write(CLEAR_LINE);
    },
  };
}
