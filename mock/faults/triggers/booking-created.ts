import type { bookingCreated } from '../../../contracts/clauses/triggers/booking-created.ts';
import { users } from '../../accounts.ts';
import { at } from '../../at.ts';
import { asText, onAnswer, onDelivery, withMember } from '../../handler.ts';
import type { SectionFaults } from '../section-faults.ts';
import {
  asLocalDate,
  asNumber,
  lacking,
  offByHours,
  turned,
  undelivered,
  withoutZone,
} from './misdeliver.ts';

const EVENT = 'booking.created';

/** Faults of §4.3. */
export const faults: SectionFaults<typeof bookingCreated> = {
  delivered: [undelivered(EVENT)],
  event: [
    lacking(EVENT, 'event'),
    turned(EVENT, 'event', 'snake case', 'booking_created'),
    turned(EVENT, 'event', 'another event', 'booking.completed'),
  ],
  timestamp: [lacking(EVENT, 'timestamp'), asNumber(EVENT, 'timestamp')],
  'timestamp-iso': [asLocalDate(EVENT, 'timestamp'), withoutZone(EVENT, 'timestamp')],
  'timestamp-now': [
    offByHours(EVENT, 'timestamp', -8),
    turned(EVENT, 'timestamp', 'the date of the example', '2025-01-15T16:00:00Z'),
  ],
  data: [
    {
      name: 'booking-under-another-name',
      does: 'delivers the booking as `booking` instead of `data`',
      deliver: onDelivery(EVENT, (delivery) => {
        const { data, ...rest } = delivery.body as Record<string, unknown>;
        delivery.body = { ...rest, booking: data };
      }),
    },
    {
      name: 'data-as-a-list',
      does: 'delivers the booking in a list',
      deliver: onDelivery(
        EVENT,
        withMember('data', (data: unknown) => [data]),
      ),
    },
  ],
  id: [lacking(EVENT, 'data.id'), turned(EVENT, 'data.id', 'a number', 4711)],
  type: [lacking(EVENT, 'data.type'), turned(EVENT, 'data.type', 'null', null)],
  client: [
    lacking(EVENT, 'data.client'),
    lacking(EVENT, 'data.client.id'),
    lacking(EVENT, 'data.client.name'),
    turned(EVENT, 'data.client', 'an id', '550e8400-e29b-41d4-a716-446655440000'),
    turned(EVENT, 'data.client.id', 'a number', 7),
    turned(EVENT, 'data.client.name', 'null', null),
  ],
  date: [lacking(EVENT, 'data.date'), asNumber(EVENT, 'data.date')],
  'date-iso': [asLocalDate(EVENT, 'data.date'), withoutZone(EVENT, 'data.date')],
  total: [
    lacking(EVENT, 'data.total'),
    turned(EVENT, 'data.total', 'a string', '150.00'),
    turned(EVENT, 'data.total', 'null', null),
    turned(EVENT, 'data.total', 'an amount with a currency', { amount: 150, currency: 'USD' }),
  ],
  'client-known': [
    turned(EVENT, 'data.client.id', 'an id of nobody', () => crypto.randomUUID()),
    turned(EVENT, 'data.client.name', 'the name of the owner', users[0].name),
  ],
  'as-listed': [
    {
      name: 'booking-listed-in-cents',
      does: 'lists `total` as a string of cents, which is delivered as a number',
      answer: onAnswer(
        { ...at.listBookings, status: 200 },
        asText((text) => text.replace(/"total":(\d+)/g, (_, sum) => `"total":"${sum}00"`)),
      ),
    },
  ],
};
