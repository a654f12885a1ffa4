import { page } from '../answer.ts';
import { at } from '../at.ts';
import { atZapier } from '../at-zapier.ts';
import type { Variant } from '../fault.ts';
import { formOf, instead, onAnswer, onRedirect, onRequest, withHeader } from '../handler.ts';
import type { Grant } from '../oauth/grants.ts';
import type { Random } from '../random.ts';
import {
  errorPageElsewhere,
  radioButtons,
  remembersConsent,
  signInElsewhere,
  signInOnOtherSite,
  twoForms,
} from './consent.ts';
import { banned, fixedWindow, limitedBy } from './limiters.ts';

const text = (random: Random, bytes: number, encoding: 'base64' | 'base64url' | 'hex') =>
  Buffer.from(random(bytes)).toString(encoding);

const accepting = (type: string) =>
  onRequest(at.authorize, (request) => ({
    ...request,
    headers: { ...request.headers, accept: type },
  }));

/** Lawful choices about consent (§2, RFC 6749 §4.1.1, §4.1.2). */
const authorization: readonly Variant[] = [
  {
    name: 'unknown-scope-on-a-page',
    does: 'refuses an unknown scope where it is asked for, without telling the client',
    answer: onAnswer({ ...at.consentPage, status: 302 }, (answer) =>
      String(answer.headers.location).includes('error=invalid_scope')
        ? page(400, '<!doctype html><title>Unknown scope</title><p>This app asks for too much.</p>')
        : undefined,
    ),
  },
  {
    name: 'redirect-uri-of-zapier',
    does: 'has a client whose redirect URI is on another host, with a slash at its end',
    ...atZapier(),
  },
  {
    name: 'loopback-port-overlooked',
    does: 'overlooks the port of a redirect URI on a loopback address (RFC 8252 §7.3)',
    rules: {
      redirectUriMatches: (sent, [own = '']) =>
        [sent, own].every((uri) => new URL(uri).hostname === '127.0.0.1') &&
        sent.replace(/:\d+/, '') === own.replace(/:\d+/, ''),
    },
  },
  {
    name: 'no-consent-page',
    does: 'grants without asking, as if the user were signed in and had allowed it before',
    rules: { asksForConsent: false },
  },
  {
    name: 'two-steps',
    does: 'asks to sign in first, then for consent on a second page',
    rules: { signsInFirst: true },
  },
  {
    name: 'sign-in-elsewhere',
    does: 'redirects to a sign-in page at another path and back',
    answer: signInElsewhere,
  },
  {
    name: 'sign-in-on-another-site',
    does: 'redirects to a sign-in page on another site and back',
    answer: signInOnOtherSite,
    sandbox: (offered) => ({
      ...offered,
      oauth: {
        ...offered.oauth,
        consent: { ...offered.oauth.consent, signInAt: ['localhost'] },
      },
    }),
  },
  {
    name: 'consent-remembered',
    does: 'asks to sign in, and for consent only where the user has not given it before',
    rules: { signsInFirst: true },
    answer: remembersConsent,
  },
  {
    name: 'two-forms',
    does: 'asks to sign in, then for consent by two forms with a button each',
    rules: { signsInFirst: true },
    answer: twoForms,
  },
  {
    name: 'radio-buttons',
    does: 'asks for the decision by radio buttons, with boxes for the scopes',
    answer: radioButtons,
  },
  {
    name: 'denial-signed-in',
    does: 'takes a denial only from a user who signed in',
    rules: { denialNeedsSignIn: true },
  },
  {
    name: 'sign-in-forgotten',
    does: 'asks for the password each time',
    rules: { remembersSignIn: false },
  },
  {
    name: 'other-cookies',
    does: 'sets several cookies, with other attributes',
    answer: onAnswer(at.authorize, (answer) => {
      const own = [answer.headers['set-cookie'] ?? []].flat();
      answer.headers['set-cookie'] = [
        ...own.map((cookie) => `${cookie}; Max-Age=3600; Priority=High`),
        'csrf=x1y2; Path=/; SameSite=Strict',
        'lb=a; path=/; expires=Fri, 01 Jan 2100 00:00:00 GMT; httponly',
      ];
    }),
  },
  {
    name: 'redirects-302',
    does: 'always redirects with 302',
    rules: { redirectStatus: () => 302 },
  },
  {
    name: 'redirects-303',
    does: 'always redirects with 303',
    rules: { redirectStatus: () => 303 },
  },
  {
    name: 'redirect-with-more',
    does: 'adds `iss`, `session_state` and `scope` to its redirects',
    rules: {
      redirectExtras: (kind): Record<string, string> => ({
        iss: 'https://api.pocketsuite.io/gateway',
        ...(kind === 'code' && { session_state: 'a1.b2', scope: 'read:clients write:clients' }),
      }),
    },
  },
  {
    name: 'redirect-spaces-in-percent',
    does: 'writes spaces in its redirects as `%20`',
    answer: onAnswer(at.authorize, (answer) => {
      const { location } = answer.headers;
      if (typeof location === 'string') answer.headers.location = location.replaceAll('+', '%20');
    }),
  },
  {
    name: 'redirect-state-first',
    does: 'puts `state` before the other parameters of a redirect',
    answer: onRedirect(({ searchParams }) => {
      const others = [...searchParams].reverse();
      for (const [name] of others) searchParams.delete(name);
      for (const [name, value] of others) searchParams.append(name, value);
    }),
  },
  {
    name: 'terse-redirects',
    does: 'redirects errors without a description',
    rules: { includesErrorDescription: false },
  },
  {
    name: 'invalid-request-for-type',
    does: 'calls an unknown response type an invalid request',
    rules: { redirectError: (error) => (/^unsupported/.test(error) ? 'invalid_request' : error) },
  },
  {
    name: 'html-refusals',
    does: 'shows a page for what it cannot redirect',
    answer: accepting('text/html'),
  },
  {
    name: 'json-refusals',
    does: 'answers JSON to what it cannot redirect',
    answer: accepting('application/json'),
  },
  {
    name: 'refusals-401',
    does: 'answers 401 to what it cannot redirect',
    answer: onAnswer({ ...at.authorize, status: 400 }, (answer) => {
      answer.status = 401;
    }),
  },
  {
    name: 'refusals-403',
    does: 'answers 403 to what it cannot redirect',
    answer: onAnswer({ ...at.authorize, status: 400 }, (answer) => {
      answer.status = 403;
    }),
  },
  {
    name: 'error-page-elsewhere',
    does: 'redirects to an error page of its own for what it cannot redirect to the client',
    answer: errorPageElsewhere,
  },
  {
    name: 'optional-redirect-uri',
    does: 'takes an authorization request without a redirect URI, since one is registered',
    rules: { requiresRedirectUri: false },
  },
  {
    name: 'scope-required',
    does: 'refuses an authorization request that names no scope',
    answer: (next) =>
      instead({ ...at.consentPage, when: ({ query }) => !query.get('scope') }, (request) => {
        const query = new URLSearchParams(request.query);
        query.set('scope', 'none');
        return next({ ...request, query });
      })(next),
  },
  {
    name: 'unknown-scope-left-out',
    does: 'leaves an unknown scope out',
    rules: { refusesUnknownScope: false },
  },
  {
    name: 'page-framed-by-itself',
    does: 'forbids only other sites to frame its page, and keeps it out of caches in many words',
    rules: {
      pageHeaders: () => ({
        'x-frame-options': 'SAMEORIGIN',
        'cache-control': 'no-cache, no-store, max-age=0, must-revalidate',
      }),
    },
  },
  {
    name: 'page-framed-by-policy',
    does: 'forbids framing by its content security policy alone',
    rules: {
      pageHeaders: () => ({
        'content-security-policy': "frame-ancestors 'self'",
        'cache-control': 'private, no-store',
      }),
    },
  },
  {
    name: 'code-for-a-minute',
    does: 'lets a code lapse after a minute',
    rules: { codeLifetimeSeconds: 60 },
  },
];

