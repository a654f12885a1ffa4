import type { clientCreated } from '../../../contracts/clauses/triggers/client-created.ts';
import { onDelivery, withMember, without } from '../../handler.ts';
import type { SectionFaults } from '../section-faults.ts';
import {
  asLocalDate,
  asNumber,
  lacking,
  turned,
  undelivered,
  whereLacking,
  withoutZone,
} from './misdeliver.ts';

const EVENT = 'client.created';
const inData = (...slugs: string[]) => slugs.map((slug) => `triggers/client-created/${slug}`);

/** Faults of §4.1. */
export const faults: SectionFaults<typeof clientCreated> = {
  delivered: [
    undelivered(EVENT),
    {
      name: 'client-created-undelivered-with-both-contacts',
      does: 'delivers `client.created` only for clients that lack a phone or an email',
      deliver: (next) => async (delivery) => {
        const both = delivery.client?.values.phone && delivery.client.values.email;
        if (delivery.event !== EVENT || !both) await next(delivery);
      },
      alsoBreaks: ['triggers/client-created/text-unchanged'],
    },
  ],
  envelope: [
    whereLacking(
      'email',
      EVENT,
      { name: 'flat', does: 'delivers a new client without the envelope `data`' },
      (delivery) => {
        delivery.body = (delivery.body as { data: unknown }).data;
      },
    ),
    {
      name: 'flat-client-created',
      does: 'delivers a new client without the envelope `data`',
      deliver: onDelivery(EVENT, (delivery) => {
        delivery.body = (delivery.body as { data: unknown }).data;
      }),
    },
    {
      name: 'client-created-as-client',
      does: 'delivers a new client as `client` instead of `data`',
      deliver: onDelivery(EVENT, (delivery) => {
        delivery.body = { client: (delivery.body as { data: unknown }).data };
      }),
    },
  ],
  id: [
    whereLacking(
      'phone',
      EVENT,
      { name: 'id-null', does: 'delivers a new client with its id as null' },
      withMember('data.id', null),
    ),
    turned(EVENT, 'data.id', 'null, as before it is stored', null),
    turned(EVENT, 'data.id', 'a new id', () => crypto.randomUUID()),
    turned(EVENT, 'data.id', 'an id in capitals', (id: unknown) => String(id).toUpperCase()),
  ],
  name: [
    turned(EVENT, 'data.name', 'twenty characters', (name: unknown) => String(name).slice(0, 20)),
    turned(EVENT, 'data.name', 'the first name', (name: unknown) => String(name).split(' ')[0]),
    turned(EVENT, 'data.name', 'null', null),
  ],
  email: [
    lacking(EVENT, 'data.email'),
    turned(EVENT, 'data.email', 'lower case', (email: unknown) =>
      email === null ? null : String(email).toLowerCase(),
    ),
    turned(EVENT, 'data.email', 'a masked address', (email: unknown) =>
      email === null ? null : String(email).replace(/^[^@]+/, '***'),
    ),
  ],
  phone: [
    whereLacking(
      'email',
      EVENT,
      { name: 'phone-null', does: 'delivers a new client with its phone as null' },
      withMember('data.phone', null),
    ),
    lacking(EVENT, 'data.phone'),
    turned(EVENT, 'data.phone', 'digits without a plus', (phone: unknown) =>
      phone === null ? null : String(phone).replace('+', ''),
    ),
    turned(EVENT, 'data.phone', 'a number', (phone: unknown) =>
      phone === null ? null : Number(String(phone).replace('+', '')),
    ),
  ],
  'created-date': [
    lacking(EVENT, 'data.created_date'),
    asNumber(EVENT, 'data.created_date'),
    whereLacking(
      'email',
      EVENT,
      { name: 'undated', does: 'delivers a new client without `created_date`' },
      without('data.created_date'),
    ),
  ],
  'created-date-iso': [
    asLocalDate(EVENT, 'data.created_date'),
    withoutZone(EVENT, 'data.created_date'),
  ],
  'created-date-same': [
    turned(EVENT, 'data.created_date', 'the date of the example', '2025-01-15T14:30:00Z'),
    turned(EVENT, 'data.created_date', 'an hour later', (date: unknown) =>
      new Date(Date.parse(String(date)) + 3_600_000).toISOString().replace('.000', ''),
    ),
  ],
  'phone-only': [
    turned(EVENT, 'data.email', 'the text null', (email: unknown) => email ?? 'null'),
    {
      name: 'phone-only-client-undelivered',
      does: 'delivers no `client.created` for a client without an email',
      deliver: (next) => async (delivery) => {
        if (delivery.event !== EVENT || delivery.client?.values.email) await next(delivery);
      },
    },
    {
      name: 'email-made-up',
      does: 'delivers a made-up email for a client without one',
      deliver: onDelivery(
        EVENT,
        withMember('data.email', (email: unknown) => email ?? 'unknown@example.com'),
      ),
    },
  ],
  'email-only': [
    {
      name: 'email-only-client-undelivered',
      does: 'delivers no `client.created` for a client without a phone',
      deliver: (next) => async (delivery) => {
        if (delivery.event !== EVENT || delivery.client?.values.phone) await next(delivery);
      },
    },
    {
      name: 'phone-made-up',
      does: 'delivers a made-up phone for a client without one',
      deliver: onDelivery(
        EVENT,
        withMember('data.phone', (phone: unknown) => phone ?? '+10000000000'),
      ),
    },
  ],
  'text-unchanged': [
    {
      name: 'delivered-name-in-ascii',
      does: 'delivers names with ? for whatever is beyond ASCII',
      deliver: onDelivery(
        EVENT,
        withMember('data.name', (name: unknown) => String(name).replace(/[^ -~]/gu, '?')),
      ),
    },
    {
      name: 'delivered-name-normalised',
      does: 'delivers names in another Unicode normal form',
      deliver: onDelivery(
        EVENT,
        withMember('data.name', (name: unknown) => String(name).normalize('NFKC')),
      ),
    },
  ],
  'not-on-update': [
    {
      name: 'created-on-update',
      does: 'delivers `client.created` again when a client is updated',
      rules: (conforming) => ({
        eventsAfter: (happening, changed) => {
          const events = conforming.eventsAfter(happening, changed);
          return events.includes('client.updated') ? [...events, EVENT] : events;
        },
      }),
      alsoBreaks: [...inData('created-date-same'), 'triggers/delivery/once'],
    },
  ],
};
