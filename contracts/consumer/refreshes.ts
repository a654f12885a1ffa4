import { examples } from '../examples.ts';
import { answers, refusesToken } from './answers.ts';
import { credentials, tokenEndpoint, wrongSecrets } from './credentials.ts';
import { granted } from './exchanges.ts';
import { given, type Interaction } from './interaction.ts';
import { fromState } from './matchers.ts';

const form = {
  grant_type: 'refresh_token',
  refresh_token: fromState('refreshToken', examples.tokenAnswer.refresh_token),
  ...credentials,
};
const refresh = { ...tokenEndpoint, form };
/** A refresh that no state of the provider can grant. */
export const deadRefresh = { ...tokenEndpoint, form: { ...form, refresh_token: 'no-such-token' } };
/** Refresh tokens that are nearly one that was issued: who takes none of them, takes no other either. */
const nobodysTokens = [
  { how: 'that lacks its end', token: fromState('shortenedRefreshToken', 'example-refresh-to') },
  {
    how: 'in letters of the other case',
    token: fromState('otherCaseRefreshToken', 'EXAMPLE-REFRESH-TOKEN'),
  },
];
const refreshes = [
  'oauth/refresh/status-200',
  'oauth/refresh/json',
  'oauth/refresh/access-token',
  'oauth/refresh/token-type',
];

/** Refreshing a token (§2), granted and refused. */
export const refreshings: readonly Interaction[] = [
  {
    description: 'a refresh of an access token',
    states: [given('a connection')],
    clauses: refreshes,
    request: refresh,
    answer: answers(200, granted),
  },
  {
    description: 'a second refresh of an access token',
    states: [given('a refreshed connection')],
    clauses: [...refreshes, 'oauth/refresh/again'],
    request: refresh,
    answer: answers(200, granted),
  },
  ...nobodysTokens.map(({ how, token }) => ({
    description: `a refresh with a refresh token ${how}`,
    states: [given('a connection')],
    clauses: [
      'oauth/refresh/token-unknown',
      'oauth/refresh/error-status',
      'oauth/refresh/error-format',
    ],
    request: { ...tokenEndpoint, form: { ...form, refresh_token: token } },
    answer: refusesToken([400, 401] as const, 'invalid_grant'),
  })),
  ...[...wrongSecrets, { how: 'that is empty', secret: '' }].map(({ how, secret }) => ({
    description: `a refresh with a client secret ${how}`,
    states: [given('a connection')],
    clauses: ['oauth/refresh/secret-checked', 'oauth/refresh/error-format'],
    request: { ...tokenEndpoint, form: { ...form, client_secret: secret } },
    answer: refusesToken([401, 400] as const, 'invalid_client'),
  })),
];