/** Lawful choices of the token endpoint (RFC 6749 §4.1.3, §5, §6). */
const tokens: readonly Variant[] = [
  {
    name: 'documented-errors',
    does: 'refuses token requests in the documented error format',
    rules: { tokenErrorBody: (code, message) => ({ error: { code, message } }) },
  },
  {
    name: 'documented-errors-own-codes',
    does: 'refuses token requests in the documented error format, with codes of its own',
    rules: {
      tokenErrorBody: (error, message) => ({
        error: { code: `OAUTH_${error.toUpperCase()}`, message, field: null },
      }),
    },
  },
  {
    name: 'terse-errors',
    does: 'refuses token requests with the `error` alone',
    rules: { tokenErrorBody: (error) => ({ error }) },
  },
  {
    name: 'wordy-errors',
    does: 'adds `error_uri`, a status and a trace id to refused token requests',
    rules: {
      tokenErrorBody: (error, description) => ({
        error,
        error_description: description,
        error_uri: `https://example.com/errors/${error}`,
        status: 400,
        trace_id: 'c0ffee',
      }),
    },
  },
  {
    name: 'invalid-client-400',
    does: 'refuses a client with 400',
    rules: { invalidClientStatus: 400, invalidClientChallenge: undefined },
  },
  {
    name: 'invalid-client-unchallenged',
    does: 'refuses a client with 401 and no challenge',
    rules: { invalidClientStatus: 401, invalidClientChallenge: undefined },
  },
  {
    name: 'missing-secret-is-a-missing-parameter',
    does: 'calls a token request without a secret an invalid request',
    answer: onAnswer(
      { ...at.token, status: 401, when: (request) => !formOf(request).has('client_secret') },
      (answer) => {
        answer.status = 400;
        answer.body = { error: 'invalid_request', error_description: 'client_secret is missing' };
      },
    ),
  },
  {
    name: 'missing-grant-type-unsupported',
    does: 'calls a missing grant type an unsupported one',
    answer: onAnswer(
      { ...at.token, status: 400, when: (request) => !formOf(request).has('grant_type') },
      (answer) => {
        answer.body = { error: 'unsupported_grant_type' };
      },
    ),
  },
  {
    name: 'token-requests-422',
    does: 'answers 422 to a token request that lacks a parameter',
    rules: { tokenErrorStatus: (error) => (error === 'invalid_request' ? 422 : 400) },
  },
  {
    name: 'basic-only',
    does: 'takes client credentials by Basic only',
    rules: { acceptsBodyCredentials: false },
    sandbox: (offered) => ({
      ...offered,
      oauth: { ...offered.oauth, clientAuthentication: 'basic' },
    }),
  },
  {
    name: 'body-only',
    does: 'takes client credentials in the body only',
    rules: { acceptsBasicCredentials: false },
  },
  {
    name: 'json-token-requests',
    does: 'takes token requests in JSON too',
    rules: { acceptsJson: true },
  },
  {
    name: 'token-query-ignored',
    does: 'ignores the query of a token request',
    rules: { queryParameters: 'ignore' },
  },
  { name: 'bearer-in-lower-case', does: 'says `bearer`', rules: { tokenTypeWord: 'bearer' } },
  { name: 'bearer-in-upper-case', does: 'says `BEARER`', rules: { tokenTypeWord: 'BEARER' } },
  {
    name: 'no-expires-in',
    does: 'does not say how long a token lasts',
    rules: { includesExpiresIn: false },
  },
  { name: 'no-scope', does: 'does not say the scope granted', rules: { includesScope: false } },
  {
    name: 'scope-in-another-order',
    does: 'names the scopes of a token in another order',
    rules: {
      tokenBody: ({ scope, ...body }) => ({
        scope: String(scope).split(' ').reverse().join(' '),
        ...body,
      }),
    },
  },
  {
    name: 'token-answers-with-more',
    does: 'says more about a token than it must',
    rules: {
      tokenBody: (body) => ({
        ...body,
        created_at: 1_736_951_400,
        refresh_token_expires_in: 2_592_000,
        account: { id: 'acct_1', name: 'John Smith' },
        realm_id: null,
      }),
    },
  },
  {
    name: 'no-store-among-others',
    does: 'forbids caching of tokens in many words',
    rules: {
      tokenHeaders: () => ({
        'cache-control': 'private, no-cache, no-store, max-age=0',
        pragma: 'no-cache',
        expires: '0',
      }),
    },
  },
  {
    name: 'tokens-for-two-minutes',
    does: 'issues access tokens that last two minutes',
    rules: { accessTokenLifetimeSeconds: 120 },
  },
  {
    name: 'tokens-like-jwt',
    does: 'issues codes and tokens of 900 characters with dots in them',
    rules: {
      newSecret: (_kind, random) =>
        `eyJhbGciOiJSUzI1NiJ9.${text(random, 600, 'base64url')}.${text(random, 58, 'base64url')}`,
    },
  },
  {
    name: 'tokens-in-hex',
    does: 'issues codes and tokens of 32 hexadecimal digits',
    rules: { newSecret: (_kind, random) => text(random, 16, 'hex') },
  },
  {
    name: 'tokens-in-base64',
    does: 'issues codes and tokens with `+`, `/` and `=` in them',
    rules: {
      newSecret: (kind, random) =>
        kind === 'session' ? text(random, 32, 'hex') : `4/+${text(random, 31, 'base64')}`,
    },
  },
  {
    name: 'tokens-prefixed',
    does: 'issues tokens that say what they are',
    rules: {
      newSecret: (kind, random) => `ps_${kind}_live~1.${text(random, 24, 'base64url')}`,
    },
  },
  {
    name: 'one-code-a-user',
    does: 'ends the unused code of a user and client with their next one',
    model: (model, { grants }) => ({
      ...model,
      async saveAuthorizationCode(code, client, user) {
        for (const [value, { clientId, userId, spent }] of grants.codes) {
          if (clientId === client.id && userId === user.id && !spent) grants.codes.delete(value);
        }
        return model.saveAuthorizationCode(code, client, user);
      },
    }),
  },
  {
    name: 'code-burnt-by-a-wrong-secret',
    does: 'takes no code again that came with a wrong client secret',
    answer: (next, { grants }) =>
      onAnswer({ ...at.token, status: 401 }, (_answer, request) => {
        grants.codes.delete(formOf(request).get('code') ?? '');
      })(next),
  },
  {
    name: 'code-reuse-forgiven',
    does: 'refuses a spent code without revoking its tokens',
    rules: { reuseRevokesTokens: false },
  },
  {
    name: 'same-token-while-it-lasts',
    does: 'answers a further grant of the same scope with the access token that still lasts',
    rules: { reuseRevokesTokens: false },
    model: (model, { grants, clock }) => ({
      ...model,
      async generateAccessToken(client, user, scope) {
        const fresh = await model.generateAccessToken(client, user, scope);
        const isRefresh = 'refresh' in user;
        const same = [...grants.access.values()].find(
          (one) =>
            one.grant.clientId === client.id &&
            one.grant.userId === user.id &&
            one.scope.join(' ') === (scope ?? []).join(' ') &&
            !one.revoked &&
            one.expiresAt > clock.now(),
        );
        return same && !isRefresh ? same.token : fresh;
      },
    }),
  },
  {
    name: 'no-pkce',
    does: 'knows nothing of PKCE',
    rules: { enforcesChallenge: false },
  },
  {
    name: 'plain-pkce',
    does: 'takes plain PKCE challenges too',
    rules: { isChallengeMethodSupported: (method = 'plain') => /^(S256|plain)$/.test(method) },
  },
  {
    name: 'needless-verifier-ignored',
    does: 'ignores a verifier that no challenge asked for',
    rules: { refusesVerifierWithoutChallenge: false },
  },
  {
    name: 'refresh-strict',
    does: 'takes a refresh token once, without grace',
    rules: { refreshGraceSeconds: 0 },
  },
  {
    name: 'refresh-reuse-ends-all',
    does: 'ends a grant whose refresh token comes a second time',
    rules: { refreshGraceSeconds: 0 },
    model: (model, { grants }) => ({
      ...model,
      async getRefreshToken(value) {
        const known = grants.refresh.get(value);
        if (known?.rotatedAt !== undefined) known.grant.revoked = true;
        return model.getRefreshToken(value);
      },
    }),
  },
  {
    name: 'refresh-token-kept',
    does: 'answers a refresh with the same refresh token',
    rules: { rotatesRefreshToken: false },
  },
  {
    name: 'refresh-token-left-out',
    does: 'keeps the refresh token and leaves it out of the answer to a refresh',
    rules: {
      rotatesRefreshToken: false,
      issuesRefreshToken: (grantType) => grantType === 'authorization_code',
    },
  },
  {
    name: 'wider-refresh-cut',
    does: 'answers a refresh that asks for more with the scope that was granted',
    rules: {
      refusesWiderScope: false,
      scopesRefreshed: (granted, asked) =>
        asked ? asked.filter((scope) => granted.includes(scope)) : granted,
    },
  },
  {
    name: 'refresh-scope-ignored',
    does: 'ignores the scope of a refresh',
    rules: { refusesWiderScope: false, scopesRefreshed: (granted) => granted },
  },
  {
    name: 'refresh-ends-access-token',
    does: 'ends the access token before it at each refresh',
    rules: { refreshRevokesAccessTokens: true },
  },
];

