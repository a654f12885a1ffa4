import { API_BASE } from '../../contracts/resources.ts';
import { bare, type GatewayAnswer } from '../answer.ts';
import { authenticate, requireScopes } from '../oauth/authenticate.ts';
import type { GatewayModel } from '../oauth/model.ts';
import { tooMany } from '../oauth/token.ts';
import { Refusal } from '../refusal.ts';
import type { GatewayRequest } from '../request.ts';
import type { GatewayState } from '../state.ts';
import type { Courier } from '../webhooks/courier.ts';
import { type NamedOperation, type Route, routes } from './table.ts';

/** Answers `/v1/zapier/*`: who asks comes before what is asked (§2, §6). */
export async function api(
  request: GatewayRequest,
  model: GatewayModel,
  gateway: GatewayState,
  courier: Courier,
): Promise<GatewayAnswer> {
  const { rules } = gateway;
  // before the limit, or the failure would wait for a request that it was not planned for
  failAsPlanned(request, gateway);
  const key = rules.limiterKey(request);
  if (rules.throttlesApi(request) && gateway.limiter.isSpent(key)) return tooMany(key, gateway);
  const bearer = await authenticate(request, model, gateway);
  const isBodyProblem = ['tooLarge', 'unsupportedMedia'].includes(request.problem ?? '');
  if (request.problem && !isBodyProblem) {
    throw new Refusal(request.problem, 'The request is malformed');
  }
  const found = findRoute(request.path, gateway);
  if (request.method === 'OPTIONS') return bare(204, { allow: allowed(found.operations) });
  const operation = operationOf(request.method, found.operations);
  requireScopes(bearer, rules.scopesNeeded(operation.name), gateway);
  const { id } = found;
  const call = { request, gateway, courier, bearer, ...(id !== undefined && { id }) };
  return operation.run(call);
}

function failAsPlanned(request: GatewayRequest, { plannedFailures }: GatewayState): void {
  const index = plannedFailures.findIndex(
    ({ method = request.method, path = request.path }) =>
      method === request.method && path === request.path,
  );
  const [failure] = index < 0 ? [] : plannedFailures.splice(index, 1);
  if (failure) throw new PlannedFailureError(failure.status);
}

/** Thrown for a failure that was planned by the control; any status, in the documented format (§6). */
export class PlannedFailureError extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`Planned failure: ${status}`);
    this.status = status;
  }
}

interface Found {
  readonly operations: Route['operations'];
  readonly id?: string;
}

function findRoute(path: string, { rules }: GatewayState): Found {
  const segments = path.slice(API_BASE.length + 1).split('/');
  for (const route of routes) {
    const served = Object.entries(route.operations).filter(([, { name }]) => rules.serves(name));
    const found = served.length > 0 ? match(route.segments, segments) : undefined;
    if (found) return { ...found, operations: Object.fromEntries(served) };
  }
  throw new Refusal('unknownPath', 'This path does not exist');
}

function match(pattern: readonly string[], segments: readonly string[]) {
  if (pattern.length !== segments.length) return undefined;
  let id: string | undefined;
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? '';
    if (part === ':id' && segment !== '') id = segment;
    else if (part !== segment) return undefined;
  }
  return id === undefined ? {} : { id };
}

const allowed = (operations: Route['operations']) =>
  Object.keys(operations)
    .flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
    .concat('OPTIONS')
    .join(', ');

function operationOf(method: string, operations: Route['operations']): NamedOperation {
  const wanted = method === 'HEAD' ? 'GET' : method;
  const operation = Object.hasOwn(operations, wanted) ? operations[wanted] : undefined;
  if (operation) return operation;
  throw new Refusal('methodNotAllowed', `This path does not have the method ${method}`, {
    headers: { allow: allowed(operations) },
  });
}
