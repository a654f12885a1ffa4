import type { GatewayRequest } from '../request.ts';
import type { Rules } from '../rules.ts';
import { OauthError } from './oauth-error.ts';

/** How a client says who it is (RFC 6749 §2.3.1). */
export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string | undefined;
}

const failed = (description: string) => new OauthError('invalid_client', description);

/** The credentials of a token request, from its header or its body but not from both (RFC 6749 §2.3). */
export function clientCredentials(
  request: GatewayRequest,
  body: Readonly<Record<string, string>>,
  rules: Rules,
): ClientCredentials {
  const basic = /^basic(?: +(.*))?$/i.exec(request.headers.authorization ?? '');
  if (!basic) {
    if (request.headers.authorization && !body.client_secret) {
      throw failed('The client must authenticate by Basic or by client_secret');
    }
    return fromBody(body, rules);
  }
  if (!rules.acceptsBasicCredentials) throw failed('Send client_id and client_secret in the body');
  if (body.client_secret !== undefined && rules.refusesDoubleCredentials) {
    throw new OauthError('invalid_request', 'The client authenticated in two ways at once');
  }
  const credentials = fromHeader(basic[1] ?? '');
  if (body.client_id !== undefined && body.client_id !== credentials.clientId) {
    throw failed('client_id differs from the authenticated client');
  }
  return credentials;
}

function fromBody(body: Readonly<Record<string, string>>, rules: Rules): ClientCredentials {
  if (!rules.acceptsBodyCredentials) throw failed('Authenticate by Basic');
  const clientId = body.client_id;
  if (!clientId) throw failed('Missing client authentication');
  if (body.client_secret === undefined && rules.requiresClientSecret) {
    throw failed('Missing client_secret');
  }
  return { clientId, clientSecret: body.client_secret };
}

/** Both halves are form-encoded before they are put in base64 (RFC 6749 §2.3.1). */
function fromHeader(encoded: string): ClientCredentials {
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 1) throw failed('The Basic credentials are malformed');
  return {
    clientId: formDecode(text.slice(0, colon)),
    clientSecret: formDecode(text.slice(colon + 1)),
  };
}

function formDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
