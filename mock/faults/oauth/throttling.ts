import { setTimeout as sleep } from 'node:timers/promises';
import type { throttling } from '../../../contracts/clauses/oauth/throttling.ts';
import { json, page } from '../../answer.ts';
import { at } from '../../at.ts';
import type { Fault } from '../../fault.ts';
import { formOf, onAnswer } from '../../handler.ts';
import type { GatewayRequest } from '../../request.ts';
import type { GatewayState } from '../../state.ts';
import type { SectionFaults } from '../section-faults.ts';
import { counts, sent, throttled } from './count.ts';
import { reachFaults } from './limit-reach.ts';

const isSpent = (request: GatewayRequest, { limiter, rules }: GatewayState) =>
  limiter.isSpent(rules.limiterKey(request));
const throttledBy = (name: string, how: string, change: Parameters<typeof onAnswer>[1]): Fault => ({
  name,
  does: `answers a throttled request ${how}`,
  answer: onAnswer(throttled, change),
});
const retryAfter = (name: string, how: string, value: (left: number) => string): Fault => ({
  name,
  does: `sends \`Retry-After\` ${how}`,
  rules: { retryAfter: value },
});
const LATER = ['oauth/throttling/not-lifted-early', 'oauth/throttling/holds-half-an-hour'];

/** Faults of the limit on invalid token requests (§7). */
export const faults: SectionFaults<typeof throttling> = {
  'ten-allowed': [
    {
      name: 'nine-allowed',
      does: 'allows nine invalid token requests an hour',
      rules: { invalidRequestsPerWindow: 9 },
    },
    {
      name: 'five-allowed',
      does: 'allows five invalid token requests an hour',
      rules: { invalidRequestsPerWindow: 5 },
    },
    {
      name: 'wrong-secrets-count-thrice',
      does: 'counts a failed client authentication three times',
      answer: counts({ ...at.token, status: 401 }, () => true, 2),
    },
    {
      name: 'authorization-errors-counted',
      does: 'counts refused authorization requests as invalid token requests',
      answer: counts({ ...at.consentPage, status: 'error' }),
    },
  ],
  'eleventh-429': [
    {
      name: 'eleven-allowed',
      does: 'allows eleven invalid token requests an hour',
      rules: { invalidRequestsPerWindow: 11 },
    },
    {
      name: 'counted-too-late',
      does: 'counts an invalid token request just before it answers, so that many at once are allowed',
      answer: (next, { limiter }) => {
        const record = limiter.record;
        limiter.record = (key) => void setTimeout(() => record(key), 20);
        return onAnswer({ ...at.token, status: 'error' }, () => sleep(40))(next);
      },
    },
    {
      name: 'twenty-allowed',
      does: 'allows twenty invalid token requests an hour',
      rules: { invalidRequestsPerWindow: 20 },
    },
    {
      name: 'never-throttled',
      does: 'has no limit on invalid token requests',
      rules: { countsAsInvalid: () => false },
      alsoBreaks: ['errors/statuses/too-many-429'],
    },
    {
      name: 'wrong-secrets-not-counted',
      does: 'does not count failed client authentications',
      rules: {
        countsAsInvalid: (error, _request, expired) => !expired && error !== 'invalid_client',
      },
      alsoBreaks: ['oauth/throttling/stays-limited'],
    },
    {
      name: 'refreshes-not-counted',
      does: 'counts invalid exchanges and not invalid refreshes',
      rules: {
        countsAsInvalid: (_error, request, expired) =>
          !expired && sent(request, 'grant_type') !== 'refresh_token',
      },
      alsoBreaks: ['oauth/throttling/stays-limited'],
    },
    {
      name: 'malformed-not-counted',
      does: 'does not count token requests that lack a parameter',
      rules: {
        countsAsInvalid: (error, _request, expired) => !expired && error !== 'invalid_request',
      },
    },
    {
      name: 'counted-by-code',
      does: 'counts invalid requests by the code or refresh token that they send',
      rules: {
        limiterKey: (request) => `${sent(request, 'code')} ${sent(request, 'refresh_token')}`,
      },
      alsoBreaks: ['errors/statuses/too-many-429'],
    },
    {
      name: 'counted-by-kind',
      does: 'counts invalid exchanges and invalid refreshes apart',
      rules: {
        limiterKey: (request) => `${request.remoteAddress} ${sent(request, 'grant_type')}`,
      },
      alsoBreaks: ['oauth/throttling/stays-limited'],
    },
    {
      ...throttledBy('throttled-with-503', 'with 503', (answer) => {
        answer.status = 503;
      }),
      alsoBreaks: ['errors/statuses/too-many-429', 'errors/robustness/never-5xx'],
    },
    {
      ...throttledBy('throttled-with-403', 'with 403', (answer) => {
        answer.status = 403;
      }),
      alsoBreaks: ['errors/statuses/too-many-429'],
    },
    {
      ...throttledBy('throttled-with-400', 'with 400', (answer) => {
        answer.status = 400;
      }),
      alsoBreaks: ['errors/statuses/too-many-429'],
    },
  ],
  'stays-limited': [
    {
      name: 'throttled-once',
      does: 'begins to count anew after each 429',
      answer: (next, { limiter }) => onAnswer(throttled, () => limiter.clear())(next),
      alsoBreaks: [
        'oauth/throttling/eleventh-429',
        'oauth/throttling/other-client-limited',
        'oauth/throttling/forwarded-address',
        ...LATER,
      ],
    },
    {
      name: 'refreshes-not-throttled',
      does: 'throttles invalid exchanges and not invalid refreshes',
      answer: onAnswer(throttled, (_answer, request) =>
        sent(request, 'grant_type') === 'refresh_token'
          ? json(400, { error: 'invalid_grant', error_description: 'Unknown token' })
          : undefined,
      ),
    },
    {
      name: 'wrong-secrets-not-throttled',
      does: 'answers a wrong secret with 401 while the limit holds',
      answer: onAnswer(throttled, (_answer, request) =>
        /^sandbox-(?:zapier|other)-secret$/.test(sent(request, 'client_secret'))
          ? undefined
          : json(401, { error: 'invalid_client', error_description: 'Wrong secret' }),
      ),
    },
  ],
  'error-format': [
    throttledBy('throttled-as-html', 'with a page', () =>
      page(429, '<h1>429 Too Many Requests</h1>'),
    ),
    throttledBy('throttled-as-text', 'in plain text', (answer) => {
      answer.text = 'Too many requests, please try again later.';
      answer.headers['content-type'] = 'text/plain';
    }),
    throttledBy('throttled-as-message', 'with `{message}`', (answer) => {
      answer.body = { message: 'Too Many Requests' };
    }),
    throttledBy('throttled-without-body', 'without a body', (answer) => {
      answer.body = undefined;
    }),
    throttledBy('throttled-with-code-429', 'with the number 429 as `error.code`', (answer) => {
      answer.body = { error: { code: 429, message: 'Too Many Requests' } };
    }),
  ],
  'retry-after-seconds': [
    retryAfter('retry-after-as-iso-date', 'as a date of ISO 8601', (left) =>
      new Date(Date.now() + left * 1000).toISOString(),
    ),
    retryAfter('retry-after-as-past-date', 'as a date that has passed', () =>
      new Date(Date.now() - 1000).toUTCString(),
    ),
    retryAfter('retry-after-zero', 'as zero', () => '0'),
    retryAfter('retry-after-in-milliseconds', 'in milliseconds', (left) => String(left * 1000)),
    retryAfter('retry-after-with-unit', 'with its unit', (left) => `${left}s`),
    retryAfter('retry-after-as-moment', 'as a moment in seconds', (left) =>
      String(Math.floor(Date.now() / 1000) + left),
    ),
    retryAfter('retry-after-negative', 'as a negative number', (left) => String(-left)),
  ],
  'not-lifted-early': [
    {
      name: 'limit-of-a-minute',
      does: 'lifts the limit after a minute',
      rules: { windowSeconds: 60 },
      alsoBreaks: ['oauth/throttling/holds-half-an-hour'],
    },
    {
      name: 'lifted-by-a-valid-request',
      does: 'lifts the limit of an address that makes a valid token request',
      answer: (next, gateway) =>
        onAnswer({ ...at.token, status: 'ok' }, (_answer, request) => {
          if (formOf(request).has('grant_type') && isSpent(request, gateway)) {
            gateway.limiter.clear();
          }
        })(next),
      alsoBreaks: ['oauth/throttling/holds-half-an-hour'],
    },
  ],
  'holds-half-an-hour': [
    {
      name: 'limit-of-ten-minutes',
      does: 'lifts the limit after ten minutes',
      rules: { windowSeconds: 600 },
    },
    {
      name: 'limit-of-a-quarter',
      does: 'lifts the limit after a quarter of an hour',
      rules: { windowSeconds: 900 },
    },
  ],
  'lifted-after-hour': [
    {
      name: 'limit-of-two-hours',
      does: 'lifts the limit after two hours',
      rules: { windowSeconds: 7200, retryAfter: () => '3600' },
    },
    {
      name: 'limit-of-a-day',
      does: 'lifts the limit after a day and does not say when',
      rules: { windowSeconds: 86_400, retryAfter: () => undefined },
    },
    {
      name: 'never-lifted',
      does: 'never lifts the limit',
      rules: { windowSeconds: Number.MAX_SAFE_INTEGER / 1000, retryAfter: () => undefined },
    },
  ],
  ...reachFaults,
};
