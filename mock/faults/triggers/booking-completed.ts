import type { bookingCompleted } from '../../../contracts/clauses/triggers/booking-completed.ts';
import { onDelivery, withMember } from '../../handler.ts';
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

const EVENT = 'booking.completed';

/** Faults of §4.4. */
export const faults: SectionFaults<typeof bookingCompleted> = {
  delivered: [undelivered(EVENT)],
  event: [
    lacking(EVENT, 'event'),
    turned(EVENT, 'event', 'the event of the create', 'booking.created'),
  ],
  timestamp: [lacking(EVENT, 'timestamp'), asNumber(EVENT, 'timestamp')],
  'timestamp-iso': [asLocalDate(EVENT, 'timestamp'), withoutZone(EVENT, 'timestamp')],
  'timestamp-now': [
    offByHours(EVENT, 'timestamp', 1),
    turned(EVENT, 'timestamp', 'the date of the example', '2025-01-20T11:00:00Z'),
  ],
  data: [
    {
      name: 'flat-completed-booking',
      does: 'delivers a completed booking without the envelope `data`',
      deliver: onDelivery(EVENT, (delivery) => {
        const { data, ...rest } = delivery.body as { data: object };
        delivery.body = { ...rest, ...data };
      }),
    },
    {
      name: 'completed-data-as-text',
      does: 'delivers `data` as JSON in a string',
      deliver: onDelivery(
        EVENT,
        withMember('data', (data: unknown) => JSON.stringify(data)),
      ),
    },
  ],
  id: [lacking(EVENT, 'data.id'), turned(EVENT, 'data.id', 'null', null)],
  'completed-date': [
    lacking(EVENT, 'data.completed_date'),
    asNumber(EVENT, 'data.completed_date'),
    turned(EVENT, 'data.completed_date', 'null', null),
  ],
  'completed-date-iso': [
    asLocalDate(EVENT, 'data.completed_date'),
    withoutZone(EVENT, 'data.completed_date'),
  ],
};
