const MINUTE_MS = 60_000;

/** A moment as a reader takes it from a clock, rounded up to the minute after, e.g. `15:42 UTC`. */
export function clockTime(ms: number): string {
  const next = (Math.floor(ms / MINUTE_MS) + 1) * MINUTE_MS;
  return `${new Date(next).toISOString().slice(11, 16)} UTC`;
}
