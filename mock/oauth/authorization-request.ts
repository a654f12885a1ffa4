import type { RegisteredClient } from '../accounts.ts';
import { Refusal } from '../refusal.ts';
import type { GatewayState } from '../state.ts';
import { repeatedParameter } from './form.ts';
import type { PendingRequest } from './grants.ts';
import { findClient } from './model.ts';
import { OauthError } from './oauth-error.ts';

/** To whom an authorization request may be answered by a redirect, once that is certain. */
export interface Recipient {
  readonly client: RegisteredClient;
  readonly redirectUri: string;
  readonly state: string | undefined;
}

const refuse = (message: string, field: string) =>
  new Refusal('malformedRequest', message, { field });

/** The client and redirect URI of a request; whatever is wrong with them is never redirected (RFC 6749 §4.1.2.1). */
export function readRecipient(query: URLSearchParams, gateway: GatewayState): Recipient {
  const { rules } = gateway;
  const clientId = only(query, 'client_id');
  if (!clientId) throw refuse('Missing parameter: client_id', 'client_id');
  const client =
    findClient(clientId, gateway) ??
    (rules.redirectsUnknownClient ? findClient('sandbox-zapier', gateway) : undefined);
  if (!client) throw refuse('Unknown client', 'client_id');
  const sent = only(query, 'redirect_uri');
  if (!sent && rules.requiresRedirectUri) {
    throw refuse('Missing parameter: redirect_uri', 'redirect_uri');
  }
  const redirectUri = sent || client.redirectUri;
  const isRegistered =
    rules.redirectUriMatches(redirectUri, [client.redirectUri]) || rules.redirectsUnknownUri;
  if (!isRegistered || !URL.canParse(redirectUri)) {
    throw refuse('The redirect URI is not registered for this client', 'redirect_uri');
  }
  return { client, redirectUri, state: query.get('state') ?? undefined };
}

function only(query: URLSearchParams, name: string): string | undefined {
  const values = query.getAll(name);
  if (values.length > 1) throw refuse(`Parameter sent more than once: ${name}`, name);
  return values[0];
}

/** The rest of a request; what is wrong with it is told to the client (RFC 6749 §4.1.2.1). */
export function readRequest(
  query: URLSearchParams,
  { client, redirectUri, state }: Recipient,
  { rules, clock }: GatewayState,
): PendingRequest {
  const repeated = repeatedParameter(query);
  if (repeated !== undefined && rules.refusesRepeated) {
    throw new OauthError('invalid_request', 'A parameter was sent more than once');
  }
  const type = query.get('response_type') || undefined;
  if (rules.isResponseTypeMissing(type)) {
    throw new OauthError('invalid_request', 'Missing parameter: response_type');
  }
  if (!rules.isResponseTypeSupported(type ?? 'code')) {
    throw new OauthError('unsupported_response_type', 'Only the response type code is supported');
  }
  return {
    clientId: client.clientId,
    clientName: client.name,
    redirectUri,
    ...(state !== undefined && { state }),
    scope: readScope(query, rules),
    ...readChallenge(query, rules),
    expiresAt: clock.now() + rules.codeLifetimeSeconds * 1000,
  };
}

function readScope(query: URLSearchParams, rules: GatewayState['rules']): readonly string[] {
  const asked = [...new Set((query.get('scope') ?? '').split(' ').filter(Boolean))];
  if (asked.length === 0) return rules.defaultScopes;
  const known = asked.filter((scope) => rules.isScopeKnown(scope));
  if (known.length === 0 || (rules.refusesUnknownScope && known.length < asked.length)) {
    throw new OauthError('invalid_scope', 'The requested scope is unknown');
  }
  return rules.scopesGranted(known);
}

function readChallenge(query: URLSearchParams, rules: GatewayState['rules']) {
  const challenge = query.get('code_challenge') || undefined;
  if (!challenge || !rules.enforcesChallenge) return {};
  const method = query.get('code_challenge_method') || undefined;
  if (!rules.isChallengeMethodSupported(method)) {
    throw new OauthError('invalid_request', 'The code challenge method must be S256');
  }
  if (!rules.isChallengeWellFormed(challenge)) {
    throw new OauthError('invalid_request', 'The code challenge is malformed');
  }
  return { challenge, challengeMethod: method ?? 'plain' };
}
