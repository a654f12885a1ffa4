import OAuth2Server from '@node-oauth/oauth2-server';
import { users } from '../accounts.ts';
import type { GatewayAnswer } from '../answer.ts';
import type { GatewayState } from '../state.ts';
import type { Decide } from './decide.ts';
import type { PendingRequest } from './grants.ts';
import { errorRedirect, redirect } from './redirect.ts';

/** Lets the OAuth library issue a code for an allowed request (RFC 6749 §4.1.2). */
export function codeIssuer(server: OAuth2Server, gateway: GatewayState, method: string): Decide {
  return async (asked, user = users[0]) => {
    const { rules } = gateway;
    const to = { redirectUri: asked.redirectUri, state: asked.state };
    try {
      const { authorizationCode } = await server.authorize(
        new OAuth2Server.Request({ headers: {}, query: {}, method: 'POST', body: bodyOf(asked) }),
        new OAuth2Server.Response(),
        { allowEmptyState: true, authenticateHandler: { handle: () => ({ ...user }) } },
      );
      return redirect(
        { ...to, kind: 'code', parameters: { code: authorizationCode } },
        rules,
        method,
      );
    } catch (thrown) {
      return libraryError(thrown, to, gateway, method);
    }
  };
}

function bodyOf(asked: PendingRequest): Record<string, string> {
  return {
    response_type: 'code',
    client_id: asked.clientId,
    redirect_uri: asked.redirectUri,
    scope: asked.scope.join(' '),
    ...(asked.challenge !== undefined && { code_challenge: asked.challenge }),
    ...(asked.challengeMethod !== undefined && { code_challenge_method: asked.challengeMethod }),
  };
}

function libraryError(
  thrown: unknown,
  to: { redirectUri: string; state: string | undefined },
  { rules }: GatewayState,
  method: string,
): GatewayAnswer {
  if (!(thrown instanceof OAuth2Server.OAuthError) || thrown.code >= 500) throw thrown;
  return errorRedirect(to, { code: thrown.name, description: thrown.message }, rules, method);
}
