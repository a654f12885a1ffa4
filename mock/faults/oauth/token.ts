import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { token } from '../../../contracts/clauses/oauth/token.ts';
import { SCOPES } from '../../../contracts/resources.ts';
import { registeredClients } from '../../accounts.ts';
import { json, page } from '../../answer.ts';
import { at } from '../../at.ts';
import { asText, formOf, instead, onAnswer, onRequest, withHeader } from '../../handler.ts';
import type { CodeRecord } from '../../oauth/grants.ts';
import type { GatewayState } from '../../state.ts';
import type { SectionFaults } from '../section-faults.ts';
import { found } from './found.ts';
import {
  answeredBy,
  grantsAnyway,
  lackingIn,
  misanswers,
  misreads,
  misrefuses,
  refusedAs,
  serverError,
  takesSecret,
  turnedIn,
} from './token-answers.ts';

type Form = URLSearchParams;

const EXCHANGE = 'exchange';
const [zapier] = registeredClients;
const codeOf = (form: Form, { grants }: GatewayState): CodeRecord | undefined =>
  grants.codes.get(form.get('code') ?? '');
const lastCode = ({ grants }: GatewayState) =>
  [...grants.codes.values()].findLast(
    ({ spent, clientId, challenge }) => !spent && clientId === zapier.clientId && !challenge,
  )?.code ?? '';
const isAnySecret = (sent: string | null) =>
  registeredClients.some(({ clientSecret }) => clientSecret === sent);
const isChallenged = (form: Form, gateway: GatewayState) =>
  codeOf(form, gateway)?.challenge !== undefined;

