import { SCOPES } from '../../../contracts/resources.ts';
import type { GatewayAnswer } from '../../answer.ts';
import type { Fault } from '../../fault.ts';
import { instead, type Match, onAnswer, onRequest } from '../../handler.ts';
import type { GatewayRequest } from '../../request.ts';
import type { GatewayState } from '../../state.ts';

/** The Bearer token that a request carries. */
export function tokenOf({ headers }: GatewayRequest): string | undefined {
  return /^bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
}

/** Whether a request carries no credentials at all, neither in a header nor in its URL. */
export function isAnonymous({ headers, query }: GatewayRequest): boolean {
  return headers.authorization === undefined && query.size === 0;
}

/** Whether a request carries a token as long as ours that was never issued. */
export function isForged(request: GatewayRequest, { grants }: GatewayState): boolean {
  const token = tokenOf(request);
  const issued = [grants.access, grants.refresh, grants.codes];
  return token?.length === 43 && !issued.some((all) => all.has(token));
}

/** Whether a request carries a token that has expired. */
export function isOutdated(request: GatewayRequest, { grants, clock }: GatewayState): boolean {
  const token = grants.access.get(tokenOf(request) ?? '');
  return token !== undefined && token.expiresAt <= clock.now();
}

/** Whether a request carries a token that was not given a scope. */
export function lacksScope(
  request: GatewayRequest,
  { grants }: GatewayState,
  scope: string,
): boolean {
  const token = grants.access.get(tokenOf(request) ?? '');
  return token !== undefined && !token.scope.includes(scope);
}

/** The request with a token that is valid and has every scope. */
function withGoodToken(request: GatewayRequest, { grants, clock }: GatewayState): GatewayRequest {
  const good = [...grants.access.values()].find(
    ({ revoked, grant, expiresAt, scope }) =>
      !revoked &&
      !grant.revoked &&
      expiresAt > clock.now() &&
      SCOPES.every((each) => scope.includes(each)),
  );
  const authorization = `Bearer ${good?.token}`;
  return {
    ...request,
    headers: { ...request.headers, authorization },
    headerCounts: { ...request.headerCounts, authorization: 1 },
  };
}

/** Carries out requests that should be refused, as if they came with a good token. */
export function admits(
  match: Match,
  whom: (request: GatewayRequest, gateway: GatewayState) => boolean,
): NonNullable<Fault['answer']> {
  return (next, gateway) =>
    onRequest({ ...match, when: (request) => whom(request, gateway) }, (request) =>
      withGoodToken(request, gateway),
    )(next);
}

/** Answers requests that should be refused otherwise. */
export function answers(
  match: Match,
  whom: (request: GatewayRequest, gateway: GatewayState) => boolean,
  answer: (request: GatewayRequest) => GatewayAnswer,
): NonNullable<Fault['answer']> {
  return (next, gateway) =>
    instead({ ...match, when: (request) => whom(request, gateway) }, answer)(next);
}

/** Carries out requests that it then refuses. */
export function refusesTooLate(
  match: Match,
  whom: (request: GatewayRequest, gateway: GatewayState) => boolean,
  afterwards: (carriedOut: GatewayAnswer, gateway: GatewayState) => unknown = () => undefined,
): NonNullable<Fault['answer']> {
  return (next, gateway) =>
    instead({ ...match, when: (request) => whom(request, gateway) }, async (request) => {
      afterwards(await next(withGoodToken(request, gateway)), gateway);
      return next(request);
    })(next);
}

/** Changes the 401 of requests that are refused. */
export function changing(
  match: Match,
  whom: (request: GatewayRequest, gateway: GatewayState) => boolean,
  change: Parameters<typeof onAnswer>[1],
): NonNullable<Fault['answer']> {
  return (next, gateway) =>
    onAnswer({ ...match, status: 401, when: (request) => whom(request, gateway) }, change)(next);
}
