import OAuth2Server from '@node-oauth/oauth2-server';
import { registeredClients } from '../accounts.ts';
import { type GatewayAnswer, json } from '../answer.ts';
import type { GatewayRequest } from '../request.ts';
import type { Rules } from '../rules.ts';
import type { GatewayState } from '../state.ts';
import { type ClientCredentials, clientCredentials } from './client-credentials.ts';
import type { CodeRecord } from './grants.ts';
import { OauthError } from './oauth-error.ts';
import { tokenParameters } from './token-parameters.ts';

type Parameters = Record<string, string>;

/** The library looks for a body by these two headers. */
const FORM = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '1' };

/** Grants a token request by the OAuth library, or throws why not (RFC 6749 §4.1.3, §6). */
export async function issueToken(
  request: GatewayRequest,
  server: OAuth2Server,
  gateway: GatewayState,
): Promise<GatewayAnswer> {
  const { rules } = gateway;
  const sent = tokenParameters(request, rules);
  if (sent.grant_type === undefined) {
    throw new OauthError('invalid_request', 'Missing parameter: grant_type');
  }
  const credentials = clientCredentials(request, sent, rules);
  if (!rules.grantTypes.includes(sent.grant_type)) {
    throw new OauthError('unsupported_grant_type', 'The grant type is not supported');
  }
  const body = lenient(withCredentials(sent, credentials), gateway);
  const granted = await server
    .token(
      new OAuth2Server.Request({ headers: FORM, query: {}, method: 'POST', body }),
      new OAuth2Server.Response(),
    )
    .catch(rethrow);
  return tokenAnswer(granted, sent, gateway);
}

function withCredentials(sent: Parameters, { clientId, clientSecret }: ClientCredentials) {
  const known = registeredClients.find((client) => client.clientId === clientId);
  // The library insists on a secret; without one it is the rules that let the client through.
  const secret = clientSecret ?? known?.clientSecret ?? '-';
  return { ...sent, client_id: clientId, client_secret: secret };
}

/** Bends a request to what the library accepts, where the rules are laxer than it is. */
function lenient(sent: Parameters, { rules, grants }: GatewayState): Parameters {
  const body = { ...sent };
  const code = grants.codes.get(body.code ?? '');
  if (code) {
    if (!rules.bindsCodeToClient && body.client_id) code.clientId = body.client_id;
    const isOmitted = body.redirect_uri === undefined && rules.redirectUriMayBeOmitted;
    if (!rules.bindsCodeToRedirectUri || isOmitted) body.redirect_uri = code.redirectUri;
    if (skipsVerifier(body.code_verifier, code, rules)) {
      delete code.challenge;
      delete body.code_verifier;
    }
  }
  const refresh = grants.refresh.get(body.refresh_token ?? '');
  if (refresh && !rules.bindsRefreshToClient && body.client_id) refresh.clientId = body.client_id;
  if (!rules.refusesWiderScope) delete body.scope;
  return body;
}

function skipsVerifier(verifier: string | undefined, { challenge }: CodeRecord, rules: Rules) {
  if (!rules.enforcesChallenge) return true;
  if (challenge === undefined) return !rules.refusesVerifierWithoutChallenge;
  return verifier === undefined ? rules.verifierMayBeOmitted : rules.verifierMayBeWrong;
}

/** RFC 6749 §5.2 calls a redirect URI or verifier that does not match an invalid grant; the library does not always. */
function rethrow(thrown: unknown): never {
  if (!(thrown instanceof OAuth2Server.OAuthError) || thrown.code >= 500) throw thrown;
  const isMismatch = /`redirect_uri` is invalid|parameter: `code_verifier`/.test(thrown.message);
  throw new OauthError(isMismatch ? 'invalid_grant' : thrown.name, thrown.message);
}

function tokenAnswer(
  granted: OAuth2Server.Token,
  sent: Parameters,
  { rules, grants }: GatewayState,
): GatewayAnswer {
  const record = grants.access.get(granted.accessToken);
  if (record && sent.grant_type === 'refresh_token') {
    record.scope = rules.scopesRefreshed(record.grant.scope, sent.scope?.split(' '));
  }
  const scope = record?.scope ?? granted.scope ?? [];
  const body = {
    access_token: granted.accessToken,
    token_type: rules.tokenTypeWord,
    ...(rules.includesExpiresIn && { expires_in: rules.accessTokenLifetimeSeconds }),
    ...(rules.issuesRefreshToken(sent.grant_type ?? '') && {
      refresh_token: granted.refreshToken,
    }),
    ...(rules.includesScope && { scope: scope.join(' ') }),
  };
  return json(rules.tokenStatus, rules.tokenBody(body), rules.tokenHeaders());
}
