import { type SandboxUser, users } from '../accounts.ts';
import { Refusal } from '../refusal.ts';
import type { GatewayRequest } from '../request.ts';
import type { GatewayState } from '../state.ts';
import type { GatewayModel } from './model.ts';

/** Whom an API request acts for, and what it may do. */
export interface Bearer {
  readonly user: SandboxUser;
  readonly scope: readonly string[];
}

/** Finds the bearer of a request's access token, or refuses with 401 (§6, RFC 6750 §3). */
export async function authenticate(
  request: GatewayRequest,
  model: GatewayModel,
  gateway: GatewayState,
): Promise<Bearer> {
  const { rules, limiter } = gateway;
  const sent = rules.readsToken(request);
  const token = sent === undefined ? undefined : await model.getAccessToken(sent);
  const isExpired = token && (token.accessTokenExpiresAt ?? 0) < new Date(1);
  if (token && !isExpired) return { user: userOf(token.user.id), scope: token.scope ?? [] };
  const isTaken = sent !== undefined && !token && rules.isTokenKnown(false);
  if (isTaken || rules.isOpen(request)) return { user: users[0], scope: rules.defaultScopes };
  if (isExpired ? rules.countsExpiredTokens : rules.countsUnauthorized) {
    limiter.record(rules.limiterKey(request));
  }
  const challenge = rules.unauthorizedChallenge(request.headers.authorization !== undefined);
  throw new Refusal('unauthorized', 'Missing or invalid OAuth access token', {
    ...(challenge !== undefined && { headers: { 'www-authenticate': challenge } }),
  });
}

const userOf = (id: string) => users.find((user) => user.id === id) ?? users[0];

/** Refuses a bearer without the scopes that are needed (RFC 6750 §3.1). */
export function requireScopes(
  { scope }: Bearer,
  needed: readonly string[],
  { rules }: GatewayState,
): void {
  if (rules.hasScopes(scope, needed)) return;
  const challenge = rules.forbiddenChallenge(needed);
  throw new Refusal('forbidden', `The access token lacks the scope ${needed.join(' ')}`, {
    ...(challenge !== undefined && { headers: { 'www-authenticate': challenge } }),
  });
}
