import type { refresh } from '../../../contracts/clauses/oauth/refresh.ts';
import { registeredClients } from '../../accounts.ts';
import { json, page } from '../../answer.ts';
import { at } from '../../at.ts';
import { formOf, onAnswer, onRequest } from '../../handler.ts';
import type { GatewayState } from '../../state.ts';
import type { SectionFaults } from '../section-faults.ts';
import { found } from './found.ts';
import {
  grantsAnyway,
  misreads,
  misrefuses,
  refusedAs,
  serverError,
  takesSecret,
} from './token-answers.ts';

type Form = URLSearchParams;
const REFRESH = 'refresh';
const [zapier] = registeredClients;
const sent = (form: Form) => form.get('refresh_token') ?? '';
const isUnknown = (form: Form, { grants }: GatewayState) =>
  form.has('refresh_token') && !grants.refresh.has(sent(form)) && !grants.access.has(sent(form));
const basicOf = ({ clientId, clientSecret }: typeof zapier) =>
  `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;

/** Faults of refusing a refresh. */
export const refusalFaults = {
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
      ...found('refresh', (sent, token) => sent.toLowerCase() === token.toLowerCase()),
    },
    {
      name: 'refresh-token-by-prefix',
      does: 'takes the beginning of a refresh token for the whole',
      ...found('refresh', (sent, token) => sent.length > 20 && token.startsWith(sent)),
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
      alsoBreaks: ['oauth/refresh/request-error-status', 'errors/robustness/never-5xx'],
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
      answer: takesSecret(REFRESH, (secret) => secret !== null),
    },
    {
      name: 'refresh-secret-by-prefix',
      does: 'takes the beginning of the client secret for the whole at a refresh',
      answer: takesSecret(REFRESH, (secret) => !!secret && zapier.clientSecret.startsWith(secret)),
    },
    {
      name: 'refresh-with-an-empty-secret',
      does: 'refreshes with an empty client secret',
      answer: takesSecret(REFRESH, (secret) => secret === ''),
    },
    {
      name: 'refresh-without-a-secret',
      does: 'checks the client secret of a refresh only if there is one',
      answer: takesSecret(REFRESH, (secret) => secret === null),
    },
    {
      name: 'refresh-with-the-secret-of-any-client',
      does: 'knows the secret of any client as that of each, at a refresh',
      answer: takesSecret(REFRESH, (secret) =>
        registeredClients.some(({ clientSecret }) => clientSecret === secret),
      ),
    },
    {
      name: 'refresh-secret-in-any-case',
      does: 'compares the client secret of a refresh without regard to case',
      answer: takesSecret(REFRESH, (secret) => secret?.toLowerCase() === zapier.clientSecret),
    },
    {
      name: 'basic-secret-unchecked',
      does: 'checks the client secret of a form, and only the client id of Basic credentials',
      answer: onRequest(
        { ...at.token, when: ({ headers }) => /^basic /i.test(headers.authorization ?? '') },
        (request) => ({
          ...request,
          headers: { ...request.headers, authorization: basicOf(zapier) },
        }),
      ),
    },
  ],
  'error-status': [
    refusedAs(REFRESH, 403, 'invalid_grant', 'a dead refresh token'),
    refusedAs(REFRESH, 404, 'invalid_grant', 'a dead refresh token'),
    refusedAs(REFRESH, 422, 'invalid_grant', 'a dead refresh token'),
    refusedAs(REFRESH, 200, 'invalid_grant', 'a dead refresh token'),
  ],
  'client-error-status': [
    refusedAs(REFRESH, 403, 'invalid_client', 'a refresh with a wrong client secret'),
  ],
  'request-error-status': [
    refusedAs(REFRESH, 401, 'invalid_request', 'a refresh without a refresh token'),
    refusedAs(REFRESH, 200, 'invalid_request', 'a refresh without a refresh token'),
  ],
  'error-code': [
    {
      name: 'dead-refresh-token-as-invalid-token',
      does: 'calls a dead refresh token `invalid_token`',
      answer: misrefuses(REFRESH, ['invalid_grant'], (answer) => {
        answer.body = { error: 'invalid_token', error_description: 'The token is invalid' };
      }),
    },
    {
      name: 'wrong-secret-of-a-refresh-as-invalid-grant',
      does: 'calls a wrong client secret of a refresh `invalid_grant`, so that Zapier asks its user to reconnect',
      answer: misrefuses(REFRESH, ['invalid_client'], (answer) => {
        answer.body = { error: 'invalid_grant', error_description: 'Refused' };
      }),
    },
  ],
  'error-no-token': [
    {
      name: 'access-token-beside-refresh-error',
      does: 'refuses a dead refresh token and puts an access token beside the error',
      answer: misrefuses(REFRESH, ['invalid_grant'], (answer) => {
        answer.body = { ...(answer.body as object), access_token: crypto.randomUUID() };
      }),
    },
    {
      name: 'refused-refresh-tells-the-secret',
      does: 'refuses the client of a refresh with the secret that it expected',
      answer: misrefuses(REFRESH, ['invalid_client'], (answer, error) => {
        answer.body = { error, error_description: `Expected ${zapier.clientSecret}` };
      }),
    },
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
} satisfies Partial<SectionFaults<typeof refresh>>;
