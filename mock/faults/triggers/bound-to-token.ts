import { at } from '../../at.ts';
import type { Fault } from '../../fault.ts';
import { onAnswer } from '../../handler.ts';
import type { AccessRecord } from '../../oauth/grants.ts';
import type { GatewayState } from '../../state.ts';
import { tokenOf } from '../oauth/admit.ts';

const tokens = new WeakMap<GatewayState, Map<string, string>>();

function tokensOf(gateway: GatewayState): Map<string, string> {
  const known = tokens.get(gateway) ?? new Map<string, string>();
  tokens.set(gateway, known);
  return known;
}

/** Delivers nothing to subscriptions whose access token is not good any more. */
export function boundToToken(
  isGood: (token: AccessRecord, gateway: GatewayState) => boolean,
): Pick<Fault, 'answer' | 'deliver'> {
  return {
    answer: (next, gateway) =>
      onAnswer({ ...at.subscribe, status: 'ok' }, ({ body }, request) => {
        tokensOf(gateway).set((body as { id: string }).id, tokenOf(request) ?? '');
      })(next),
    deliver: (next, gateway) => async (delivery) => {
      const token = tokensOf(gateway).get(delivery.subscription.id) ?? '';
      const record = gateway.grants.access.get(token);
      if (record === undefined || isGood(record, gateway)) await next(delivery);
    },
  };
}
