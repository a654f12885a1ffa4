import { describe, expect, it } from 'vitest';
import type { Delivery, Exchange } from '../../../contracts/evidence.ts';
import { Broken, Inconclusive } from '../../../harness/judging/outcome.ts';
import type { Change } from '../../../suites/triggers/changes.ts';
import { outlivesToken } from '../../../suites/triggers/outlives-token.ts';

const heard: Delivery = {
  method: 'POST',
  url: 'http://receiver.example/hooks/x',
  headers: [],
  body: '{}',
  receivedAt: 0,
};

function sent(token: string, startedAt = 0): Exchange {
  return {
    label: 'x',
    request: {
      method: 'PUT',
      url: 'http://127.0.0.1/clients',
      headers: [['authorization', token]],
    },
    response: { status: 200, headers: [], body: '{}' },
    startedAt,
    durationMs: 0,
  };
}

function change(exchange: Exchange, ...deliveries: readonly Delivery[]): Change {
  return { exchange, named: {}, before: {}, isRead: false, deliveries };
}

const subscribed = sent('Bearer $ACCESS_TOKEN');
const told = change(sent('Bearer $ACCESS_TOKEN', 1), heard);
const untold = change(sent('Bearer $ACCESS_TOKEN', 2));
const late = [{ created: subscribed, changes: [change(sent('Bearer $ACCESS_TOKEN_2', 3))] }];

describe('a subscription whose token was replaced', () => {
  it('must still be delivered to', () => {
    const seen = { subscribed, early: [told], late, isLate: false };
    expect(() => outlivesToken({ ...seen, heard })).not.toThrow();
    expect(() => outlivesToken(seen)).toThrow(Broken);
  });

  it('is not judged where it was silent before, or deliveries are late', () => {
    const seen = { subscribed, early: [untold, told], late, isLate: false };
    expect(() => outlivesToken(seen)).toThrow(Inconclusive);
    expect(() => outlivesToken({ ...seen, early: [told], isLate: true })).toThrow(Inconclusive);
  });

  it('is not judged by updates with the token that it was made with', () => {
    const same = [{ created: subscribed, changes: [told] }];
    const seen = { subscribed, early: [told], late: same, heard, isLate: false };
    expect(() => outlivesToken(seen)).toThrow(Inconclusive);
  });
});
