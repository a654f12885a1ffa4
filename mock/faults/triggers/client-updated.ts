import type { clientUpdated } from '../../../contracts/clauses/triggers/client-updated.ts';
import { OPTIONAL_CLIENT_FIELDS, type OptionalClientField } from '../../../contracts/resources.ts';
import type { Fault } from '../../fault.ts';
import { bodyOf, onDelivery, withBody, withMember, without } from '../../handler.ts';
import type { SectionFaults } from '../section-faults.ts';
import {
  asLocalDate,
  asNumber,
  lacking,
  offByHours,
  turned,
  undelivered,
  whereLacking,
  withoutZone,
} from './misdeliver.ts';

const EVENT = 'client.updated';

const optional = Object.fromEntries(
  OPTIONAL_CLIENT_FIELDS.map((field) => [
    field,
    [
      lacking(EVENT, field),
      turned(EVENT, field, 'something shorter', (value: unknown) =>
        typeof value === 'string' ? value.slice(0, -1) : value,
      ),
    ],
  ]),
) as unknown as Record<OptionalClientField, readonly [Fault, Fault]>;

/** When clients were updated first, by their id. */
const firstUpdates = new Map<string, number>();

const KNOWN: readonly string[] = OPTIONAL_CLIENT_FIELDS;

/** An update that names nothing but such fields is not delivered. */
function untoldAlone(what: string, isSuch: (field: string) => boolean): Fault {
  return {
    name: `${what.replace(' ', '-')}-alone-undelivered`.toLowerCase(),
    does: `delivers no update that names nothing but ${what}`,
    rules: (conforming) => ({
      eventsAfter: (happening, changed) =>
        happening === 'updateClient' && changed.every(isSuch)
          ? []
          : conforming.eventsAfter(happening, changed),
    }),
  };
}

