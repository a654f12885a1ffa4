import type { Exchange } from '../../contracts/evidence.ts';
import { INVALID_TOKEN_REQUESTS_PER_HOUR } from '../../contracts/resources.ts';
import { tokenOutcome } from '../judging/token-answers.ts';

/** How the token requests of one address came up to the limit, in the order in which they were sent. */
export interface Tally {
  /** Requests that were refused as invalid before the first 429. */
  readonly refused: number;
  /** Those, and the answers that leave open whether the request was counted. */
  readonly atMost: number;
  readonly granted: number;
  /** Requests that were granted before the first invalid one. */
  readonly grantedFirst: number;
  readonly firstInvalid?: Exchange;
  readonly firstThrottled?: Exchange;
  /** The invalid request after the tenth, where ten had been refused before it. */
  readonly eleventh?: Exchange;
}

/** Counts the token requests of one address. */
export function tally(tokenRequests: readonly Exchange[]): Tally {
  const outcomes = tokenRequests.map((exchange) => ({ exchange, outcome: tokenOutcome(exchange) }));
  const end = outcomes.findIndex(({ outcome }) => outcome === 'throttled');
  const before = end < 0 ? outcomes : outcomes.slice(0, end);
  const count = (...kinds: readonly string[]): number =>
    before.filter(({ outcome }) => kinds.includes(outcome)).length;
  const first = before.findIndex(({ outcome }) => outcome !== 'granted');
  const firstInvalid = outcomes[first < 0 ? end : first]?.exchange;
  const firstThrottled = outcomes[end]?.exchange;
  const eleventh = afterTenth(outcomes);
  return {
    refused: count('refused'),
    atMost: count('refused', 'unclear'),
    granted: count('granted'),
    grantedFirst: first < 0 ? before.length : first,
    ...(firstInvalid && { firstInvalid }),
    ...(firstThrottled && { firstThrottled }),
    ...(eleventh && { eleventh }),
  };
}

function afterTenth(
  outcomes: readonly { readonly exchange: Exchange; readonly outcome: string }[],
): Exchange | undefined {
  let refused = 0;
  for (const { exchange, outcome } of outcomes) {
    // beyond the tenth a server error, say 503, stands in the place of the 429
    const failed = outcome === 'unclear' && (exchange.response?.status ?? 0) >= 500;
    const isInvalid = outcome === 'refused' || outcome === 'throttled' || failed;
    if (isInvalid && refused === INVALID_TOKEN_REQUESTS_PER_HOUR) return exchange;
    if (outcome === 'refused') refused += 1;
  }
  return undefined;
}

/** Whether a clock hour began between two moments: "per hour" may well mean the hour of the clock. */
export function hourBeganBetween(fromMs: number, toMs: number): boolean {
  const hour = (ms: number): number => Math.floor(ms / 3_600_000);
  return hour(fromMs) !== hour(toMs);
}
