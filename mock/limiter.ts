/** Counts invalid token requests per address over a sliding window (§7). */
export interface Limiter {
  /** Whether the address has spent what it may. */
  isSpent(key: string): boolean;
  /** Seconds until the address may make one more. */
  secondsLeft(key: string): number;
  record(key: string): void;
  clear(): void;
}

/** A limiter that keeps the times of what it counted, so that each lapses exactly one window later. */
export function createLimiter(options: {
  now: () => number;
  limit: number;
  windowSeconds: number;
}): Limiter {
  const { now, limit, windowSeconds } = options;
  const times = new Map<string, number[]>();
  const within = (key: string) => {
    const recent = (times.get(key) ?? []).filter((time) => now() - time < windowSeconds * 1000);
    times.set(key, recent);
    return recent;
  };
  return {
    isSpent: (key) => within(key).length >= limit,
    secondsLeft(key) {
      const recent = within(key);
      const oldest = recent[recent.length - limit] ?? now();
      return Math.max(1, Math.ceil((oldest + windowSeconds * 1000 - now()) / 1000));
    },
    record(key) {
      within(key).push(now());
    },
    clear: () => times.clear(),
  };
}
