import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../contracts/evidence.ts';
import { grantOrder } from '../../harness/scenarios/grant-order.ts';
import { tokenRequest } from '../budget/token-request.ts';

function granted(form: Record<string, string>, access: string, refresh?: string): Exchange {
  const body = { access_token: access, ...(refresh && { refresh_token: refresh }) };
  const exchange = tokenRequest(200, body);
  const request = { ...exchange.request, body: new URLSearchParams(form).toString() };
  return { ...exchange, request };
}

function opened(token: string, label = 'create client'): Exchange {
  const exchange = tokenRequest(401);
  const headers = [['authorization', `Bearer ${token}`]] as const;
  return { ...exchange, label, request: { ...exchange.request, headers, body: '{}' } };
}

describe('the order of grants', () => {
  it('calls the tokens of all but the newest grant of a client superseded', () => {
    const order = grantOrder();
    order.note(granted({ client_id: 'one' }, 'a1', 'r1'));
    expect(order.isSuperseded('a1')).toBe(false);
    order.note(granted({ client_id: 'two' }, 'b1'));
    expect(order.isSuperseded('a1')).toBe(false);
    order.note(granted({ client_id: 'one' }, 'a2'));
    expect(['a1', 'r1', 'a2', 'b1'].map(order.isSuperseded)).toEqual([true, true, false, false]);
  });

  it('keeps the grants of another account apart', () => {
    const order = grantOrder();
    order.note(granted({ client_id: 'one' }, 'a1'));
    const label = 'exchange of a code of another account';
    order.note({ ...granted({ client_id: 'one' }, 'b1'), label });
    expect(['a1', 'b1'].map(order.isSuperseded)).toEqual([false, false]);
  });

  it('takes a refreshed token for one of the grant that is refreshed', () => {
    const order = grantOrder();
    order.note(granted({ client_id: 'one' }, 'a1', 'r1'));
    order.note(granted({ client_id: 'one' }, 'a2', 'r2'));
    order.note(granted({ client_id: 'one', refresh_token: 'r1' }, 'a3'));
    expect(['a2', 'a3'].map(order.isSuperseded)).toEqual([false, true]);
  });

  it('knows a request by its token, unless that is meant to be refused', () => {
    const order = grantOrder();
    order.note(granted({ client_id: 'one' }, 'a1', 'r1'));
    order.note(granted({ client_id: 'one' }, 'a2', 'r2'));
    expect(order.usesOlder(opened('a1'))).toBe(true);
    expect(order.usesOlder(opened('a2'))).toBe(false);
    expect(order.usesOlder(opened('a1', 'create with an expired token'))).toBe(false);
    expect(order.usesOlder(opened('unknown'))).toBe(false);
  });
});
