import { examples } from '../examples.ts';
import { answers, refusesToken } from './answers.ts';
import { credentials, tokenEndpoint, wrongSecrets } from './credentials.ts';
import { given, type Interaction } from './interaction.ts';
import { fromState, matching, text } from './matchers.ts';

const form = {
  grant_type: 'authorization_code',
  code: fromState('code', 'example-code'),
  redirect_uri: fromState('redirectUri', 'https://zapier.com/oauth/return'),
  ...credentials,
};
const { code: _code, ...codeless } = form;
const exchange = { ...tokenEndpoint, form };

/** What is granted to an exchange, and to a refresh but for the refresh token. */
export const granted = {
  access_token: text(examples.tokenAnswer.access_token),
  token_type: matching('^(?i:bearer)$', examples.tokenAnswer.token_type),
};
const connected = answers(200, {
  ...granted,
  refresh_token: text(examples.tokenAnswer.refresh_token),
});
const connects = [
  'oauth/token/status-200',
  'oauth/token/json',
  'oauth/token/access-token',
  'oauth/token/token-type',
  'oauth/token/refresh-token',
];

/** Exchanging a code (§2), granted and refused. */
export const exchanges: readonly Interaction[] = [
  {
    description: 'an exchange of an authorization code',
    states: [given('an authorization code')],
    clauses: ['oauth/token/path', ...connects],
    request: exchange,
    answer: connected,
  },
  {
    description: 'an exchange of an authorization code for a single scope',
    states: [given('an authorization code with scope write:clients')],
    clauses: [...connects, 'oauth/scopes/subset-granted'],
    request: exchange,
    answer: connected,
  },
  {
    description: 'an exchange of an authorization code for scopes that only read',
    states: [given('an authorization code with scope read:bookings read:clients')],
    clauses: [...connects, 'oauth/scopes/subset-granted'],
    request: exchange,
    answer: connected,
  },
  {
    description: 'an exchange of an unknown authorization code',
    states: [given('an OAuth client')],
    clauses: [
      'oauth/token/code-unknown',
      'oauth/token/grant-error-status',
      'oauth/token/error-format',
    ],
    request: { ...tokenEndpoint, form: { ...form, code: 'no-such-code' } },
    answer: refusesToken([400], 'invalid_grant'),
  },
  {
    description: 'an exchange of a spent authorization code',
    states: [given('a spent authorization code')],
    clauses: [
      'oauth/token/code-once',
      'oauth/token/grant-error-status',
      'oauth/token/error-format',
    ],
    request: exchange,
    answer: refusesToken([400], 'invalid_grant'),
  },
  ...wrongSecrets.map(({ how, secret }) => ({
    description: `an exchange with a client secret ${how}`,
    states: [given('an authorization code')],
    clauses: [
      'oauth/token/secret-checked',
      'oauth/token/client-error-status',
      'oauth/token/error-format',
    ],
    request: { ...tokenEndpoint, form: { ...form, client_secret: secret } },
    answer: refusesToken([401, 400] as const, 'invalid_client'),
  })),
  {
    description: 'an exchange without an authorization code',
    states: [given('an OAuth client')],
    clauses: [
      'oauth/token/code-missing',
      'oauth/token/request-error-status',
      'oauth/token/error-format',
    ],
    request: { ...tokenEndpoint, form: codeless },
    answer: refusesToken([400, 422], 'invalid_request'),
  },
];
