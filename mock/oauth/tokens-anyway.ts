import { registeredClients, users } from '../accounts.ts';
import { type GatewayAnswer, json } from '../answer.ts';
import type { GatewayState } from '../state.ts';

/** A whole token answer (RFC 6749 §5.1) with tokens that work: what a deviation grants where a conforming gateway refuses. */
export function tokensAnyway(gateway: GatewayState, scope?: readonly string[]): GatewayAnswer {
  const { rules, grants, random, clock } = gateway;
  const granted = scope ?? rules.defaultScopes;
  const { clientId } = registeredClients[0];
  const grant = { clientId, userId: users[0].id, scope: granted, revoked: false };
  const token = rules.newSecret('access', random);
  const refresh = rules.newSecret('refresh', random);
  const after = (seconds: number) => clock.now() + seconds * 1000;
  const expiresAt = after(rules.accessTokenLifetimeSeconds);
  grants.access.set(token, { token, grant, scope: granted, expiresAt, revoked: false });
  const lapse = after(rules.refreshTokenLifetimeSeconds);
  grants.refresh.set(refresh, { token: refresh, clientId, grant, expiresAt: lapse });
  const body = {
    access_token: token,
    token_type: rules.tokenTypeWord,
    expires_in: rules.accessTokenLifetimeSeconds,
    refresh_token: refresh,
    scope: granted.join(' '),
  };
  return json(rules.tokenStatus, rules.tokenBody(body), rules.tokenHeaders());
}
