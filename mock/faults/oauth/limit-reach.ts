import type { throttling } from '../../../contracts/clauses/oauth/throttling.ts';
import { type GatewayAnswer, json } from '../../answer.ts';
import { at } from '../../at.ts';
import type { Fault } from '../../fault.ts';
import { instead, onAnswer } from '../../handler.ts';
import type { GatewayRequest } from '../../request.ts';
import type { GatewayState } from '../../state.ts';
import type { SectionFaults } from '../section-faults.ts';
import { isAnonymous, isOutdated } from './admit.ts';
import { comesFrom, counts, sent } from './count.ts';

const isSpent = (request: GatewayRequest, { limiter, rules }: GatewayState) =>
  limiter.isSpent(rules.limiterKey(request));
const tooMany = (): GatewayAnswer =>
  json(429, { error: { code: 'rate_limit_exceeded', message: 'Too many requests' } });
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

/** Faults of what counts towards the limit, and of whom and what it holds for. */
export const reachFaults = {
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
} satisfies Partial<SectionFaults<typeof throttling>>;
