import type { GatewayRequest } from '../request.ts';

/** Whether a body is a form (RFC 6749 §3.2). */
export function isForm(request: GatewayRequest): boolean {
  return /^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(
    request.headers['content-type'] ?? '',
  );
}

/** The parameters of a form body. */
export function readForm(request: GatewayRequest): URLSearchParams {
  return new URLSearchParams(Buffer.from(request.body).toString('utf8'));
}

/** The first parameter that was sent twice, which no OAuth request may do (RFC 6749 §3.1, §3.2). */
export function repeatedParameter(parameters: URLSearchParams): string | undefined {
  const names = [...parameters.keys()];
  return names.find((name, index) => names.indexOf(name) !== index);
}
