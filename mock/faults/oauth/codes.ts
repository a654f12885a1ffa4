import { setTimeout as sleep } from 'node:timers/promises';
import type { token } from '../../../contracts/clauses/oauth/token.ts';
import { registeredClients } from '../../accounts.ts';
import { json } from '../../answer.ts';
import { at } from '../../at.ts';
import { formOf, onAnswer } from '../../handler.ts';
import type { CodeRecord } from '../../oauth/grants.ts';
import type { GatewayState } from '../../state.ts';
import type { SectionFaults } from '../section-faults.ts';
import { found } from './found.ts';
import { grantsAnyway, misreads, misrefuses, serverError } from './token-answers.ts';

type Form = URLSearchParams;
const EXCHANGE = 'exchange';
const [zapier] = registeredClients;
const codeOf = (form: Form, { grants }: GatewayState): CodeRecord | undefined =>
  grants.codes.get(form.get('code') ?? '');
const lastCode = ({ grants }: GatewayState) =>
  [...grants.codes.values()].findLast(
    ({ spent, clientId, challenge }) => !spent && clientId === zapier.clientId && !challenge,
  )?.code ?? '';

/** Faults of what is exchanged: the code and what it is bound to. */
export const codeFaults = {
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
  'repeated-parameter': [
    {
      name: 'repeated-code-taken',
      does: 'takes the last of a token parameter given twice',
      rules: { refusesRepeatedTokenParameters: false },
    },
  ],
  'get-refused': [
    {
      name: 'token-by-get',
      does: 'issues tokens to a GET',
      rules: { acceptsGet: true },
    },
  ],
} satisfies Partial<SectionFaults<typeof token>>;
