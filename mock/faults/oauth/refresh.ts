import type { refresh } from '../../../contracts/clauses/oauth/refresh.ts';
import { SCOPES } from '../../../contracts/resources.ts';
import { registeredClients } from '../../accounts.ts';
import { json, page } from '../../answer.ts';
import { at } from '../../at.ts';
import type { Fault } from '../../fault.ts';
import { formOf, onAnswer, withHeader } from '../../handler.ts';
import type { RefreshRecord } from '../../oauth/grants.ts';
import type { SubscriptionRecord } from '../../records.ts';
import type { GatewayState } from '../../state.ts';
import type { SectionFaults } from '../section-faults.ts';
import {
  answeredBy,
  grantsAnyway,
  lackingIn,
  misanswers,
  misreads,
  misrefuses,
  refusedAs,
  serverError,
  turnedIn,
} from './token-answers.ts';

type Form = URLSearchParams;

const REFRESH = 'refresh';
const HOUR_MS = 3_600_000;
/** The access tokens that made subscriptions. */
const madeBy = new WeakMap<SubscriptionRecord, string>();
const [zapier] = registeredClients;
const sent = (form: Form) => form.get('refresh_token') ?? '';
const recordOf = (form: Form, { grants }: GatewayState): RefreshRecord | undefined =>
  grants.refresh.get(sent(form));
const isUnknown = (form: Form, { grants }: GatewayState) =>
  form.has('refresh_token') && !grants.refresh.has(sent(form)) && !grants.access.has(sent(form));
const setSecret = (form: Form) => form.set('client_secret', zapier.clientSecret);
const secretIs = (right: (secret: string) => boolean) => (form: Form) =>
  right(form.get('client_secret') ?? '');

