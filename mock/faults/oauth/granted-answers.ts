import type { token } from '../../../contracts/clauses/oauth/token.ts';
import { SCOPES } from '../../../contracts/resources.ts';
import { registeredClients } from '../../accounts.ts';
import { json } from '../../answer.ts';
import { at } from '../../at.ts';
import { asText, formOf, instead, withHeader } from '../../handler.ts';
import type { CodeRecord } from '../../oauth/grants.ts';
import type { GatewayState } from '../../state.ts';
import type { SectionFaults } from '../section-faults.ts';
import { answeredBy, lackingIn, misanswers, turnedIn } from './token-answers.ts';

type Form = URLSearchParams;
const EXCHANGE = 'exchange';
const [zapier] = registeredClients;
const codeOf = (form: Form, { grants }: GatewayState): CodeRecord | undefined =>
  grants.codes.get(form.get('code') ?? '');

/** Faults of the answer to a granted exchange. */
export const grantedFaults = {
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
        'oauth/scopes/subscription-needs-read-clients',
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
} satisfies Partial<SectionFaults<typeof token>>;
