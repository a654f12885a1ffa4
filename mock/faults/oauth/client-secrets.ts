import type { token } from '../../../contracts/clauses/oauth/token.ts';
import { registeredClients } from '../../accounts.ts';
import { at } from '../../at.ts';
import { onAnswer } from '../../handler.ts';
import type { CodeRecord } from '../../oauth/grants.ts';
import type { GatewayState } from '../../state.ts';
import type { SectionFaults } from '../section-faults.ts';
import { misreads, serverError, takesSecret } from './token-answers.ts';

type Form = URLSearchParams;
const EXCHANGE = 'exchange';
const [zapier] = registeredClients;
const codeOf = (form: Form, { grants }: GatewayState): CodeRecord | undefined =>
  grants.codes.get(form.get('code') ?? '');
const isAnySecret = (sent: string | null) =>
  registeredClients.some(({ clientSecret }) => clientSecret === sent);

/** Faults of authenticating the client of an exchange. */
export const secretFaults = {
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
  'query-credentials': [
    {
      name: 'query-parameters-taken',
      does: 'takes the parameters of a token request from the query, too',
      rules: { queryParameters: 'read' },
    },
  ],
} satisfies Partial<SectionFaults<typeof token>>;