/** Requests whose refresh token is found by something less than the whole of it. */
const found = (known: (sent: string, token: string) => boolean): Pick<Fault, 'model'> => ({
  model: (model, { grants }) => ({
    ...model,
    getRefreshToken: async (value) => {
      const tokens = grants.refresh.has(value) ? [] : [...grants.refresh.keys()];
      const token = tokens.find((each) => known(value, each));
      return model.getRefreshToken(token ?? value);
    },
  }),
});

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
  'subscription-outlives-token': [
    {
      name: 'subscription-ends-with-its-token',
      does: 'delivers to a subscription as long as the access token lasts that made it',
      answer: (next, { store }) =>
        onAnswer({ ...at.subscribe, status: 'ok' }, ({ body }, { headers }) => {
          const made = store.subscriptions.get(String((body as { id?: unknown }).id));
          const token = headers.authorization?.replace(/^Bearer /i, '') ?? '';
          if (made !== undefined) madeBy.set(made, token);
        })(next),
      deliver:
        (next, { grants, clock }) =>
        async (delivery) => {
          const token = grants.access.get(madeBy.get(delivery.subscription) ?? '');
          if (token === undefined || token.expiresAt > clock.now()) await next(delivery);
        },
    },
    {
      name: 'refresh-ends-old-subscriptions',
      does: 'ends every subscription that is older than an hour when a connection is refreshed',
      answer: (next, { store, clock }) =>
        onAnswer({ ...at.token, status: 200 }, (_answer, request) => {
          if (formOf(request).get('grant_type') !== 'refresh_token') return;
          for (const { id, createdAt } of store.subscriptions.values()) {
            if (clock.now() - createdAt >= HOUR_MS) store.subscriptions.delete(id);
          }
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
  'scope-kept': [
    {
      name: 'refresh-gives-all-scopes',
      does: 'gives a refreshed token all scopes',
      rules: { scopesRefreshed: (_granted, asked) => asked ?? SCOPES },
    },
    {
      name: 'refresh-drops-payments',
      does: 'drops `read:payments` at a refresh',
      rules: {
        scopesRefreshed: (granted, asked) =>
          (asked ?? granted).filter((scope) => scope !== 'read:payments'),
      },
    },
    {
      name: 'refresh-drops-writing-in-silence',
      does: 'gives a refreshed token no `write:clients` and names no scope',
      rules: {
        scopesRefreshed: (granted, asked) =>
          (asked ?? granted).filter((scope) => scope !== 'write:clients'),
      },
      answer: misanswers(REFRESH, (answer) => {
        delete (answer.body as Record<string, unknown>).scope;
      }),
    },
    {
      name: 'refresh-gives-all-scopes-in-silence',
      does: 'gives a refreshed token all scopes and names no scope',
      rules: { scopesRefreshed: (_granted, asked) => asked ?? SCOPES },
      answer: misanswers(REFRESH, (answer) => {
        delete (answer.body as Record<string, unknown>).scope;
      }),
    },
  ],
  'scope-not-widened': [
    {
      name: 'refresh-widens-scope',
      does: 'gives a refresh whatever scope it asks for',
      rules: { refusesWiderScope: false },
    },
    {
      name: 'refresh-widens-scope-in-silence',
      does: 'gives a refresh whatever scope it asks for and names no scope',
      rules: { refusesWiderScope: false },
      answer: misanswers(REFRESH, (answer) => {
        delete (answer.body as Record<string, unknown>).scope;
      }),
    },
  ],
  'token-unknown': [
    {
      name: 'unknown-refresh-token-granted',
      does: 'issues tokens for a refresh token that it never issued',
      answer: grantsAnyway(REFRESH, isUnknown),
    },
    {
      name: 'unknown-refresh-token-500',
      does: 'answers an unknown refresh token with 500',
      answer: (next, gateway) =>
        onAnswer({ ...at.token, status: 400 }, (_answer, request) => {
          const form = formOf(request);
          return isUnknown(form, gateway) ? serverError() : undefined;
        })(next),
      alsoBreaks: ['oauth/refresh/error-status', 'errors/robustness/never-5xx'],
    },
    {
      name: 'unknown-refresh-token-200',
      does: 'answers an unknown refresh token with 200 and an empty object',
      answer: (next, gateway) =>
        onAnswer({ ...at.token, status: 400 }, (_answer, request) => {
          const form = formOf(request);
          return isUnknown(form, gateway) ? json(200, {}) : undefined;
        })(next),
      alsoBreaks: ['oauth/refresh/error-status', 'oauth/refresh/error-format'],
    },
    {
      name: 'refresh-token-in-any-case',
      does: 'compares refresh tokens without regard to case, as the collation of its database does',
      ...found((sent, token) => sent.toLowerCase() === token.toLowerCase()),
    },
    {
      name: 'refresh-token-by-prefix',
      does: 'takes the beginning of a refresh token for the whole',
      ...found((sent, token) => sent.length > 20 && token.startsWith(sent)),
    },
  ],
  'token-missing': [
    {
      name: 'last-refresh-token-taken',
      does: 'refreshes with the last refresh token that it issued where none is sent',
      answer: misreads(
        REFRESH,
        (form) => !form.has('refresh_token'),
        (form, { grants }) =>
          form.set(
            'refresh_token',
            [...grants.refresh.values()].findLast(({ clientId }) => clientId === zapier.clientId)
              ?.token ?? '',
          ),
      ),
    },
    {
      name: 'missing-refresh-token-500',
      does: 'answers a refresh without a refresh token with 500',
      answer: misrefuses(REFRESH, ['invalid_request'], serverError),
      alsoBreaks: ['errors/robustness/never-5xx'],
    },
  ],
  'token-of-other-client': [
    {
      name: 'refresh-by-any-client',
      does: 'takes a refresh token from any client',
      rules: { bindsRefreshToClient: false },
    },
  ],
  'access-token-not-taken': [
    {
      name: 'refreshed-by-access-token',
      does: 'takes an access token for a refresh token',
      answer: misreads(
        REFRESH,
        (form, { grants }) => grants.access.has(sent(form)),
        (form, { grants }) => {
          const { grant } = grants.access.get(sent(form)) ?? {};
          const own = [...grants.refresh.values()].findLast((one) => one.grant === grant);
          form.set('refresh_token', own?.token ?? '');
        },
      ),
    },
    {
      name: 'refreshed-by-any-token',
      does: 'answers a refresh with an access token by that access token',
      answer: (next, { grants }) =>
        onAnswer({ ...at.token, status: 400 }, (_answer, request) => {
          const token = sent(formOf(request));
          const body = { access_token: token, token_type: 'Bearer', expires_in: 3600 };
          return grants.access.has(token) ? json(200, body) : undefined;
        })(next),
    },
  ],
  'secret-checked': [
    {
      name: 'refresh-with-any-secret',
      does: 'refreshes with any client secret',
      answer: misreads(REFRESH, (form) => form.has('client_secret'), setSecret),
    },
    {
      name: 'refresh-secret-by-prefix',
      does: 'takes the beginning of the client secret for the whole at a refresh',
      answer: misreads(
        REFRESH,
        secretIs((secret) => secret !== '' && zapier.clientSecret.startsWith(secret)),
        setSecret,
      ),
    },
    {
      name: 'refresh-with-an-empty-secret',
      does: 'refreshes with an empty client secret',
      answer: misreads(REFRESH, (form) => form.get('client_secret') === '', setSecret),
    },
    {
      name: 'refresh-with-the-secret-of-any-client',
      does: 'knows the secret of any client as that of each, at a refresh',
      answer: misreads(
        REFRESH,
        secretIs((secret) => registeredClients.some((client) => client.clientSecret === secret)),
        (form) => {
          const own = registeredClients.find(({ clientId }) => clientId === form.get('client_id'));
          if (own) form.set('client_secret', own.clientSecret);
        },
      ),
    },
    {
      name: 'refresh-secret-in-any-case',
      does: 'compares the client secret of a refresh without regard to case',
      answer: misreads(
        REFRESH,
        secretIs((secret) => secret.toLowerCase() === zapier.clientSecret.toLowerCase()),
        setSecret,
      ),
    },
  ],
  'error-status': [
    refusedAs(REFRESH, 403, 'invalid_grant', 'a dead refresh token'),
    refusedAs(REFRESH, 404, 'invalid_grant', 'a dead refresh token'),
    refusedAs(REFRESH, 422, 'invalid_grant', 'a dead refresh token'),
    refusedAs(REFRESH, 200, 'invalid_grant', 'a dead refresh token'),
  ],
  'error-format': [
    {
      name: 'refresh-errors-as-html',
      does: 'refuses refreshes with a page',
      answer: misrefuses(REFRESH, '*', ({ status }) => page(status, '<h1>Bad Request</h1>')),
    },
    {
      name: 'refresh-errors-as-message',
      does: 'refuses a dead refresh token with `{message}`',
      answer: misrefuses(REFRESH, ['invalid_grant'], (answer) => {
        answer.body = { message: 'The refresh token is invalid' };
      }),
    },
    {
      name: 'refresh-errors-without-body',
      does: 'refuses a dead refresh token without a body',
      answer: misrefuses(REFRESH, ['invalid_grant'], (answer) => {
        answer.body = undefined;
      }),
    },
  ],
};
