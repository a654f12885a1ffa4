import { at } from '../../at.ts';
import type { Fault } from '../../fault.ts';
import { formOf, type Match, onAnswer, onRequest } from '../../handler.ts';
import type { GatewayRequest } from '../../request.ts';
import type { GatewayState } from '../../state.ts';

/** Counts further answers as invalid token requests, each that many times. */
export function counts(
  match: Match,
  whom: (request: GatewayRequest, gateway: GatewayState) => boolean = () => true,
  times = 1,
): NonNullable<Fault['answer']> {
  return (next, gateway) =>
    onAnswer({ ...match, when: (request) => whom(request, gateway) }, (_answer, request) => {
      const key = gateway.rules.limiterKey(request);
      for (let count = 0; count < times; count += 1) gateway.limiter.record(key);
    })(next);
}

/** What a throttled address is answered at the token endpoint. */
export const throttled = { ...at.token, status: 429 } as const;

/** A member of a token request's form. */
export function sent(request: GatewayRequest, member: string): string {
  return formOf(request).get(member) ?? '';
}

/** Moves requests to another address before the gateway sees them. */
export function comesFrom(
  address: (request: GatewayRequest) => string | undefined,
): NonNullable<Fault['answer']> {
  return onRequest(at.token, (request) => ({
    ...request,
    remoteAddress: address(request) ?? request.remoteAddress,
  }));
}