/** Lawful choices about bearers and scopes (RFC 6750 §3). */
const bearers: readonly Variant[] = [
  {
    name: 'forbidden-401',
    does: 'answers 401 to a token without the scope that is needed',
    rules: { forbiddenStatus: 401 },
  },
  {
    name: 'forbidden-plain',
    does: 'answers 403 without a challenge',
    rules: { forbiddenChallenge: () => undefined },
  },
  {
    name: 'other-realm',
    does: 'challenges in other words',
    rules: {
      unauthorizedChallenge: (sent) =>
        sent
          ? 'Bearer error="invalid_token",error_description="Expired",realm="api.example.com"'
          : 'Bearer',
    },
  },
  {
    name: 'several-challenges',
    does: 'challenges by several schemes',
    answer: onAnswer({ ...at.api, status: 401 }, (answer) => {
      const own = [answer.headers['www-authenticate'] ?? []].flat();
      answer.headers['www-authenticate'] = ['DPoP algs="ES256"', ...own];
    }),
  },
  {
    name: 'challenges-in-one-line',
    does: 'challenges by several schemes in one line, Bearer last and in lower case',
    answer: onAnswer(
      { ...at.api, status: 401 },
      withHeader('www-authenticate', 'DPoP algs="ES256", bearer realm="api"'),
    ),
  },
];

