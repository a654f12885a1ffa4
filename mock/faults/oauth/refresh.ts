import type { refresh } from '../../../contracts/clauses/oauth/refresh.ts';
import { json } from '../../answer.ts';
import { at } from '../../at.ts';
import { formOf, onAnswer, withHeader } from '../../handler.ts';
import type { RefreshRecord } from '../../oauth/grants.ts';
import type { GatewayState } from '../../state.ts';
import type { SectionFaults } from '../section-faults.ts';
import { formFaults } from './refresh-forms.ts';
import { refusalFaults } from './refused-refreshes.ts';
import { scopeFaults } from './scope-of-refresh.ts';
import { answeredBy, lackingIn, misanswers, turnedIn } from './token-answers.ts';

type Form = URLSearchParams;
const REFRESH = 'refresh';
const sent = (form: Form) => form.get('refresh_token') ?? '';
const recordOf = (form: Form, { grants }: GatewayState): RefreshRecord | undefined =>
  grants.refresh.get(sent(form));

/** Faults of refreshing an access token (§2). */
export const faults: SectionFaults<typeof refresh> = {
  'status-200': [
    answeredBy(REFRESH, '201', 'with 201', (answer) => {
      answer.status = 201;
    }),
    {
      name: 'second-refresh-202',
      does: 'answers every refresh of a refreshed connection with 202',
      answer: (next, gateway) => {
        const refreshed = new Set<unknown>();
        return misanswers(REFRESH, (answer, request) => {
          const form = formOf(request);
          const { grant } = recordOf(form, gateway) ?? {};
          if (refreshed.has(grant)) answer.status = 202;
          refreshed.add(grant);
        })(next);
      },
    },
  ],
  json: [
    answeredBy(REFRESH, 'as-text', 'as `text/plain`', withHeader('content-type', 'text/plain')),
    answeredBy(REFRESH, 'in-a-list', 'in a JSON array', (answer) => {
      answer.body = [answer.body];
    }),
  ],
  'access-token': [
    { ...lackingIn(REFRESH, 'access_token'), alsoBreaks: ['oauth/refresh/after-expiry'] },
    answeredBy(REFRESH, 'nested', 'with its access token in `data`', (answer) => {
      const { access_token, ...rest } = answer.body as Record<string, unknown>;
      answer.body = { ...rest, data: { access_token } };
    }),
    {
      ...answeredBy(
        REFRESH,
        'under-another-name',
        'with `token` instead of `access_token`',
        (answer) => {
          const { access_token: token, ...rest } = answer.body as Record<string, unknown>;
          answer.body = { ...rest, token };
        },
      ),
      alsoBreaks: ['oauth/refresh/after-expiry'],
    },
  ],
  'token-type': [
    lackingIn(REFRESH, 'token_type'),
    turnedIn(REFRESH, 'token_type', '`refresh_token`', 'refresh_token'),
    turnedIn(REFRESH, 'token_type', '`Basic`', 'Basic'),
  ],
  'refresh-token-string': [
    turnedIn(REFRESH, 'refresh_token', 'false', false),
    turnedIn(REFRESH, 'refresh_token', 'an object', (token: unknown) => ({ token })),
    turnedIn(REFRESH, 'refresh_token', 'an empty string', ''),
    turnedIn(REFRESH, 'refresh_token', 'null', null),
  ],
  'expires-in-number': [
    turnedIn(REFRESH, 'expires_in', 'a string', '3600'),
    turnedIn(REFRESH, 'expires_in', 'zero', 0),
    turnedIn(
      REFRESH,
      'expires_in',
      'a moment in seconds',
      () => Math.floor(Date.now() / 1000) + 3600,
    ),
  ],
  'no-store': [
    answeredBy(
      REFRESH,
      'without-no-store',
      'without `Cache-Control`',
      withHeader('cache-control', undefined),
    ),
    answeredBy(
      REFRESH,
      'cached',
      'with `Cache-Control: private, max-age=60`',
      withHeader('cache-control', 'private, max-age=60'),
    ),
  ],
  'access-token-works': [
    {
      name: 'refreshed-token-not-stored',
      does: 'answers a refresh with an access token that it does not store',
      answer: misanswers(REFRESH, (answer) => {
        const body = answer.body as Record<string, unknown>;
        body.access_token = `${body.access_token}x`;
      }),
      alsoBreaks: ['oauth/refresh/after-expiry'],
    },
    {
      name: 'second-refresh-without-effect',
      does: 'stores no access token when a connection is refreshed again',
      model: (model, { grants }) => {
        const refreshed = new Set<unknown>();
        return {
          ...model,
          saveToken: async (saved, client, user) => {
            const { grant, refresh: used } = user as { grant?: unknown; refresh?: unknown };
            const answer = await model.saveToken(saved, client, user);
            if (used && refreshed.has(grant)) grants.access.delete(saved.accessToken);
            if (used) refreshed.add(grant);
            return answer;
          },
        };
      },
    },
  ],
  again: [
    {
      name: 'refresh-token-dies-unreplaced',
      does: 'gives no new refresh token at a refresh and takes the old one no more',
      rules: {
        issuesRefreshToken: (grantType) => grantType !== 'refresh_token',
        refreshGraceSeconds: -1,
      },
    },
    {
      name: 'new-refresh-token-not-stored',
      does: 'answers a refresh with a new refresh token that it does not know afterwards',
      answer: misanswers(REFRESH, (answer) => {
        const body = answer.body as Record<string, unknown>;
        body.refresh_token = `${body.refresh_token}x`;
      }),
    },
    {
      name: 'refreshed-once',
      does: 'refreshes a connection once only',
      model: (model) => {
        const refreshed = new Set<unknown>();
        return {
          ...model,
          getRefreshToken: async (value) => {
            const token = await model.getRefreshToken(value);
            const { grant } = (token ? token.user : {}) as { grant?: unknown };
            if (!token || refreshed.has(grant)) return undefined;
            refreshed.add(grant);
            return token;
          },
        };
      },
    },
    {
      name: 'old-refresh-token-answered-again',
      does: 'answers a refresh with the old refresh token, which it takes no more',
      rules: { refreshGraceSeconds: -1 },
      answer: misanswers(REFRESH, (answer, request) => {
        const form = formOf(request);
        (answer.body as Record<string, unknown>).refresh_token = sent(form);
      }),
    },
  ],
  'after-expiry': [
    {
      name: 'refreshed-before-expiry-only',
      does: 'refuses to refresh a connection whose access token has expired',
      model: (model, { grants, clock }) => ({
        ...model,
        getRefreshToken: async (value) => {
          const grant = grants.refresh.get(value)?.grant;
          const own = [...grants.access.values()].filter((one) => one.grant === grant);
          const lives = own.some(({ expiresAt }) => expiresAt > clock.now());
          return lives ? model.getRefreshToken(value) : undefined;
        },
      }),
    },
    {
      name: 'refresh-token-as-short-lived',
      does: 'lets the refresh token expire with the access token, after an hour',
      rules: { refreshTokenLifetimeSeconds: 3600 },
    },
    {
      name: 'expired-token-answered-again',
      does: 'answers a refresh after expiry with the access token that expired',
      answer: (next, { grants, clock }) =>
        misanswers(REFRESH, (answer) => {
          const body = answer.body as Record<string, unknown>;
          const grant = grants.access.get(String(body.access_token))?.grant;
          const own = [...grants.access.values()].find((one) => one.grant === grant);
          if (own && own.expiresAt <= clock.now()) body.access_token = own.token;
        })(next),
    },
  ],
  'parameters-ignored': [
    {
      name: 'empty-scope-is-a-scope',
      does: 'takes an empty `scope` of a refresh for one that it does not know',
      rules: { emptyIsOmitted: false },
    },
    {
      name: 'unknown-parameter-refused',
      does: 'refuses a refresh with a parameter that it does not know',
      answer: onAnswer({ ...at.token, status: 200 }, (_answer, request) => {
        const names = [...new URLSearchParams(Buffer.from(request.body).toString()).keys()];
        return names.includes('conformance')
          ? json(400, { error: 'invalid_request', error_description: 'Unknown parameter' })
          : undefined;
      }),
      // its refusal does not count
      alsoBreaks: ['oauth/throttling/eleventh-429'],
    },
  ],
  ...formFaults,
  ...scopeFaults,
  ...refusalFaults,
};