/** Faults of exchanging a code (§2). */
export const faults: SectionFaults<typeof token> = {
  path: [
    {
      name: 'token-elsewhere',
      does: 'answers POST at /oauth/token with 404',
      answer: instead(at.token, () =>
        json(404, { error: { code: 'not_found', message: 'This path does not exist' } }),
      ),
    },
    {
      name: 'token-by-put',
      does: 'answers POST at /oauth/token with 405',
      answer: instead(at.token, () =>
        json(405, { error: { code: 'method_not_allowed', message: 'Use PUT' } }),
      ),
    },
  ],
  'status-200': [
    answeredBy(EXCHANGE, '201', 'with 201', (answer) => {
      answer.status = 201;
    }),
    answeredBy(EXCHANGE, '202', 'with 202', (answer) => {
      answer.status = 202;
    }),
    {
      name: 'narrow-exchange-201',
      does: 'answers an exchange for fewer scopes than five with 201',
      answer: misanswers(EXCHANGE, (answer) => {
        const { scope = '' } = answer.body as { scope?: string };
        if (scope.split(' ').length < SCOPES.length) answer.status = 201;
      }),
    },
  ],
  json: [
    answeredBy(EXCHANGE, 'as-html', 'as `text/html`', withHeader('content-type', 'text/html')),
    answeredBy(
      EXCHANGE,
      'without-type',
      'without a content type',
      withHeader('content-type', undefined),
    ),
    answeredBy(EXCHANGE, 'in-a-list', 'in a JSON array', (answer) => {
      answer.body = [answer.body];
    }),
    answeredBy(EXCHANGE, 'as-a-form', 'form-encoded, as GitHub once did', (answer) => {
      answer.text = new URLSearchParams(answer.body as Record<string, string>).toString();
      answer.headers['content-type'] = 'application/x-www-form-urlencoded';
    }),
    answeredBy(
      EXCHANGE,
      'with-bom',
      'in JSON with a byte order mark before it',
      asText((text) => `\ufeff${text}`),
    ),
  ],
  'access-token': [
    lackingIn(EXCHANGE, 'access_token'),
    answeredBy(EXCHANGE, 'nested', 'with its access token in `token`', (answer) => {
      const { access_token, ...rest } = answer.body as Record<string, unknown>;
      answer.body = { ...rest, token: { access_token } };
    }),
    {
      ...answeredBy(EXCHANGE, 'in-data', 'within `data`', (answer) => {
        answer.body = { data: answer.body };
      }),
      alsoBreaks: ['oauth/token/token-type', 'oauth/token/refresh-token'],
    },
    answeredBy(
      EXCHANGE,
      'in-camel-case',
      'with `accessToken` instead of `access_token`',
      (answer) => {
        const { access_token: accessToken, ...rest } = answer.body as Record<string, unknown>;
        answer.body = { ...rest, accessToken };
      },
    ),
    turnedIn(EXCHANGE, 'access_token', 'an object', (value: unknown) => ({ value })),
  ],
  'access-token-characters': [
    {
      name: 'tokens-with-a-bar',
      does: 'issues access tokens of the form `1|…`',
      rules: (conforming) => ({
        newSecret: (kind, random) =>
          `${kind === 'access' ? '1|' : ''}${conforming.newSecret(kind, random)}`,
        readsToken: (request) => /^bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1],
      }),
    },
    {
      name: 'tokens-in-braces',
      does: 'issues access tokens in braces',
      rules: (conforming) => ({
        newSecret: (kind, random) => {
          const value = conforming.newSecret(kind, random);
          return kind === 'access' ? `{${value}}` : value;
        },
        readsToken: (request) => /^bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1],
      }),
    },
  ],
  'access-token-fresh': [
    {
      name: 'token-of-the-user',
      does: 'gives a second client the access token that the first one has',
      model: (model, { grants }) => ({
        ...model,
        generateAccessToken: async (client, user, scope) => {
          const first = [...grants.access.values()].find(
            ({ grant }) => grant.clientId !== client.id && grant.clientId === zapier.clientId,
          );
          return first?.token ?? model.generateAccessToken(client, user, scope);
        },
      }),
    },
    {
      name: 'token-of-every-scope',
      does: 'gives a grant of fewer scopes the access token of the grant before it',
      alsoBreaks: [
        'oauth/scopes/create-needs-write-clients',
        'oauth/scopes/update-needs-write-clients',
        'oauth/scopes/clients-need-read-clients',
        'oauth/scopes/bookings-need-read-bookings',
        'oauth/scopes/payments-need-read-payments',
        'oauth/scopes/subaccounts-need-read-subaccounts',
        'oauth/refresh/scope-kept',
        'oauth/refresh/scope-narrowed',
      ],
      answer: (next, gateway) =>
        misanswers(EXCHANGE, (answer, request) => {
          const { scope = [] } = codeOf(formOf(request), gateway) ?? {};
          (answer.body as Record<string, unknown>).scope = scope.join(' ');
        })(next),
      model: (model, { grants }) => ({
        ...model,
        generateAccessToken: async (client, user, scope) => {
          const first = [...grants.access.values()].find(
            ({ grant }) => grant.clientId === client.id,
          );
          const isNarrow = scope.length < SCOPES.length;
          return isNarrow && first ? first.token : model.generateAccessToken(client, user, scope);
        },
        saveToken: async (saved, client, user) => {
          const before = grants.access.get(saved.accessToken);
          const answer = await model.saveToken(saved, client, user);
          if (before) grants.access.set(saved.accessToken, before);
          return answer;
        },
      }),
    },
  ],
  'access-token-unguessable': [
    {
      name: 'short-tokens',
      does: 'issues access tokens of eight characters',
      rules: (conforming) => ({
        newSecret: (kind, random) => {
          const value = conforming.newSecret(kind, random);
          return kind === 'access' ? value.slice(0, 8) : value;
        },
      }),
    },
    {
      name: 'counted-tokens',
      does: 'issues access tokens that count upwards',
      rules: (conforming) => {
        let last = 1000;
        return {
          newSecret: (kind, random) =>
            kind === 'access'
              ? `zapier_${String(++last).padStart(30, '0')}`
              : conforming.newSecret(kind, random),
        };
      },
    },
    {
      name: 'tokens-of-the-time',
      does: 'issues access tokens made of the time in microseconds',
      rules: (conforming) => ({
        newSecret: (kind, random) =>
          kind === 'access'
            ? `pocketsuite-${process.hrtime.bigint().toString().padStart(24, '0')}`
            : conforming.newSecret(kind, random),
      }),
    },
  ],
  'token-type': [
    lackingIn(EXCHANGE, 'token_type'),
    turnedIn(EXCHANGE, 'token_type', '`mac`', 'mac'),
    turnedIn(EXCHANGE, 'token_type', '`Token`', 'Token'),
    turnedIn(EXCHANGE, 'token_type', '`bearer_token`', 'bearer_token'),
    turnedIn(EXCHANGE, 'token_type', 'null', null),
  ],
  'refresh-token': [
    {
      name: 'exchange-without-refresh-token',
      does: 'issues no refresh token for a code',
      rules: { issuesRefreshToken: (grantType) => grantType !== 'authorization_code' },
    },
    turnedIn(EXCHANGE, 'refresh_token', 'null', null),
    turnedIn(EXCHANGE, 'refresh_token', 'an object', (value: unknown) => ({ value })),
    turnedIn(EXCHANGE, 'refresh_token', 'an empty string', ''),
    {
      name: 'narrow-exchange-without-refresh-token',
      does: 'issues no refresh token where fewer scopes are granted',
      answer: misanswers(EXCHANGE, (answer) => {
        const body = answer.body as Record<string, unknown>;
        if (String(body.scope).split(' ').length < SCOPES.length) delete body.refresh_token;
      }),
    },
  ],
  'expires-in-number': [
    turnedIn(EXCHANGE, 'expires_in', 'a string', '3600'),
    turnedIn(EXCHANGE, 'expires_in', 'zero', 0),
    turnedIn(EXCHANGE, 'expires_in', 'a negative number', -3600),
    turnedIn(EXCHANGE, 'expires_in', 'a date', () =>
      new Date(Date.now() + 3_600_000).toISOString(),
    ),
    turnedIn(
      EXCHANGE,
      'expires_in',
      'a moment in seconds',
      () => Math.floor(Date.now() / 1000) + 3600,
    ),
    turnedIn(EXCHANGE, 'expires_in', 'a moment in milliseconds', () => Date.now() + 3_600_000),
    turnedIn(EXCHANGE, 'expires_in', 'a fraction', 3599.5),
    turnedIn(EXCHANGE, 'expires_in', 'microseconds', 3_600_000_000),
  ],
  'expires-in-holds': [
    turnedIn(EXCHANGE, 'expires_in', 'milliseconds', 3_600_000),
    {
      name: 'tokens-of-ten-minutes',
      does: 'ends access tokens after ten minutes, and says an hour',
      rules: (conforming) => ({
        accessTokenLifetimeSeconds: 600,
        tokenBody: (body) => conforming.tokenBody({ ...body, expires_in: 3600 }),
      }),
    },
  ],
  'query-credentials': [
    {
      name: 'query-parameters-taken',
      does: 'takes the parameters of a token request from the query, too',
      rules: { queryParameters: 'read' },
    },
  ],
  'repeated-parameter': [
    {
      name: 'repeated-code-taken',
      does: 'takes the last of a token parameter given twice',
      rules: { refusesRepeatedTokenParameters: false },
    },
  ],
  'scope-string': [
    turnedIn(EXCHANGE, 'scope', 'a list', (value: unknown) => String(value).split(' ')),
    turnedIn(EXCHANGE, 'scope', 'words with commas', (value: unknown) =>
      String(value).replaceAll(' ', ','),
    ),
    turnedIn(EXCHANGE, 'scope', 'an object', (value: unknown) =>
      Object.fromEntries(
        String(value)
          .split(' ')
          .map((scope) => [scope, true]),
      ),
    ),
    turnedIn(EXCHANGE, 'scope', 'words with pluses', (value: unknown) =>
      String(value).replaceAll(' ', '+'),
    ),
  ],
  'no-store': [
    answeredBy(
      EXCHANGE,
      'without-no-store',
      'without `Cache-Control`',
      withHeader('cache-control', undefined),
    ),
    answeredBy(
      EXCHANGE,
      'private',
      'with `Cache-Control: private`',
      withHeader('cache-control', 'private, max-age=0'),
    ),
    answeredBy(
      EXCHANGE,
      'no-cache',
      'with `Cache-Control: no-cache`',
      withHeader('cache-control', 'no-cache'),
    ),
    answeredBy(
      EXCHANGE,
      'cached',
      'with `Cache-Control: max-age=3600`',
      withHeader('cache-control', 'max-age=3600'),
    ),
  ],
  pragma: [
    answeredBy(EXCHANGE, 'without-pragma', 'without `Pragma`', withHeader('pragma', undefined)),
  ],
  'access-token-works': [
    {
      name: 'second-token-forgotten',
      does: 'forgets the access token of a second connection of the same user, client and scope',
      model: (model, { grants }) => ({
        ...model,
        saveToken: async (saved, client, user) => {
          const isLike = (scope: readonly string[]) => scope.join(' ') === saved.scope?.join(' ');
          const isSecond = [...grants.access.values()].some(
            ({ grant, scope }) => grant.clientId === client.id && isLike(scope),
          );
          const answer = await model.saveToken(saved, client, user);
          if (isSecond) grants.access.delete(saved.accessToken);
          return answer;
        },
      }),
      alsoBreaks: ['oauth/refresh/access-token-works', 'oauth/refresh/after-expiry'],
    },
    {
      name: 'second-token-answered-wrong',
      does: 'answers the second exchange of all scopes, and those after it, with a token that it never stored',
      answer: (next) => {
        let count = 0;
        return misanswers(EXCHANGE, (answer) => {
          const body = answer.body as Record<string, unknown>;
          if (String(body.scope).split(' ').length < SCOPES.length) return;
          count += 1;
          if (count > 1) body.access_token = `${body.access_token}x`;
        })(next);
      },
    },
  ],
  'code-once': [
    {
      name: 'codes-never-spent',
      does: 'exchanges a code as often as it comes',
      rules: { isCodeSpent: () => false },
    },
    {
      name: 'code-good-for-a-minute',
      does: 'exchanges a code again within a minute of the first exchange',
      model: (model, { grants, clock }) => {
        const firstAt = new Map<string, number>();
        return {
          ...model,
          revokeAuthorizationCode: async (code) => {
            const spentAt = firstAt.get(code.authorizationCode) ?? clock.now();
            firstAt.set(code.authorizationCode, spentAt);
            const record = grants.codes.get(code.authorizationCode);
            if (record && clock.now() - spentAt < 60_000) record.spent = false;
            return model.revokeAuthorizationCode(code);
          },
        };
      },
    },
    {
      name: 'code-spent-too-late',
      does: 'marks a code as spent just before it answers, so that two exchanges at once are granted',
      model: (model) => {
        const busy = new Set<string>();
        return {
          ...model,
          revokeAuthorizationCode: async (code) => {
            const isBeside = busy.has(code.authorizationCode);
            busy.add(code.authorizationCode);
            await sleep(150);
            busy.delete(code.authorizationCode);
            return (await model.revokeAuthorizationCode(code)) || isBeside;
          },
        };
      },
      rules: { reuseRevokesTokens: false },
    },
    {
      name: 'spent-code-answers-500',
      does: 'answers a code that was exchanged with 500',
      answer: (next, gateway) => {
        const spent = new Set<string>();
        return onAnswer(at.token, (answer, request) => {
          const code = formOf(request).get('code') ?? '';
          if (answer.status === 200) spent.add(code);
          else if (answer.status === 400 && gateway.grants.codes.has(code) && spent.has(code)) {
            return serverError();
          }
          return undefined;
        })(next);
      },
      alsoBreaks: ['oauth/token/grant-error-status', 'errors/robustness/never-5xx'],
    },
  ],
  'code-of-other-client': [
    {
      name: 'code-of-any-client',
      does: 'exchanges a code for any client',
      rules: { bindsCodeToClient: false },
    },
  ],
  'code-unknown': [
    {
      name: 'unknown-code-granted',
      does: 'issues tokens for a code that it never issued',
      answer: grantsAnyway(
        EXCHANGE,
        (form, gateway) => form.has('code') && codeOf(form, gateway) === undefined,
      ),
    },
    {
      name: 'unknown-code-500',
      does: 'answers an unknown code with 500',
      answer: (next, gateway) =>
        onAnswer({ ...at.token, status: 400 }, (_answer, request) => {
          const form = formOf(request);
          return form.has('code') && !codeOf(form, gateway) ? serverError() : undefined;
        })(next),
      alsoBreaks: ['oauth/token/grant-error-status', 'errors/robustness/never-5xx'],
    },
    {
      name: 'unknown-code-200',
      does: 'answers an unknown code with 200 and null',
      answer: (next, gateway) =>
        onAnswer({ ...at.token, status: 400 }, (_answer, request) => {
          const form = formOf(request);
          return form.has('code') && !codeOf(form, gateway) ? json(200, null) : undefined;
        })(next),
      alsoBreaks: ['oauth/token/grant-error-status', 'oauth/token/error-format'],
    },
    {
      name: 'code-in-any-case',
      does: 'compares codes without regard to case, as the collation of its database does',
      ...found('codes', (sent, code) => sent.toLowerCase() === code.toLowerCase()),
    },
    {
      name: 'code-by-prefix',
      does: 'takes the beginning of a code for the whole',
      ...found('codes', (sent, code) => sent.length > 20 && code.startsWith(sent)),
    },
    {
      name: 'code-cut-at-its-column',
      does: 'cuts a code at the length of its column',
      ...found('codes', (sent, code) => sent.startsWith(code)),
    },
    {
      name: 'refresh-token-is-a-code',
      does: 'refreshes by an exchange whose code is a refresh token',
      answer: misreads(
        EXCHANGE,
        (form, { grants }) => grants.refresh.has(form.get('code') ?? ''),
        (form) => {
          form.set('refresh_token', form.get('code') ?? '');
          form.set('grant_type', 'refresh_token');
        },
      ),
    },
  ],
  'code-missing': [
    {
      name: 'last-code-taken',
      does: 'exchanges the last code that it issued where none is sent',
      answer: misreads(
        EXCHANGE,
        (form) => form.get('grant_type') === 'authorization_code' && !form.has('code'),
        (form, gateway) => form.set('code', lastCode(gateway)),
      ),
    },
    {
      name: 'missing-code-granted',
      does: 'issues tokens without a code',
      answer: grantsAnyway(
        EXCHANGE,
        (form) => form.get('grant_type') === 'authorization_code' && !form.has('code'),
      ),
    },
    {
      name: 'missing-code-500',
      does: 'answers an exchange without a code with 500',
      answer: onAnswer({ ...at.token, status: 400 }, (_answer, request) => {
        const form = formOf(request);
        const isExchange = form.get('grant_type') === 'authorization_code';
        return isExchange && !form.has('code') ? serverError() : undefined;
      }),
      alsoBreaks: ['oauth/token/request-error-status', 'errors/robustness/never-5xx'],
    },
  ],
  'code-expires': [
    {
      name: 'codes-never-expire',
      does: 'exchanges a code however old',
      rules: { isCodeExpired: () => false },
    },
    {
      name: 'codes-good-for-an-hour',
      does: 'exchanges a code for an hour',
      rules: { codeLifetimeSeconds: 3600 },
    },
  ],
  'redirect-uri-matches': [
    {
      name: 'exchange-with-any-redirect-uri',
      does: 'exchanges a code with any redirect URI, and without one',
      rules: { bindsCodeToRedirectUri: false },
      alsoBreaks: ['oauth/token/redirect-uri-required'],
    },
    {
      name: 'exchange-redirect-uri-by-prefix',
      does: 'exchanges a code with a redirect URI that begins like that of its request',
      answer: misreads(
        EXCHANGE,
        (form, gateway) => {
          const uri = codeOf(form, gateway)?.redirectUri;
          return uri !== undefined && (form.get('redirect_uri') ?? '').startsWith(uri);
        },
        (form, gateway) => form.set('redirect_uri', codeOf(form, gateway)?.redirectUri ?? ''),
      ),
    },
    {
      name: 'exchange-redirect-uri-by-host',
      does: 'exchanges a code with a redirect URI of the same host as that of its request',
      answer: misreads(
        EXCHANGE,
        (form, gateway) => {
          const [own, sent] = [codeOf(form, gateway)?.redirectUri, form.get('redirect_uri')];
          return !!own && !!sent && new URL(own).host === new URL(sent).host;
        },
        (form, gateway) => form.set('redirect_uri', codeOf(form, gateway)?.redirectUri ?? ''),
      ),
    },
  ],
  'redirect-uri-required': [
    {
      name: 'exchange-without-redirect-uri',
      does: 'exchanges a code without the redirect URI of its request',
      rules: { redirectUriMayBeOmitted: true },
    },
  ],
  'grant-type-required': [
    {
      name: 'exchange-by-default',
      does: 'takes a token request without `grant_type` for an exchange',
      answer: misreads(
        EXCHANGE,
        (form) => !form.has('grant_type'),
        (form) => form.set('grant_type', 'authorization_code'),
      ),
    },
    {
      name: 'refresh-by-default',
      does: 'takes a token request without `grant_type` for a refresh if it has a refresh token',
      answer: misreads(
        EXCHANGE,
        (form) => !form.has('grant_type') && form.has('refresh_token'),
        (form) => form.set('grant_type', 'refresh_token'),
      ),
    },
  ],
  'grant-type-unknown': [
    {
      name: 'any-grant-type-is-an-exchange',
      does: 'takes any `grant_type` but `refresh_token` for an exchange',
      answer: misreads(
        EXCHANGE,
        (form) => form.has('grant_type'),
        (form) => form.set('grant_type', 'authorization_code'),
      ),
    },
    {
      name: 'unknown-grant-type-is-a-refresh',
      does: 'takes an unknown `grant_type` for a refresh',
      answer: misreads(
        EXCHANGE,
        (form) => !['authorization_code', null].includes(form.get('grant_type')),
        (form) => form.set('grant_type', 'refresh_token'),
      ),
    },
    {
      name: 'unknown-grant-type-500',
      does: 'answers an unknown `grant_type` with 500',
      answer: misrefuses(EXCHANGE, ['unsupported_grant_type'], serverError),
      alsoBreaks: ['oauth/token/request-error-status', 'errors/robustness/never-5xx'],
    },
  ],
  'secret-checked': [
    {
      name: 'any-secret',
      does: 'exchanges a code with any client secret',
      answer: takesSecret(EXCHANGE, (sent) => sent !== null),
      alsoBreaks: ['oauth/token/secret-required', 'oauth/token/secret-whole'],
    },
    {
      name: 'secret-in-any-case',
      does: 'compares the client secret without regard to case',
      answer: takesSecret(EXCHANGE, (sent) => sent?.toLowerCase() === zapier.clientSecret),
    },
    {
      name: 'secret-by-prefix',
      does: 'takes the beginning of the client secret for the whole',
      answer: takesSecret(EXCHANGE, (sent) => !!sent && zapier.clientSecret.startsWith(sent)),
    },
    {
      name: 'secret-of-any-client',
      does: 'knows the secret of any client as that of each, at an exchange',
      answer: takesSecret(EXCHANGE, isAnySecret),
    },
  ],
  'secret-required': [
    {
      name: 'no-secret-needed',
      does: 'exchanges a code without a client secret',
      rules: { requiresClientSecret: false },
      alsoBreaks: ['oauth/refresh/secret-checked'],
    },
    {
      name: 'public-where-no-secret',
      does: 'checks the client secret only if the form has one, also a wrong one by Basic',
      answer: takesSecret(EXCHANGE, (sent) => sent === null),
    },
    {
      name: 'exchange-with-an-empty-secret',
      does: 'exchanges a code with an empty client secret',
      answer: takesSecret(EXCHANGE, (sent) => sent === ''),
    },
  ],
  'secret-whole': [
    {
      name: 'secret-trimmed',
      does: 'compares the client secret without the spaces around it',
      answer: takesSecret(EXCHANGE, (sent) => sent?.trim() === zapier.clientSecret),
    },
    {
      name: 'secret-cut-at-its-column',
      does: 'cuts a client secret at the length of its column',
      answer: takesSecret(EXCHANGE, (sent) => sent?.startsWith(zapier.clientSecret) ?? false),
    },
  ],
  'client-unknown': [
    {
      name: 'client-by-its-secret',
      does: 'knows a client by its secret and does not look at its id',
      answer: misreads(
        EXCHANGE,
        (form) =>
          form.get('client_secret') === zapier.clientSecret &&
          form.get('client_id') !== zapier.clientId,
        (form) => form.set('client_id', zapier.clientId),
      ),
    },
    {
      name: 'client-of-the-code',
      does: 'authenticates the client that the code was issued to, whichever is named',
      answer: misreads(
        EXCHANGE,
        (form, gateway) => {
          const known = registeredClients.some(
            ({ clientId }) => clientId === form.get('client_id'),
          );
          return !known && codeOf(form, gateway) !== undefined;
        },
        (form, gateway) => form.set('client_id', codeOf(form, gateway)?.clientId ?? ''),
      ),
    },
    {
      name: 'unknown-client-answers-500',
      does: 'answers an exchange by an unknown client with 500',
      answer: onAnswer({ ...at.token, status: 401 }, (_answer, request) =>
        /client_id=unknown/.test(Buffer.from(request.body).toString()) ? serverError() : undefined,
      ),
      alsoBreaks: ['oauth/token/client-error-status', 'errors/robustness/never-5xx'],
    },
  ],
  'client-error-status': [
    refusedAs(EXCHANGE, 403, 'invalid_client', 'a failed client authentication'),
    refusedAs(EXCHANGE, 404, 'invalid_client', 'a failed client authentication'),
    refusedAs(EXCHANGE, 200, 'invalid_client', 'a failed client authentication'),
  ],
  'grant-error-status': [
    refusedAs(EXCHANGE, 401, 'invalid_grant', 'a refused code'),
    refusedAs(EXCHANGE, 403, 'invalid_grant', 'a refused code'),
    refusedAs(EXCHANGE, 404, 'invalid_grant', 'a refused code'),
    refusedAs(EXCHANGE, 200, 'invalid_grant', 'a refused code'),
  ],
  'request-error-status': [
    refusedAs(EXCHANGE, 401, 'invalid_request', 'a token request that lacks a parameter'),
    refusedAs(EXCHANGE, 404, 'invalid_request', 'a token request that lacks a parameter'),
    refusedAs(EXCHANGE, 200, 'invalid_request', 'a token request that lacks a parameter'),
  ],
  'error-format': [
    {
      name: 'token-errors-as-html',
      does: 'refuses exchanges with a page',
      answer: misrefuses(EXCHANGE, '*', ({ status }) => page(status, '<h1>Bad Request</h1>')),
    },
    {
      name: 'token-errors-as-message',
      does: 'refuses codes with `{message}`',
      answer: misrefuses(EXCHANGE, ['invalid_grant'], (answer) => {
        answer.body = { message: 'The code is invalid' };
      }),
    },
    {
      name: 'token-errors-as-text-type',
      does: 'refuses clients with JSON as `text/plain`',
      answer: misrefuses(EXCHANGE, ['invalid_client'], withHeader('content-type', 'text/plain')),
    },
    {
      name: 'token-errors-without-body',
      does: 'refuses requests that lack a parameter without a body',
      answer: misrefuses(EXCHANGE, ['invalid_request'], (answer) => {
        answer.body = undefined;
      }),
    },
    {
      name: 'token-errors-as-list',
      does: 'refuses codes with a list of errors',
      answer: misrefuses(EXCHANGE, ['invalid_grant'], (answer, error) => {
        answer.body = { errors: [{ code: error }] };
      }),
    },
    {
      name: 'token-error-as-number',
      does: 'refuses codes with a number as `error`',
      answer: misrefuses(EXCHANGE, ['invalid_grant'], (answer) => {
        answer.body = { error: 400, error_description: 'The code is invalid' };
      }),
    },
  ],
  'error-code': [
    {
      name: 'refused-code-as-invalid-token',
      does: 'calls a refused code `invalid_token`',
      answer: misrefuses(EXCHANGE, ['invalid_grant'], (answer) => {
        answer.body = { error: 'invalid_token', error_description: 'The code is invalid' };
      }),
    },
    {
      name: 'refused-client-as-unauthorized',
      does: 'calls a failed client authentication `unauthorized_client`',
      answer: misrefuses(EXCHANGE, ['invalid_client'], (answer) => {
        answer.body = { error: 'unauthorized_client', error_description: 'Unknown client' };
      }),
    },
    {
      name: 'unknown-grant-type-as-invalid-grant',
      does: 'calls an unknown grant type `invalid_grant`',
      answer: misrefuses(EXCHANGE, ['unsupported_grant_type'], (answer) => {
        answer.body = { error: 'invalid_grant', error_description: 'Unknown grant type' };
      }),
    },
    {
      name: 'token-errors-in-capitals',
      does: 'writes the codes of its errors in capitals',
      answer: misrefuses(EXCHANGE, '*', (answer, error) => {
        answer.body = { error: error.toUpperCase(), error_description: 'Refused' };
      }),
    },
    {
      name: 'missing-code-as-invalid-grant',
      does: 'calls a missing code `invalid_grant`',
      answer: misrefuses(EXCHANGE, ['invalid_request'], (answer) => {
        answer.body = { error: 'invalid_grant', error_description: 'No such code' };
      }),
    },
  ],
  'error-no-token': [
    {
      name: 'token-beside-error',
      does: 'refuses a code and puts an access token beside the error',
      answer: misrefuses(EXCHANGE, ['invalid_grant'], (answer) => {
        answer.body = { ...(answer.body as object), access_token: crypto.randomUUID() };
      }),
    },
    {
      name: 'refresh-token-beside-error',
      does: 'refuses a client and puts a refresh token beside the error',
      answer: misrefuses(EXCHANGE, ['invalid_client'], (answer) => {
        answer.body = { ...(answer.body as object), refresh_token: crypto.randomUUID() };
      }),
    },
    {
      name: 'refusal-tells-the-secret',
      does: 'refuses a client with the secret that it expected',
      answer: misrefuses(EXCHANGE, ['invalid_client'], (answer, error) => {
        const error_description = `client_secret must be ${zapier.clientSecret}`;
        answer.body = { error, error_description };
      }),
    },
  ],
  'get-refused': [
    {
      name: 'token-by-get',
      does: 'issues tokens to a GET',
      rules: { acceptsGet: true },
    },
  ],
  'pkce-accepted': [
    {
      name: 'pkce-in-hex',
      does: 'compares the PKCE challenge in hexadecimal and so refuses every verifier',
      answer: misreads(EXCHANGE, isChallenged, (form) =>
        form.set('code_verifier', Buffer.from(form.get('code_verifier') ?? '').toString('hex')),
      ),
    },
    {
      name: 'pkce-unknown-parameter',
      does: 'refuses a token request with a parameter that it does not know, such as a verifier',
      answer: misreads(
        EXCHANGE,
        (form) => form.has('code_verifier'),
        (form) => form.delete('grant_type'),
      ),
    },
  ],
  'pkce-wrong-verifier': [
    {
      name: 'verifier-in-any-case',
      does: 'compares the hash of a PKCE verifier with the challenge without regard to case',
      answer: misreads(EXCHANGE, isChallenged, (form, gateway) => {
        const code = codeOf(form, gateway);
        const verifier = form.get('code_verifier') ?? '';
        const hashed = createHash('sha256').update(verifier).digest('base64url');
        if (code?.challenge?.toLowerCase() === hashed.toLowerCase()) code.challenge = hashed;
      }),
    },
    {
      name: 'any-verifier',
      does: 'exchanges a code with any PKCE verifier',
      rules: { verifierMayBeWrong: true },
    },
    {
      name: 'challenge-taken-for-verifier',
      does: 'takes the PKCE challenge itself for a verifier',
      answer: misreads(
        EXCHANGE,
        (form, gateway) =>
          isChallenged(form, gateway) &&
          form.get('code_verifier') === codeOf(form, gateway)?.challenge,
        (form, gateway) => {
          delete codeOf(form, gateway)?.challenge;
          form.delete('code_verifier');
        },
      ),
    },
  ],
  'pkce-method-unknown': [
    {
      name: 'unknown-challenge-method-is-s256',
      does: 'takes a PKCE challenge of an unknown method for one of S256',
      answer: onRequest(
        {
          ...at.consentPage,
          when: ({ query }) =>
            !['S256', 'plain', null].includes(query.get('code_challenge_method')),
        },
        (request) => {
          const query = new URLSearchParams(request.query);
          query.set('code_challenge_method', 'S256');
          return { ...request, query };
        },
      ),
    },
  ],
  'pkce-plain-verified': [
    {
      name: 'plain-challenge-dropped',
      does: 'grants a request with a plain PKCE challenge as if it had none',
      answer: onRequest(
        { ...at.consentPage, when: ({ query }) => query.get('code_challenge_method') === 'plain' },
        (request) => {
          const query = new URLSearchParams(request.query);
          query.delete('code_challenge');
          query.delete('code_challenge_method');
          return { ...request, query };
        },
      ),
      rules: { refusesVerifierWithoutChallenge: false },
    },
    {
      name: 'plain-challenge-unverified',
      does: 'takes plain PKCE challenges and exchanges their codes with any verifier',
      rules: { isChallengeMethodSupported: (method = 'plain') => /^(S256|plain)$/.test(method) },
      answer: misreads(
        EXCHANGE,
        (form, gateway) => codeOf(form, gateway)?.challengeMethod === 'plain',
        (form, gateway) => form.set('code_verifier', codeOf(form, gateway)?.challenge ?? ''),
      ),
    },
  ],
  'pkce-missing-verifier': [
    {
      name: 'verifier-omitted',
      does: 'exchanges a code that was asked for with a PKCE challenge without a verifier',
      rules: { verifierMayBeOmitted: true },
    },
  ],
};