/** Lawful choices about the limit (§7). */
const limits: readonly Variant[] = [
  {
    name: 'no-retry-after',
    does: 'does not say when to retry',
    rules: { retryAfter: () => undefined },
  },
  {
    name: 'retry-after-a-minute',
    does: 'asks to retry in a minute',
    rules: { retryAfter: () => '60' },
  },
  {
    name: 'retry-after-as-date',
    does: 'tells by a date when to retry',
    rules: { retryAfter: (left) => new Date(Date.now() + left * 1000).toUTCString() },
  },
  {
    name: 'throttles-valid-grants',
    does: 'answers 429 to valid grants as well while an address is throttled',
    rules: { throttleAnswersValid: false },
  },
  {
    name: 'throttled-in-oauth-form',
    does: 'throttles in the form of RFC 6749',
    answer: onAnswer({ ...at.token, status: 429 }, (answer) => {
      answer.body = { error: 'slow_down', error_description: 'Too many invalid requests' };
    }),
  },
  {
    name: 'throttled-requests-count',
    does: 'counts throttled requests as well',
    rules: { countsThrottled: true },
  },
  {
    name: 'fixed-window',
    does: 'limits by hours that begin with the first invalid request',
    answer: limitedBy(fixedWindow),
  },
  {
    name: 'banned-for-an-hour',
    does: 'shuts an address out for an hour from its tenth invalid request',
    answer: limitedBy(banned),
  },
  {
    name: 'limit-told-by-headers',
    does: 'tells the limit in headers of every answer',
    answer: onAnswer({}, (answer) => {
      answer.headers['x-ratelimit-limit'] = '10';
      answer.headers['x-ratelimit-remaining'] = '3';
      answer.headers['ratelimit-reset'] = '1800';
    }),
  },
  {
    name: 'no-second-client',
    does: 'has one client only',
    sandbox: ({ oauth: { secondClient: _, ...oauth }, ...offered }) => ({ ...offered, oauth }),
  },
];

/** A new grant that ends what the same user gave the same client before. */
const exclusive: readonly Variant[] = [
  {
    name: 'one-grant-a-user',
    does: 'ends the tokens of a user and client with their next grant',
    model: (model, { grants }) => ({
      ...model,
      async saveToken(token, client, user) {
        const { id, grant, refresh } = user as { id: string; grant?: Grant; refresh?: object };
        const all = [...grants.access.values(), ...grants.refresh.values()];
        for (const { grant: older } of refresh ? [] : all) {
          const isTheirs = older.clientId === client.id && older.userId === id;
          if (isTheirs && older !== grant) older.revoked = true;
        }
        return model.saveToken(token, client, user);
      },
    }),
  },
];

/** Lawful choices about OAuth. */
export const variants: readonly Variant[] = [
  ...authorization,
  ...tokens,
  ...bearers,
  ...limits,
  ...exclusive,
];
