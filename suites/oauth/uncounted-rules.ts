import type { Exchange } from '../../contracts/evidence.ts';
import { INVALID_TOKEN_REQUESTS_PER_HOUR as TEN } from '../../contracts/resources.ts';
import { inconclusive } from '../../harness/judging/outcome.ts';
import { notThrottled, tokenOutcome } from '../../harness/judging/token-answers.ts';
import { touch } from '../../harness/judging/touched.ts';
import { allowsTenAfter, type LimitSeen, type Unauthorized } from './limit-rules.ts';

/** What another address tells of requests that must not count, and what the main one adds. */
export interface Uncounted {
  readonly limit: LimitSeen;
  /** Ten invalid requests, and between the last of them others that would fill up the limit if they counted. */
  readonly other?: {
    readonly ahead: readonly Exchange[];
    readonly expired: readonly Exchange[];
    readonly second: Exchange;
    readonly unauthorized: readonly Exchange[];
    readonly third: Exchange;
    readonly valid: readonly Exchange[];
    readonly fourth: Exchange;
  };
  /** Invalid requests and nothing else, at once in a fresh hour. */
  readonly atOnce?: readonly Exchange[];
}

const NO_ADDRESS =
  'needs a further address, or another hour of this one; give `sourceAddresses` or `controls.advanceClock`';

/** Valid requests must not bring an address nearer to its limit. */
export function validUncounted(seen: Uncounted): void {
  allowsTen(seen);
  const { limit, other } = seen;
  const { throttledValid, invalidBefore = 0, tally, spentBefore } = limit;
  if (throttledValid !== undefined && invalidBefore + spentBefore < TEN) {
    notThrottled(throttledValid, 'it is valid, and no limit was reached');
  }
  const isTold =
    other !== undefined &&
    isAllowed(other.third) &&
    other.valid.length + other.ahead.length + 2 >= TEN &&
    other.valid.every((each) => tokenOutcome(each) === 'granted');
  if (isTold) {
    notThrottled(other.fourth, beside(other.valid, 'valid', other.ahead.length + 2));
    return;
  }
  if (tally.grantedFirst < TEN || tally.atMost < TEN) {
    inconclusive(`too few valid requests came before the invalid ones; ${NO_ADDRESS}`);
  }
}

/** API requests with an expired access token must not bring an address nearer to its limit. */
export function expiredUncounted(seen: Uncounted): void {
  allowsTen(seen);
  const { limit, other } = seen;
  if (isToldBefore(limit, 'expired token')) return;
  const expired = other?.expired ?? [];
  if (other === undefined || expired.length === 0) {
    inconclusive(`needs \`controls.expireToken\`, and beside it ${NO_ADDRESS.slice(6)}`);
  }
  const early = other.ahead.find((each) => tokenOutcome(each) === 'throttled');
  if (early !== undefined) inconclusive('the address was limited before', early);
  notThrottled(other.second, beside(expired, 'with an expired token', other.ahead.length));
  allUnauthorized(expired);
}

/** API requests without a valid token must not either: the limit is on the token endpoint. */
export function unauthorizedUncounted(seen: Uncounted): void {
  allowsTen(seen);
  const { limit, other } = seen;
  if (isToldBefore(limit, 'no token', 'unknown token')) return;
  if (other === undefined) inconclusive(NO_ADDRESS);
  if (!isAllowed(other.second)) inconclusive('the address was limited before', other.second);
  notThrottled(
    other.third,
    beside(other.unauthorized, 'without a valid token', other.ahead.length + 1),
  );
  allUnauthorized(other.unauthorized);
}

/** Whether the main address shows it: all its ten were allowed after requests of the kinds. */
function isToldBefore(limit: LimitSeen, ...kinds: readonly Unauthorized[]): boolean {
  if (!allowsTenAfter(limit, ...kinds)) return false;
  for (const kind of kinds) if (limit.before[kind]) touch(limit.before[kind]);
  return true;
}

/**
 * Where invalid requests alone meet a limit before the tenth, a 429 tells nothing of other requests.
 * Where the main address is limited early, a fresh address or hour must tell that they do not.
 */
function allowsTen({ limit, atOnce }: Uncounted): void {
  const { elsewhere = [], tally, spentBefore } = limit;
  const alone = elsewhere.length > 0 ? elsewhere : (atOnce ?? []);
  const early = alone.slice(0, TEN).find((each) => tokenOutcome(each) === 'throttled');
  const isLow = alone.filter(isAllowed).length < TEN;
  if (early !== undefined && isLow) inconclusive('the limit is lower than ten', early);
  const { firstThrottled, atMost } = tally;
  if (alone.length > 0 || firstThrottled === undefined || atMost + spentBefore >= TEN) return;
  inconclusive('the limit came early, and no fresh address or hour tells why', firstThrottled);
}

function isAllowed(invalid: Exchange): boolean {
  return tokenOutcome(invalid) === 'refused';
}

function beside(requests: readonly Exchange[], kind: string, invalid: number): string {
  return `before it came ${requests.length} requests ${kind}, and only ${invalid} invalid`;
}

function allUnauthorized(requests: readonly Exchange[]): void {
  const other = requests.find(({ response }) => response?.status !== 401);
  if (other !== undefined) {
    inconclusive(`${other.label} got ${other.response?.status}, not 401`, other);
  }
}
