/** A time limit that runs. */
export interface Patience {
  /** Ends it early; `over` is not called. */
  end(): void;
}

const SLICES = 10;

/**
 * Waits in slices. A moment in which this machine was too busy to read what had come counts as one
 * slice, however long it was: else a stall of ours would be taken for silence of the target.
 */
export function patience(ms: number, over: () => void): Patience {
  let left = SLICES;
  const tick = () => {
    left -= 1;
    if (left <= 0) over();
    else timer = setTimeout(tick, ms / SLICES);
  };
  let timer = setTimeout(tick, ms / SLICES);
  return { end: () => clearTimeout(timer) };
}
