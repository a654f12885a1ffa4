import { operations } from '../operations.ts';
import { fromState } from './matchers.ts';

/** Who the provider knows the consumer as; each of these is filled in on verification. */
export const credentials = {
  client_id: fromState('oauthClientId', 'zapier'),
  client_secret: fromState('oauthClientSecret', 'example-client-secret'),
};

/** Secrets that are nearly the right one: who takes none of them, takes no other either. */
export const wrongSecrets = [
  {
    how: 'that lacks its end',
    secret: fromState('shortenedClientSecret', 'example-client-se'),
  },
  {
    how: 'in letters of the other case',
    secret: fromState('otherCaseClientSecret', 'EXAMPLE-CLIENT-SECRET'),
  },
];

/** The token endpoint (§2). */
export const tokenEndpoint = {
  method: operations.exchangeCode.method,
  path: operations.exchangeCode.path,
};
