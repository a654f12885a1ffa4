/** The mock's time: real, plus what the clock control has advanced. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  advance(seconds: number): void;
  reset(): void;
}

/** A clock over a source of time; only the offset is state. */
export function createClock(source: () => number): Clock {
  let offset = 0;
  return {
    now: () => source() + offset,
    advance(seconds) {
      offset += seconds * 1000;
    },
    reset() {
      offset = 0;
    },
  };
}
