import type { Random } from '../random.ts';
import { secret } from '../random.ts';

/** What the token endpoint decides (RFC 6749 §3.2, §5, §6). */
export const tokenRules = {
  grantTypes: ['authorization_code', 'refresh_token'] as readonly string[],

  /** A code, access token, refresh token or session that nobody can guess (RFC 6749 §10.10). */
  newSecret: (
    _kind: 'code' | 'access' | 'refresh' | 'session' | 'request',
    random: Random,
  ): string => secret(random),

  isClientSecretRight: (sent: string | undefined, clientSecret: string): boolean =>
    sent === clientSecret,

  /** Whether a request without a client secret goes on to have it checked. */
  requiresClientSecret: true,

  isClientKnown: (known: boolean): boolean => known,

  acceptsBasicCredentials: true,
  acceptsBodyCredentials: true,

  /** Whether two client authentications at once are refused (RFC 6749 §2.3). */
  refusesDoubleCredentials: true,

  /** Whether parameters in the query of the token endpoint are refused (RFC 6749 §2.3.1) or read. */
  queryParameters: 'refuse' as 'refuse' | 'ignore' | 'read',

  /** Whether a JSON body is read like a form. */
  acceptsJson: false,

  /** Whether GET is served like POST (RFC 6749 §3.2 has POST only). */
  acceptsGet: false,

  /** Whether a parameter without a value counts as none (RFC 6749 §3.2). */
  emptyIsOmitted: true,

  refusesRepeatedTokenParameters: true,

  isCodeSpent: (spent: boolean): boolean => spent,

  /** Whether a code that comes a second time takes back what the first time issued (RFC 6749 §4.1.2). */
  reuseRevokesTokens: true,

  isCodeExpired: (expiresAt: number, now: number): boolean => now >= expiresAt,

  /** Whether a code is good for its own client only. */
  bindsCodeToClient: true,

  /** Whether the redirect URI of the authorization request must come again. */
  bindsCodeToRedirectUri: true,

  /** Whether that redirect URI may be left out of the token request. */
  redirectUriMayBeOmitted: false,

  enforcesChallenge: true,

  /** Whether a code asked for with a challenge is exchanged without a verifier. */
  verifierMayBeOmitted: false,

  /** Whether such a code is exchanged with any verifier. */
  verifierMayBeWrong: false,

  /** Whether a verifier for a code without a challenge is refused (RFC 9700 §4.8.2). */
  refusesVerifierWithoutChallenge: true,

  accessTokenLifetimeSeconds: 3600,
  refreshTokenLifetimeSeconds: 30 * 24 * 3600,

  isRefreshTokenExpired: (expiresAt: number, now: number): boolean => now >= expiresAt,

  bindsRefreshToClient: true,

  rotatesRefreshToken: true,

  /** How long a rotated refresh token stays good, for a client that did not get the answer. */
  refreshGraceSeconds: 60,

  /** Whether a refresh ends the access tokens before it. */
  refreshRevokesAccessTokens: false,

  /** The scopes of a refreshed token: those asked for, within those granted (RFC 6749 §6). */
  scopesRefreshed: (granted: readonly string[], asked: readonly string[] | undefined) =>
    asked ?? granted,

  /** Whether a refresh that asks for more than was granted is refused. */
  refusesWiderScope: true,

  tokenTypeWord: 'Bearer',
  issuesRefreshToken: (_grantType: string): boolean => true,
  includesExpiresIn: true,
  includesScope: true,

  tokenStatus: 200,

  /** The body of a granted token request, after the rules above. */
  tokenBody: (body: Record<string, unknown>): unknown => body,

  /** Headers of every answer of the token endpoint (RFC 6749 §5.1). */
  tokenHeaders: (): Record<string, string> => ({
    'cache-control': 'no-store',
    pragma: 'no-cache',
  }),

  /** The status of every other refused token request (RFC 6749 §5.2). */
  tokenErrorStatus: (_error: string): number => 400,

  invalidClientStatus: 401,

  /** The `WWW-Authenticate` of a failed client authentication (RFC 6749 §5.2). */
  invalidClientChallenge: 'Basic realm="PocketSuite"' as string | undefined,

  /** The `error` of a refused token request. */
  tokenErrorCode: (error: string): string => error,

  /** The body of a refused token request (RFC 6749 §5.2). */
  tokenErrorBody: (error: string, description: string): unknown => ({
    error,
    error_description: description,
  }),
};
