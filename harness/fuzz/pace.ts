import type { Attempt } from './trial.ts';

/** Adapts how many cases are under way to what the target bears. */
export interface Pace {
  readonly enter: () => Promise<void>;
  readonly leave: () => void;
  readonly tell: (attempt: Attempt) => void;
  /** How many cases may be under way now. */
  readonly width: () => number;
}

/** An answer later than this, or none, says that the target is strained. */
const SLOW_MS = 2_000;
const STRAINED: readonly number[] = [429, 503];

/**
 * Begins at the most; halves where the target throttles, is slow or does not answer, and widens by
 * one for each round of good answers.
 */
export function createPace(most: number): Pace {
  const waiting: (() => void)[] = [];
  let width = most;
  let inside = 0;
  let good = 0;
  let grace = 0;
  const admit = (): void => {
    while (inside < width && waiting.length > 0) {
      inside += 1;
      waiting.shift()?.();
    }
  };
  return {
    enter: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        admit();
      }),
    leave() {
      inside -= 1;
      admit();
    },
    tell({ exchanges }) {
      grace -= 1;
      if (!exchanges.some(isStrained)) {
        good += 1;
        if (good < width || width >= most) return;
        width += 1;
        good = 0;
        return;
      }
      good = 0;
      // those that were under way together say the same thing once
      if (grace > 0) return;
      grace = width;
      width = Math.max(1, Math.floor(width / 2));
    },
    width: () => width,
  };
}

function isStrained({ response, durationMs }: Attempt['exchanges'][number]): boolean {
  return response === undefined || durationMs > SLOW_MS || STRAINED.includes(response.status);
}
