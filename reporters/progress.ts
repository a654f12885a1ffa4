import { type ProgressState, progressLine } from './progress-line.ts';
import type { Screen } from './run.ts';

/** The live line of a run. */
export interface Progress {
  /** Takes what changed, and draws if it is time to; without changes it only moves on the clock. */
  readonly update: (change?: Partial<Omit<ProgressState, 'elapsedMs'>>) => void;
  /** Clears the line, so that the report begins on a clean one; draws no more. */
  readonly end: () => void;
}

const REDRAW_MS = 100;
const PRINT_MS = 5000;
const CLEAR_LINE = '\r\u001b[2K';

/**
 * Shows how far a run is: on a terminal one line redrawn in place at most ten times a second, else,
 * in a log, a line every five seconds.
 */
export function createProgress(
  write: (text: string) => void,
  screen: Screen,
  now: () => number,
): Progress {
  const startedAt = now();
  let state = { playing: [] as readonly string[], judged: 0, total: 0, failed: 0, warned: 0 };
  // A terminal sees the first line at once, a log only of a run that lasts.
  let drawnAt = screen.isTerminal ? Number.NEGATIVE_INFINITY : startedAt;
  let ended = false;
  return {
    update(change = {}) {
      state = { ...state, ...change };
      if (ended || now() - drawnAt < (screen.isTerminal ? REDRAW_MS : PRINT_MS)) return;
      drawnAt = now();
      const line = progressLine({ ...state, elapsedMs: drawnAt - startedAt }, screen);
      write(screen.isTerminal ? CLEAR_LINE + line : `${line}\n`);
    },
    end() {
      if (!ended && screen.isTerminal) write(CLEAR_LINE);
      ended = true;
    },
  };
}
