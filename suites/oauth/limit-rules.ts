import { type Exchange, header } from '../../contracts/evidence.ts';
import { INVALID_TOKEN_REQUESTS_PER_HOUR as TEN } from '../../contracts/resources.ts';
import { hourBeganBetween, type Tally } from '../../harness/budget/tally.ts';
import { responseOf } from '../../harness/judging/answers.ts';
import { Broken, inconclusive } from '../../harness/judging/outcome.ts';
import { notThrottled, throttled, tokenOutcome } from '../../harness/judging/token-answers.ts';
import type { Later } from './hour.ts';

const HOUR_SECONDS = 3600;

/** Why an API request is answered with 401. */
export type Unauthorized = 'no token' | 'unknown token' | 'expired token';

/** What the main address saw of the limit. */
export interface LimitSeen {
  readonly spentBefore: number;
  /** When the address has all its ten again, where some were spent before. */
  readonly wholeAgain?: string;
  /** Whether the target was reset before the run, so that nobody spent anything before. */
  readonly wasReset: boolean;
  readonly tally: Tally;
  /** A valid request that was answered with 429, and the invalid ones before it. */
  readonly throttledValid?: Exchange;
  readonly invalidBefore?: number;
  /** API requests that were answered with 401 before the first invalid token request, one of a kind. */
  readonly before: Readonly<Partial<Record<Unauthorized, Exchange>>>;
  /** Ten invalid requests of a fresh address, sent where the first 429 came early. */
  readonly elsewhere?: readonly Exchange[];
}

/**
 * Whether all ten invalid requests were allowed although API requests of the kinds came before them:
 * if only one of those had counted, fewer would have been.
 */
export function allowsTenAfter(
  { tally, before }: Pick<LimitSeen, 'tally' | 'before'>,
  ...kinds: readonly Unauthorized[]
): boolean {
  return tally.refused >= TEN && kinds.every((kind) => before[kind] !== undefined);
}

/** The first 429; without one nothing can be said of what it does. */
export function isReached({ tally }: LimitSeen): Exchange {
  return (
    tally.firstThrottled ??
    inconclusive(
      `no invalid token request was answered with 429, though ${tally.refused} were refused`,
    )
  );
}

/**
 * None of the first ten invalid requests may be answered with 429. One that comes early breaks this
 * only where nobody else can have spent of the address: after a reset, or from a fresh address.
 *
 * @param atOnce invalid requests in a fresh hour; where the limit is early there too, nobody else spent
 */
export function tenAllowed(seen: LimitSeen, atOnce: readonly Exchange[] = []): void {
  const { spentBefore, wholeAgain, wasReset, tally, elsewhere = [] } = seen;
  const { firstThrottled, atMost, refused } = tally;
  if (firstThrottled === undefined) {
    if (refused < TEN) inconclusive(`only ${refused} invalid token requests were refused`);
    return;
  }
  if (atMost >= TEN) return;
  if (atMost + spentBefore >= TEN) {
    inconclusive(
      `earlier runs spent ${spentBefore} of the hour's ten, so this one did not see them all; a run from ${wholeAgain ?? 'the next hour'} on can`,
      firstThrottled,
    );
  }
  for (const [before, each] of elsewhere.entries()) notThrottled(each, onlyBefore(before));
  const allowed = atOnce.filter((each) => tokenOutcome(each) === 'refused').length;
  const early = atOnce.find((each) => tokenOutcome(each) === 'throttled');
  if (allowed < TEN && early !== undefined) notThrottled(early, onlyBefore(allowed));
  if (wasReset) notThrottled(firstThrottled, onlyBefore(atMost));
  inconclusive(
    'somebody seems to have spent invalid token requests of this address before the run; wait an hour, or give `controls.reset`',
    firstThrottled,
  );
}

function onlyBefore(count: number): string {
  return `only ${count} invalid requests were made before it`;
}

/** The eleventh must be answered with 429. One that came earlier is for `tenAllowed`. */
export function eleventhThrottled({ tally }: LimitSeen): void {
  const { eleventh, firstInvalid, firstThrottled, refused } = tally;
  if (eleventh === undefined) {
    if (firstThrottled !== undefined) return;
    inconclusive(`only ${refused} invalid token requests were refused as such`);
  }
  if (tokenOutcome(eleventh) === 'throttled') return;
  const first = firstInvalid?.startedAt ?? eleventh.startedAt;
  if (hourBeganBetween(first, eleventh.startedAt)) {
    inconclusive('an hour of the clock began between the first and the eleventh', eleventh);
  }
  throttled(eleventh, 'the eleventh invalid token request within the hour');
}

/** The limit must hold at a later moment of the hour. */
export function holdsLater(seen: LimitSeen, { exchange, atMs }: Later): void {
  const first = isReached(seen);
  if (tokenOutcome(exchange) !== 'throttled' && hourBeganBetween(first.startedAt, atMs)) {
    inconclusive('an hour of the clock began meanwhile, and "per hour" may mean that', exchange);
  }
  throttled(exchange, 'an invalid request within the hour');
}

/** `Retry-After` must name a later moment within the hour, in seconds or as a date, where it is there (RFC 9110 §10.2.3). */
export function retryAfterReadable(exchange: Exchange): void {
  const { headers } = responseOf(exchange, 'taken');
  const value = header(headers, 'retry-after')?.trim();
  if (value === undefined) return;
  const said = Date.parse(header(headers, 'date') ?? '');
  const sentAt = Number.isNaN(said) ? exchange.startedAt : said;
  const isDate = DATE.test(value);
  const seconds = isDate ? (Date.parse(value) - sentAt) / 1000 : wholeNumber(value);
  // a date is cut to its second, and may be of another clock than that of the answer
  if (seconds > 0 && seconds <= HOUR_SECONDS + (isDate ? CLOCKS_APART_S : 0)) return;
  throw new Broken(
    `"retry-after" of the 429 must be a number of seconds, from 1 to ${HOUR_SECONDS}, or a date within the hour; it is "${value}"`,
    [exchange],
    `1 to ${HOUR_SECONDS} seconds, or a date`,
    value,
  );
}

/** The one form of a date that RFC 9110 §5.6.7 lets a server write. */
const DATE = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
const CLOCKS_APART_S = 60;

function wholeNumber(value: string): number {
  return /^\d+$/.test(value) ? Number(value) : Number.NaN;
}