/** Faults of §4.2. */
export const faults: SectionFaults<typeof clientUpdated> = {
  delivered: [
    undelivered(EVENT),
    {
      name: 'only-contacts-delivered',
      does: 'delivers `client.updated` only when phone or email changed',
      rules: (conforming) => ({
        eventsAfter: (happening, changed) =>
          happening === 'updateClient' && !changed.includes('phone') && !changed.includes('email')
            ? []
            : conforming.eventsAfter(happening, changed),
      }),
    },
    untoldAlone('optional fields', (field) => KNOWN.includes(field)),
    untoldAlone('custom fields', (field) => /^custom_/.test(field)),
    untoldAlone('UTM fields', (field) => /^utm_/.test(field)),
    untoldAlone('a phone', (field) => field === 'phone'),
  ],
  flat: [
    whereLacking(
      'email',
      EVENT,
      { name: 'updated-in-data', does: 'delivers a changed client in the envelope `data`' },
      (delivery) => {
        delivery.body = { data: delivery.body };
      },
    ),
    {
      name: 'client-updated-in-data',
      does: 'delivers a changed client in the envelope `data`',
      deliver: onDelivery(EVENT, (delivery) => {
        delivery.body = { event: EVENT, data: delivery.body };
      }),
    },
  ],
  id: [
    whereLacking(
      'email',
      EVENT,
      { name: 'updated-id-null', does: 'delivers a changed client with its id as null' },
      withMember('id', null),
    ),
    turned(EVENT, 'id', 'a new id', () => crypto.randomUUID()),
    lacking(EVENT, 'id'),
    turned(EVENT, 'id', 'a prefixed id', (id: unknown) => `client_${id}`),
  ],
  owner: [
    lacking(EVENT, 'owner'),
    lacking(EVENT, 'owner.id'),
    lacking(EVENT, 'owner.name'),
    turned(EVENT, 'owner', 'an id', 'owner_xyz789'),
    turned(EVENT, 'owner.id', 'a number', 7),
  ],
  'lead-source': [
    turned(EVENT, 'lead_source', 'a name', 'Sarah Johnson'),
    turned(EVENT, 'lead_source', 'an object without an id', { name: 'Sarah Johnson' }),
  ],
  name: [
    lacking(EVENT, 'name'),
    turned(EVENT, 'name', 'an object', (name: unknown) => ({ full: name })),
  ],
  phone: [lacking(EVENT, 'phone'), turned(EVENT, 'phone', 'a list', (phone: unknown) => [phone])],
  email: [
    lacking(EVENT, 'email'),
    turned(EVENT, 'email', 'a masked address', (email: unknown) =>
      typeof email === 'string' ? email.replace(/^[^@]+/, '***') : email,
    ),
  ],
  ...optional,
  'created-date': [lacking(EVENT, 'created_date'), asNumber(EVENT, 'created_date')],
  'created-date-iso': [asLocalDate(EVENT, 'created_date'), withoutZone(EVENT, 'created_date')],
  'created-date-same': [
    offByHours(EVENT, 'created_date', -5),
    turned(EVENT, 'created_date', 'the date of the example', '2025-01-02T10:30:00Z'),
  ],
  'last-modified-date': [
    lacking(EVENT, 'last_modified_date'),
    asNumber(EVENT, 'last_modified_date'),
  ],
  'last-modified-date-iso': [
    asLocalDate(EVENT, 'last_modified_date'),
    withoutZone(EVENT, 'last_modified_date'),
  ],
  'last-modified-date-same': [
    offByHours(EVENT, 'last_modified_date', 2),
    turned(EVENT, 'last_modified_date', 'the date of the example', '2025-01-02T10:30:00Z'),
  ],
  'last-modified-date-advances': [
    {
      name: 'modified-when-created',
      does: 'answers and delivers the date of the create as that of every update',
      record: (client) => ({ ...client, modifiedAt: client.createdAt }),
    },
    {
      name: 'modified-by-the-first-update-only',
      does: 'keeps the date of the first update',
      record: (client, action) => {
        if (action === 'create') return client;
        const modifiedAt = firstUpdates.get(client.id) ?? client.modifiedAt;
        firstUpdates.set(client.id, modifiedAt);
        return { ...client, modifiedAt };
      },
    },
  ],
  'first-payment-date': [turned(EVENT, 'first_payment_date', 'a number', 1_736_087_000)],
  source: [turned(EVENT, 'source', 'an object', { kind: 'api' })],
  'custom-fields': [
    {
      name: 'custom-fields-nested',
      does: 'delivers custom fields in an object `custom_fields`',
      deliver: onDelivery(EVENT, (delivery) => {
        const body = delivery.body as Record<string, unknown>;
        const custom = Object.entries(body).filter(([key]) => key.startsWith('custom_field'));
        for (const [key] of custom) delete body[key];
        body.custom_fields = Object.fromEntries(custom);
      }),
    },
    {
      name: 'second-custom-field-dropped',
      does: 'delivers only the first custom field',
      deliver: onDelivery(EVENT, without('custom_field_name_2')),
    },
  ],
  'new-values': [
    {
      name: 'first-state-kept',
      does: 'delivers a client as it was after its first update, whatever changes later',
      deliver: (next) => {
        const first = new Map<string, unknown>();
        return onDelivery(EVENT, (delivery) => {
          const { id, last_modified_date } = delivery.body as Record<string, unknown>;
          const kept = first.get(String(id)) ?? delivery.body;
          first.set(String(id), kept);
          delivery.body = { ...(kept as object), last_modified_date };
        })(next);
      },
      alsoBreaks: ['city', 'email', ...OPTIONAL_CLIENT_FIELDS, 'custom-fields'].map(
        (slug) => `triggers/client-updated/${slug}`,
      ),
    },
    {
      name: 'second-subscriber-behind',
      does: 'delivers the values before the update to who subscribed second',
      deliver: (next) => {
        const before = new Map<string, object>();
        const subscribers = new Set<string>();
        return onDelivery(EVENT, (delivery) => {
          subscribers.add(delivery.subscription.id);
          const isFirst = [...subscribers][0] === delivery.subscription.id;
          const key = `${delivery.subscription.id} ${delivery.client?.id}`;
          const fresh = delivery.body as Record<string, unknown>;
          const { last_modified_date } = fresh;
          if (!isFirst) delivery.body = { ...fresh, ...before.get(key), last_modified_date };
          before.set(key, fresh);
        })(next);
      },
      alsoBreaks: ['triggers/client-updated/city'],
    },
    {
      name: 'stale-values',
      does: 'delivers the values before the update',
      deliver: (next) => {
        const before = new Map<string, unknown>();
        return async (delivery) => {
          if (delivery.client === undefined) return next(delivery);
          const key = `${delivery.subscription.id} ${delivery.client.id}`;
          const fresh = delivery.body;
          if (delivery.event === EVENT && before.has(key)) delivery.body = before.get(key);
          before.set(key, fresh);
          return next(delivery);
        };
      },
      alsoBreaks: [
        'triggers/client-updated/last-modified-date-same',
        'triggers/client-updated/city',
      ],
    },
  ],
  'unchanged-values': [
    {
      name: 'only-changes-delivered',
      does: 'delivers only the fields that the update named, beside id, owner and dates',
      deliver: (next) => {
        const last = new Map<string, Record<string, unknown>>();
        const keep = new Set(['id', 'owner', 'name', 'created_date', 'last_modified_date']);
        return onDelivery(EVENT, (delivery) => {
          const body = delivery.body as Record<string, unknown>;
          const key = `${delivery.subscription.id} ${body.id}`;
          const before = last.get(key) ?? {};
          last.set(key, body);
          delivery.body = Object.fromEntries(
            Object.entries(body).filter(
              ([name, value]) => keep.has(name) || before[name] !== value,
            ),
          );
        })(next);
      },
      alsoBreaks: ['phone', 'email', ...OPTIONAL_CLIENT_FIELDS, 'custom-fields'].map(
        (slug) => `triggers/client-updated/${slug}`,
      ),
    },
  ],
  'text-unchanged': [
    {
      name: 'updated-city-in-ascii',
      does: 'delivers changed cities with ? for whatever is beyond ASCII',
      deliver: onDelivery(
        EVENT,
        withMember('city', (city: unknown) =>
          typeof city === 'string' ? city.replace(/[^ -~]/gu, '?') : city,
        ),
      ),
    },
    {
      name: 'updated-name-in-latin-1',
      does: 'delivers changed names with ? for whatever is beyond Latin-1',
      deliver: onDelivery(
        EVENT,
        withMember('name', (name: unknown) => String(name).replace(/[^ -ÿ]/gu, '?')),
      ),
    },
    {
      name: 'updated-name-as-entities',
      does: 'delivers changed names with HTML entities',
      deliver: onDelivery(
        EVENT,
        withMember('name', (name: unknown) =>
          String(name).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`),
        ),
      ),
    },
  ],
  'not-on-create': [
    {
      name: 'updated-on-create',
      does: 'delivers `client.updated` when a client is created',
      rules: (conforming) => ({
        eventsAfter: (happening, changed) => {
          const events = conforming.eventsAfter(happening, changed);
          return events.includes('client.created') ? [...events, EVENT] : events;
        },
      }),
    },
  ],
  'not-when-refused': [
    {
      name: 'refused-updates-delivered',
      does: 'delivers an update that it refuses',
      answer: (next, gateway) => async (request) => {
        const answer = await next(request);
        const refused = request.method === 'PUT' && answer.status >= 400;
        const client = gateway.store.clients.get(String(bodyOf(request).id));
        // an update to what is there already: nothing changes, but subscribers are told
        if (refused && client) {
          await next(withBody(request, { id: client.id, name: client.values.name }));
        }
        return answer;
      },
    },
  ],
};
