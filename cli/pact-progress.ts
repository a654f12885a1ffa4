import type { Host } from './host.ts';

/** Tells which interaction is being verified: on a terminal in one line, in a log every five seconds. */
export interface PactProgress {
  readonly began: (count: number) => void;
  /** Says something above the line. */
  readonly announce: (sentence: string) => void;
  readonly end: () => void;
}

const REDRAW_MS = 100;
const PRINT_MS = 5000;
const CLEAR_LINE = '\r\u001b[2K';

/**
 * The progress of a verification on the standard error.
 *
 * @param total how many interactions there are, where that is known before
 */
export function pactProgress(
  { err, now }: Pick<Host, 'err' | 'now'>,
  total?: number,
): PactProgress {
  const { isTerminal } = err.screen;
  const clear = isTerminal ? CLEAR_LINE : '';
  // a terminal sees the first line at once, a log only of a verification that lasts
  let drawnAt = isTerminal ? Number.NEGATIVE_INFINITY : now();
  return {
    began: (count) => {
      if (now() - drawnAt < (isTerminal ? REDRAW_MS : PRINT_MS)) return;
      drawnAt = now();
      const of = total === undefined ? '' : ` of ${total}`;
      err.write(`${clear}verifying interaction ${count}${of}${isTerminal ? '' : '\n'}`);
    },
    announce: (sentence) => err.write(`${clear}${sentence}\n`),
    end: () => err.write(clear),
  };
}
