import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../../contracts/evidence.ts';
import type { EventName } from '../../../contracts/resources.ts';
import { isStray } from '../../../suites/triggers/strays.ts';

const summary = { data: { id: 'c1', name: 'Jane', created_date: '2025-01-15T14:30:00Z' } };
const flat = { id: 'c1', owner: { id: 'o', name: 'John' }, name: 'Jane', last_modified_date: 'x' };
const booking = { event: 'booking.created', timestamp: 'x', data: { id: 'b', total: 150 } };
const payment = { event: 'payment.received', timestamp: 'x', data: { id: 'p', amount: 150 } };
const telling = { names: {}, clientIds: ['c1'] };

function strays(event: EventName, ...bodies: readonly unknown[]): readonly boolean[] {
  const deliveries = bodies.map(
    (body): Delivery => ({
      method: 'POST',
      url: 'http://receiver.example/hooks/x',
      headers: [],
      body: JSON.stringify(body),
      receivedAt: 0,
    }),
  );
  return deliveries.map((each) => isStray(each, { event, deliveries }, telling));
}

describe('a delivery of another event', () => {
  it('is told by its event', () => {
    expect(strays('booking.created', booking, payment)).toEqual([false, true]);
    expect(strays('client.created', summary, booking)).toEqual([false, true]);
    expect(strays('subaccount.created', booking)).toEqual([true]);
  });

  it('is told by its shape beside deliveries of the right one', () => {
    expect(strays('client.created', summary, flat)).toEqual([false, true]);
    expect(strays('client.updated', flat, summary)).toEqual([false, true]);
    expect(strays('booking.created', booking, summary)).toEqual([false, true]);
  });

  it('is not told from the right event in a wrong shape where it stands alone', () => {
    expect(strays('client.created', flat)).toEqual([false]);
    expect(strays('client.updated', summary)).toEqual([false]);
    expect(strays('booking.created', payment)).toEqual([false]);
  });

  it('may be a client that a subscriber of subaccounts gets', () => {
    expect(strays('subaccount.updated', flat)).toEqual([true]);
    expect(strays('subaccount.updated', { ...flat, id: 's1' })).toEqual([false]);
  });

  it('is known by the names of the gateway, too', () => {
    const names = { 'payment.received': 'payment_received' };
    const delivery = {
      method: 'POST',
      url: '',
      headers: [],
      receivedAt: 0,
      body: JSON.stringify({ ...payment, event: 'payment_received' }),
    };
    const arrivals = { event: 'client.created' as const, deliveries: [delivery] };
    expect(isStray(delivery, arrivals, { names, clientIds: [] })).toBe(true);
  });
});
