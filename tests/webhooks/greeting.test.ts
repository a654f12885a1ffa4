import { describe, expect, it } from 'vitest';
import { saysGreeting } from '../../harness/webhooks/greeting.ts';

describe('a delivery that only tries a subscription out', () => {
  it.each([
    [{ event: 'ping' }],
    [{ id: 'evt_1', event: 'ping', hook: { id: 'h1' } }],
    [{ type: 'webhook.test', data: {} }],
    [{ topic: 'subscription.verified' }],
    [{ action: 'challenge' }],
  ])('is told by its word: %j', (body) => {
    expect(saysGreeting(body)).toBe(true);
  });

  it.each([
    [{ event: 'booking.created', data: { id: 'b1' } }],
    [{ data: { id: 'c1', name: 'Ping' } }],
    [{ id: 'c1', name: 'test' }],
    ['ping'],
    [null],
  ])('is not %j', (body) => {
    expect(saysGreeting(body)).toBe(false);
  });
});
