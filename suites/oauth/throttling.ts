import type { throttling } from '../../contracts/clauses/oauth/throttling.ts';
import type { Exchange } from '../../contracts/evidence.ts';
import { answered, control } from '../../harness/judging/answers.ts';
import { type Checks, check } from '../../harness/judging/check.ts';
import { documentedOrOauth } from '../../harness/judging/errors.ts';
import { inconclusive } from '../../harness/judging/outcome.ts';
import { notThrottled, throttled, tokenOutcome } from '../../harness/judging/token-answers.ts';
import { comings, tenAtOnce } from './burst.ts';
import { hour } from './hour.ts';
import { limit } from './limit.ts';
import {
  eleventhThrottled,
  holdsLater,
  isReached,
  retryAfterReadable,
  tenAllowed,
} from './limit-rules.ts';
import { limitedAuthorization } from './limited-authorization.ts';
import { beside, uncounted } from './other-address.ts';
import { expiredUncounted, unauthorizedUncounted, validUncounted } from './uncounted-rules.ts';

/** The checks of §7. */
export const checks: Checks<typeof throttling> = {
  'ten-allowed': check(comings, (evidence) => tenAllowed(evidence.limit, evidence.atOnce)),
  'eleventh-429': check(comings, (evidence) => {
    eleventhThrottled(evidence.limit);
    if (evidence.atOnce !== undefined) tenAtOnce(evidence.atOnce);
  }),
  'stays-limited': check(limit, (evidence) => {
    isReached(evidence);
    // what is granted was not invalid to this gateway, which is for other clauses
    const invalid = evidence.further.filter((each) => tokenOutcome(each) !== 'granted');
    if (invalid.length === 0)
      inconclusive('every invalid request was granted', ...evidence.further);
    for (const each of invalid) throttled(each, 'an invalid request over the limit');
  }),
  'error-format': check(limit, (evidence) => documentedOrOauth(isReached(evidence))),
  'retry-after-seconds': check(limit, (evidence) => retryAfterReadable(isReached(evidence))),
  'valid-not-counted': check(uncounted, validUncounted),
  'expired-not-counted': check(uncounted, expiredUncounted),
  'unauthorized-not-counted': check(uncounted, unauthorizedUncounted),
  'expired-still-401': check(limit, (evidence) => {
    isReached(evidence);
    const { expired } = evidence;
    if (expired === undefined) {
      inconclusive('no access token can be made to expire; give `controls.expireToken`');
    }
    openToApi(expired, evidence.apiThrottled);
    answered(expired, 401);
  }),
  'api-unaffected': check(limit, (evidence) => {
    isReached(evidence);
    control(evidence.openedBefore);
    openToApi(evidence.opened, evidence.apiThrottled);
    // a token that something else ended tells nothing of the limit
    if (evidence.opened.response?.status === 401) control(evidence.opened);
    answered(evidence.opened, evidence.openedBefore.response?.status ?? 201);
  }),
  'authorization-unaffected': check(
    limitedAuthorization,
    ({ limited, during, throttledBefore }) => {
      isReached(limited);
      if (throttledBefore !== undefined) {
        inconclusive('it was answered 429 before the limit was reached, too', throttledBefore);
      }
      if (during === undefined) inconclusive('nobody asked for consent while the limit held');
      notThrottled(during, 'the limit is on token requests only');
    },
  ),
  'per-address': check(beside, ({ limited, first }) => {
    isReached(limited);
    if (first === undefined) {
      inconclusive('needs another local address to send from; give `sourceAddresses`');
    }
    notThrottled(first, 'it is the first invalid request of its address');
  }),
  'other-client-limited': check(limit, (evidence) => {
    isReached(evidence);
    throttled(evidence.otherClient, 'an invalid request of any client and program over the limit');
  }),
  'forwarded-address': check(limit, (evidence) => {
    isReached(evidence);
    for (const each of evidence.forged) {
      throttled(each, 'an invalid request over the limit, whatever address it claims,');
    }
  }),
  'not-lifted-early': check(hour, ({ limit: evidence, afterMinute }) =>
    holdsLater(evidence, afterMinute),
  ),
  'holds-half-an-hour': check(hour, ({ limit: evidence, afterHalf, again }) => {
    if (again === undefined) holdsLater(evidence, afterHalf);
    else throttled(again.exchange, 'an invalid request within the hour');
  }),
  'lifted-after-hour': check(hour, ({ limit: evidence, afterHour }) => {
    isReached(evidence);
    notThrottled(afterHour.exchange, 'an hour has passed since the last invalid request');
  }),
};

/** The API must not answer 429 while the limit holds, unless it did so before. */
function openToApi(exchange: Exchange, apiThrottled: Exchange | undefined): void {
  if (apiThrottled !== undefined && exchange.response?.status === 429) {
    inconclusive('the API answered 429 before the limit was reached, too', apiThrottled, exchange);
  }
  notThrottled(exchange, 'the limit is on invalid token requests only');
}
