import { setTimeout as sleep } from 'node:timers/promises';
import type { throttling } from '../../../contracts/clauses/oauth/throttling.ts';
import { type GatewayAnswer, json, page } from '../../answer.ts';
import { at } from '../../at.ts';
import type { Fault } from '../../fault.ts';
import { formOf, instead, onAnswer } from '../../handler.ts';
import type { GatewayRequest } from '../../request.ts';
import type { GatewayState } from '../../state.ts';
import type { SectionFaults } from '../section-faults.ts';
import { isAnonymous, isOutdated } from './admit.ts';
import { comesFrom, counts, sent, throttled } from './count.ts';

const isSpent = (request: GatewayRequest, { limiter, rules }: GatewayState) =>
  limiter.isSpent(rules.limiterKey(request));
const throttledBy = (name: string, how: string, change: Parameters<typeof onAnswer>[1]): Fault => ({
  name,
  does: `answers a throttled request ${how}`,
  answer: onAnswer(throttled, change),
});
const tooMany = (): GatewayAnswer =>
  json(429, { error: { code: 'rate_limit_exceeded', message: 'Too many requests' } });
const retryAfter = (name: string, how: string, value: (left: number) => string): Fault => ({
  name,
  does: `sends \`Retry-After\` ${how}`,
  rules: { retryAfter: value },
});

