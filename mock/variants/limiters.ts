import type { Handler } from '../handler.ts';
import type { Limiter } from '../limiter.ts';
import type { GatewayState } from '../state.ts';

interface Count {
  spent: number;
  /** When the count began or, for a ban, when the limit was reached. */
  since: number;
}

type Keep = (options: { now: () => number; limit: number; windowMs: number }) => Limiter;

/** Puts another limiter in the place of the sliding window. */
export function limitedBy(keep: Keep): (next: Handler, gateway: GatewayState) => Handler {
  return (next, { limiter, rules, clock }) => {
    const limit = rules.invalidRequestsPerWindow;
    Object.assign(limiter, keep({ now: clock.now, limit, windowMs: rules.windowSeconds * 1000 }));
    return next;
  };
}

/** An hour that begins with the first invalid request and is over for all of them at once. */
export const fixedWindow = inWindows((count) => count.since);

/** An address that has spent its requests is shut out for an hour from then on. */
export const banned = inWindows(({ spent, since }, { now, limit }) =>
  spent < limit ? now() : since,
);

/** Counts in windows, each of which begins when `sinceAfter` a further request says. */
function inWindows(sinceAfter: (count: Count, kept: Parameters<Keep>[0]) => number): Keep {
  return (kept) => {
    const { now, limit, windowMs } = kept;
    const counts = new Map<string, Count>();
    const countOf = (key: string): Count => {
      const count = counts.get(key);
      return count && now() - count.since < windowMs ? count : { spent: 0, since: now() };
    };
    return {
      isSpent: (key) => countOf(key).spent >= limit,
      secondsLeft: (key) => Math.max(1, Math.ceil((countOf(key).since + windowMs - now()) / 1000)),
      record(key) {
        const count = countOf(key);
        counts.set(key, { spent: count.spent + 1, since: sinceAfter(count, kept) });
      },
      clear: () => counts.clear(),
    };
  };
}
