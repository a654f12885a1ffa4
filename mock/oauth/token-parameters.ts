import { bodyOf } from '../handler.ts';
import type { GatewayRequest } from '../request.ts';
import type { Rules } from '../rules.ts';
import { isForm, readForm, repeatedParameter } from './form.ts';
import { OauthError } from './oauth-error.ts';

const refuse = (description: string, status?: number, headers?: Record<string, string>) =>
  new OauthError('invalid_request', description, {
    ...(status !== undefined && { status }),
    ...(headers && { headers }),
  });

/** The parameters of a token request: a POSTed form, each parameter once (RFC 6749 §3.2). */
export function tokenParameters(request: GatewayRequest, rules: Rules): Record<string, string> {
  if (request.problem === 'tooLarge') throw refuse('The body is too large', rules.tooLargeStatus);
  if (request.problem) throw refuse('The request is malformed');
  const isGet = request.method === 'GET' && rules.acceptsGet;
  if (request.method !== 'POST' && !isGet) {
    throw refuse('Use POST', rules.methodNotAllowedStatus, { allow: 'POST, OPTIONS' });
  }
  if (!isGet && rules.queryParameters === 'refuse' && request.query.size > 0) {
    throw refuse('Parameters must be sent in the body');
  }
  const parameters = isGet ? new URLSearchParams() : readBody(request, rules);
  if (isGet || rules.queryParameters === 'read') {
    for (const [name, value] of request.query) parameters.append(name, value);
  }
  const repeated = repeatedParameter(parameters);
  if (repeated !== undefined && rules.refusesRepeatedTokenParameters) {
    throw refuse('A parameter was sent more than once');
  }
  const sent = [...parameters].filter(([, value]) => value !== '' || !rules.emptyIsOmitted);
  return Object.fromEntries(sent);
}

function readBody(request: GatewayRequest, rules: Rules): URLSearchParams {
  if (isForm(request)) return readForm(request);
  if (rules.acceptsJson && /json/i.test(request.headers['content-type'] ?? '')) {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(bodyOf(request))) {
      parameters.append(name, String(value));
    }
    return parameters;
  }
  throw refuse('The body must be sent as application/x-www-form-urlencoded');
}
