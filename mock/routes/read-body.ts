import { Refusal } from '../refusal.ts';
import type { GatewayRequest } from '../request.ts';
import type { Rules } from '../rules.ts';

const malformed = (message: string) => new Refusal('malformedBody', message);

/** The JSON object of a request (§2: `application/json`), refused unless it is one. */
export function readBody(request: GatewayRequest, rules: Rules): Record<string, unknown> {
  if (request.problem === 'tooLarge') throw new Refusal('tooLarge', 'The body is too large');
  const isUnread = request.problem === 'unsupportedMedia';
  if (!isUnread && request.body.byteLength === 0)
    throw malformed('The body is empty; send a JSON object');
  if (isUnread || !rules.acceptsMediaType(request.headers['content-type'] ?? '')) {
    throw new Refusal('unsupportedMedia', 'Send the body as application/json');
  }
  const value = parse(decode(request.body, rules));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw malformed('The body must be a JSON object');
  }
  return value as Record<string, unknown>;
}

function decode(bytes: Uint8Array, rules: Rules): string {
  try {
    return new TextDecoder('utf-8', { fatal: rules.refusesBrokenUtf8 }).decode(bytes);
  } catch {
    throw malformed('The body is not UTF-8');
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed('The body is not valid JSON');
  }
}
