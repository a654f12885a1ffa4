import { SCOPES } from '../../contracts/resources.ts';
import type { RegisteredClient } from '../accounts.ts';

/** What the authorization endpoint decides (RFC 6749 §4.1). */
export const authorizationRules = {
  /** The redirect URI that a client is registered with. */
  redirectUriOf: (client: RegisteredClient): string => client.redirectUri,

  /** Exact string comparison (RFC 9700 §2.1). */
  redirectUriMatches: (sent: string, registered: readonly string[]): boolean =>
    registered.includes(sent),

  /** Whether an authorization request must name its redirect URI. */
  requiresRedirectUri: true,

  /** Whether a client id is known; an unknown one is never redirected (RFC 6749 §4.1.2.1). */
  redirectsUnknownClient: false,

  /** Whether a redirect URI that does not match is redirected to all the same. */
  redirectsUnknownUri: false,

  isResponseTypeMissing: (type: string | undefined): boolean => type === undefined,

  isResponseTypeSupported: (type: string): boolean => type === 'code',

  /** Whether a parameter sent twice is refused (RFC 6749 §3.1). */
  refusesRepeated: true,

  isScopeKnown: (scope: string): boolean => (SCOPES as readonly string[]).includes(scope),

  /** What an unknown scope does: refuse the request, or be left out. */
  refusesUnknownScope: true,

  /** The scopes of a request that names none (RFC 6749 §3.3). */
  defaultScopes: SCOPES as readonly string[],

  /** The scopes that are granted of those asked for. */
  scopesGranted: (asked: readonly string[]): readonly string[] => asked,

  /** Whether a challenge's method is supported; without one it means `plain` (RFC 7636 §4.3). */
  isChallengeMethodSupported: (method: string | undefined): boolean => method === 'S256',

  isChallengeWellFormed: (challenge: string): boolean => /^[\w.~-]{43,128}$/.test(challenge),

  /** The state that comes back (RFC 6749 §4.1.2); an empty one counts as none (§3.1). */
  stateReturned: (
    state: string | undefined,
    _with: 'code' | 'denial' | 'error',
  ): string | undefined => state || undefined,

  /** A redirect that makes the browser forget the form it sent (RFC 9700 §4.12). */
  redirectStatus: (method: string): number => (method === 'POST' ? 303 : 302),

  /** Where the answer's parameters go. */
  answersInFragment: false,

  /** Whether a redirect of a grant carries more than code and state. */
  redirectExtras: (_kind: 'code' | 'denial' | 'error'): Record<string, string> => ({}),

  /** The `error` of a redirect. */
  redirectError: (error: string): string | undefined => error,

  /** Whether `error_description` goes along. */
  includesErrorDescription: true,

  /** Whether a person is asked at all. */
  asksForConsent: true,

  /** Whether sign-in and consent are two pages; lawful, and common. */
  signsInFirst: false,

  /** Whether a sign-in is remembered by a cookie, so that a second grant needs consent only. */
  remembersSignIn: true,

  /** Whether a denial needs a sign-in; it grants nothing, so it does not. */
  denialNeedsSignIn: false,

  /** Whether a denial is taken for consent. */
  grantsDenied: false,

  isPasswordRight: (sent: string, password: string): boolean => sent === password,

  /** Headers of the consent page (RFC 6749 §10.13, RFC 9700 §4.2). */
  pageHeaders: (): Record<string, string> => ({
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  }),

  codeLifetimeSeconds: 600,
};
