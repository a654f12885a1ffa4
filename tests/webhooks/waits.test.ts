import { describe, expect, it } from 'vitest';
import { openInbox } from '../../harness/webhooks/inbox.ts';
import { createWaits } from '../../harness/webhooks/waits.ts';

const FULL_MS = 30_000;

function subscribed() {
  const waits = createWaits();
  const { inbox } = openInbox('one', () => 'http://receiver.example/one');
  const { inbox: other } = openInbox('other', () => 'http://receiver.example/other');
  const { inbox: stranger } = openInbox('stranger', () => 'http://receiver.example/stranger');
  waits.concern(inbox, 'client.created');
  waits.concern(other, 'client.created');
  waits.concern(stranger, 'client.updated');
  return { waits, inbox, other, stranger };
}

describe('how long a delivery is waited for', () => {
  it('is the full time until one was awaited in vain', () => {
    const { waits, inbox } = subscribed();
    waits.learn(inbox, 20);
    expect(waits.limit(inbox, FULL_MS)).toBe(FULL_MS);
  });

  it('is short from then on, at every inbox of the event and at no other', () => {
    const { waits, inbox, other, stranger } = subscribed();
    waits.learn(inbox, undefined);
    expect(waits.limit(other, FULL_MS)).toBeLessThanOrEqual(FULL_MS / 6);
    expect(waits.limit(stranger, FULL_MS)).toBe(FULL_MS);
  });

  it('is shorter still where nothing more comes', () => {
    const { waits, inbox } = subscribed();
    waits.learn(inbox, undefined);
    const once = waits.limit(inbox, FULL_MS);
    for (let times = 0; times < 5; times += 1) waits.learn(inbox, undefined);
    expect(waits.limit(inbox, FULL_MS)).toBeLessThan(once);
  });

  it('is long where what came was late', () => {
    const { waits, inbox } = subscribed();
    waits.learn(inbox, 2_000);
    waits.learn(inbox, undefined);
    expect(waits.limit(inbox, FULL_MS)).toBe(20_000);
  });
});