/** Answers the API's requests otherwise while the limit of their address holds. */
const whileSpent =
  (
    whom: (request: GatewayRequest, gateway: GatewayState) => boolean,
    answer: () => GatewayAnswer,
  ): NonNullable<Fault['answer']> =>
  (next, gateway) =>
    onAnswer(
      { ...at.api, when: (request) => isSpent(request, gateway) && whom(request, gateway) },
      answer,
    )(next);

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
  'valid-not-counted': [
    {
      name: 'valid-counted',
      does: 'counts valid token requests too',
      rules: { countsValid: true },
      alsoBreaks: ['oauth/throttling/ten-allowed'],
    },
    {
      name: 'refreshes-counted',
      does: 'counts every refresh, valid or not',
      answer: counts(
        { ...at.token, status: 'ok' },
        (request) => sent(request, 'grant_type') === 'refresh_token',
      ),
      alsoBreaks: ['oauth/throttling/ten-allowed'],
    },
  ],
  'expired-not-counted': [
    {
      name: 'expired-counted',
      does: 'counts API requests with an expired access token',
      rules: { countsExpiredTokens: true },
      alsoBreaks: ['oauth/throttling/ten-allowed'],
    },
    {
      name: 'expired-counted-at-api-and-doubly',
      does: 'counts each API request with an expired access token five times',
      answer: counts({ ...at.api, status: 401 }, isOutdated, 5),
      alsoBreaks: ['oauth/throttling/ten-allowed'],
    },
  ],
  'unauthorized-not-counted': [
    {
      name: 'unknown-api-tokens-counted',
      does: 'counts API requests without a valid token as invalid token requests',
      rules: { countsUnauthorized: true },
      alsoBreaks: ['oauth/throttling/ten-allowed'],
    },
    {
      name: 'anonymous-api-requests-counted',
      does: 'counts API requests without any token as invalid token requests',
      answer: counts({ ...at.api, status: 401 }, isAnonymous),
      alsoBreaks: ['oauth/throttling/ten-allowed'],
    },
  ],
  'expired-still-401': [
    {
      name: 'expired-throttled',
      does: 'answers an expired access token with 429 while the limit holds',
      answer: whileSpent(isOutdated, tooMany),
    },
    {
      name: 'expired-always-429',
      does: 'answers an expired access token with 429',
      answer: (next, gateway) =>
        instead({ ...at.api, when: (request) => isOutdated(request, gateway) }, tooMany)(next),
    },
    {
      name: 'expired-403-while-limited',
      does: 'answers an expired access token with 403 while the limit holds',
      answer: whileSpent(isOutdated, () =>
        json(403, { error: { code: 'blocked', message: 'Blocked' } }),
      ),
    },
  ],
  'api-unaffected': [
    {
      name: 'api-throttled',
      does: 'throttles the API with the token endpoint',
      rules: { throttlesApi: () => true },
      alsoBreaks: ['oauth/throttling/expired-still-401'],
    },
    {
      name: 'writes-throttled',
      does: 'answers writes by a valid token with 429 while the limit holds',
      answer: whileSpent(
        (request, gateway) => request.method !== 'GET' && !isOutdated(request, gateway),
        tooMany,
      ),
    },
    {
      name: 'address-blocked',
      does: 'answers a valid token with 403 while the limit holds',
      answer: whileSpent(
        (request, gateway) => !isOutdated(request, gateway),
        () => json(403, { error: { code: 'blocked', message: 'Blocked' } }),
      ),
      alsoBreaks: [
        'valid-create-unchanged',
        'invalid-create-refused',
        'valid-update-unchanged',
        'valid-note-unchanged',
        'works-afterwards',
      ].map((slug) => `errors/robustness/${slug}`),
    },
  ],
  'authorization-unaffected': [
    {
      name: 'authorization-throttled',
      does: 'answers authorization requests with 429 while the limit on token requests holds',
      answer: (next, gateway) =>
        instead({ ...at.authorize, when: (request) => isSpent(request, gateway) }, tooMany)(next),
    },
  ],
  'per-address': [
    {
      name: 'one-limit-for-all',
      does: 'counts the invalid requests of all addresses together',
      rules: { limiterKey: () => 'everybody' },
    },
    {
      name: 'limit-of-the-network',
      does: 'counts the invalid requests of a whole network together',
      rules: { limiterKey: ({ remoteAddress }) => remoteAddress.split('.').slice(0, 3).join('.') },
    },
    {
      name: 'limit-of-the-client-alone',
      does: 'counts invalid requests by client, whatever their address',
      rules: { limiterKey: (request) => sent(request, 'client_id') },
      alsoBreaks: ['oauth/throttling/other-client-limited'],
    },
  ],
  'other-client-limited': [
    {
      name: 'limit-of-address-and-client',
      does: 'counts invalid requests by address and client',
      rules: {
        limiterKey: (request) => `${request.remoteAddress} ${sent(request, 'client_id')}`,
      },
    },
    {
      name: 'limit-of-address-and-secret',
      does: 'counts invalid requests by address and client secret',
      rules: {
        limiterKey: (request) => `${request.remoteAddress} ${sent(request, 'client_secret')}`,
      },
      alsoBreaks: ['oauth/throttling/eleventh-429', 'oauth/throttling/stays-limited'],
    },
    {
      name: 'limit-of-address-and-program',
      does: 'counts invalid requests by address and `User-Agent`',
      rules: {
        limiterKey: ({ remoteAddress, headers }) => `${remoteAddress} ${headers['user-agent']}`,
      },
    },
  ],
  'forwarded-address': [
    {
      name: 'forwarded-for-believed',
      does: 'believes `X-Forwarded-For`',
      answer: comesFrom(({ headers }) => headers['x-forwarded-for']?.split(',')[0]),
    },
    {
      name: 'real-ip-believed',
      does: 'believes `X-Real-IP`',
      answer: comesFrom(({ headers }) => headers['x-real-ip']),
    },
    {
      name: 'forwarded-believed',
      does: 'believes `Forwarded`',
      answer: comesFrom(({ headers }) => headers.forwarded),
    },
    {
      name: 'cloudflare-believed',
      does: 'believes `CF-Connecting-IP`',
      answer: comesFrom(({ headers }) => headers['cf-connecting-ip']),
    },
    {
      name: 'akamai-believed',
      does: 'believes `True-Client-IP`',
      answer: comesFrom(({ headers }) => headers['true-client-ip']),
    },
    {
      name: 'client-ip-believed',
      does: 'believes `X-Client-IP`',
      answer: comesFrom(({ headers }) => headers['x-client-ip']),
    },
    {
      name: 'last-hop-believed',
      does: 'believes the last address of `X-Forwarded-For`',
      answer: comesFrom(({ headers }) => headers['x-forwarded-for']?.split(',').at(-1)?.trim()),
    },
    {
      name: 'internal-hop-exempt',
      does: 'exempts from the limit who claims an internal address in `X-Forwarded-For`',
      answer: comesFrom(({ headers }) =>
        headers['x-forwarded-for']?.startsWith('10.') ? crypto.randomUUID() : undefined,
      ),
    },
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
};
