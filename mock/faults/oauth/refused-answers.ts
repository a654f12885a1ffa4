import type { token } from '../../../contracts/clauses/oauth/token.ts';
import { registeredClients } from '../../accounts.ts';
import { page } from '../../answer.ts';
import { withHeader } from '../../handler.ts';
import type { SectionFaults } from '../section-faults.ts';
import { misrefuses, refusedAs } from './token-answers.ts';

const EXCHANGE = 'exchange';
const [zapier] = registeredClients;

/** Faults of the answer to a refused exchange. */
export const refusedFaults = {
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
} satisfies Partial<SectionFaults<typeof token>>;
