import { createProgress, type Progress } from '../reporters/progress.ts';
import type { Host } from './host.ts';

/** The live line of a run, moving by itself, with a way to say something above it. */
export interface MovingProgress {
  readonly progress: Progress;
  readonly announce: (sentence: string) => void;
  readonly stop: () => void;
}

const MOVE_MS = 100;
const CLEAR_LINE = '\r\u001b[2K';

/** A live line on the standard error, or one that says nothing. */
export function progressOf({ err, now }: Host, isShown: boolean): MovingProgress {
  const clear = isShown && err.screen.isTerminal ? CLEAR_LINE : '';
  const announce = (sentence: string): void => err.write(`${clear}${sentence}\n`);
  if (!isShown) {
    return { progress: { update: () => {}, end: () => {} }, announce, stop: () => {} };
  }
  const progress = createProgress(err.write, err.screen, now);
  const timer = setInterval(() => progress.update(), MOVE_MS);
  return {
    progress,
    announce,
    stop: () => {
      clearInterval(timer);
      progress.end();
    },
  };
}
