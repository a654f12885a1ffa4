import type { paymentReceived } from '../../../contracts/clauses/triggers/payment-received.ts';
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

const EVENT = 'payment.received';

/** Faults of §4.5. */
export const faults: SectionFaults<typeof paymentReceived> = {
  delivered: [undelivered(EVENT)],
  event: [lacking(EVENT, 'event'), turned(EVENT, 'event', 'another tense', 'payment.receive')],
  timestamp: [lacking(EVENT, 'timestamp'), asNumber(EVENT, 'timestamp')],
  'timestamp-iso': [asLocalDate(EVENT, 'timestamp'), withoutZone(EVENT, 'timestamp')],
  'timestamp-now': [
    offByHours(EVENT, 'timestamp', 5),
    turned(EVENT, 'timestamp', 'the date of the example', '2025-01-20T11:05:00Z'),
  ],
  data: [
    {
      name: 'payment-at-the-top',
      does: 'delivers a payment without the envelope `data`',
      deliver: onDelivery(EVENT, (delivery) => {
        const { data, ...rest } = delivery.body as { data: object };
        delivery.body = { ...rest, ...data };
      }),
    },
    {
      name: 'payment-data-null',
      does: 'delivers a payment with `data` as null',
      deliver: onDelivery(EVENT, withMember('data', null)),
    },
  ],
  id: [lacking(EVENT, 'data.id'), turned(EVENT, 'data.id', 'a number', 99)],
  amount: [
    lacking(EVENT, 'data.amount'),
    turned(EVENT, 'data.amount', 'a string', '150.00'),
    turned(EVENT, 'data.amount', 'null', null),
  ],
  client: [
    lacking(EVENT, 'data.client'),
    lacking(EVENT, 'data.client.id'),
    lacking(EVENT, 'data.client.name'),
    turned(EVENT, 'data.client', 'a name', 'John Doe'),
  ],
  'created-date': [lacking(EVENT, 'data.created_date'), asNumber(EVENT, 'data.created_date')],
  'created-date-iso': [
    asLocalDate(EVENT, 'data.created_date'),
    withoutZone(EVENT, 'data.created_date'),
  ],
  'client-known': [
    turned(EVENT, 'data.client.id', 'an id of nobody', () => crypto.randomUUID()),
    turned(EVENT, 'data.client.name', 'the name of the owner', users[0].name),
  ],
  'as-listed': [
    {
      name: 'payment-listed-in-cents',
      does: 'lists `amount` as a string of cents, which is delivered as a number',
      answer: onAnswer(
        { ...at.listPayments, status: 200 },
        asText((text) => text.replace(/"amount":(\d+)/g, (_, sum) => `"amount":"${sum}00"`)),
      ),
    },
  ],
};
