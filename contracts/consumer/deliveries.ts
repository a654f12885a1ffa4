import { examples } from '../examples.ts';
import { type EventName, OPTIONAL_CLIENT_FIELDS } from '../resources.ts';
import { given, type Message, type ProviderState } from './interaction.ts';
import { aNumber, like, present, text } from './matchers.ts';
import { client, everyField, everyFieldChanged, person, plainText } from './people.ts';

const { clientSummary, clientChanges, owner, booking, completedBooking, payment } = examples;
const moved = { city: clientChanges.city, state: clientChanges.state };
const always = [
  'triggers/subscriptions/accepted',
  'triggers/delivery/post',
  'triggers/delivery/content-type',
  'triggers/delivery/json',
];

const subscribed = (event: EventName): ProviderState => given(`a subscription to ${event}`);
const happens = (event: EventName): ProviderState => given(`${event} happens`);

const section = (event: EventName, ...slugs: readonly string[]): readonly string[] =>
  slugs.map((slug) => `triggers/${event.replace('.', '-')}/${slug}`);

function delivery(event: EventName, json: unknown, ...slugs: readonly string[]): Message {
  return {
    event,
    description: `a delivery of ${event}`,
    states: [subscribed(event), happens(event)],
    clauses: [...section(event, ...slugs), ...always],
    json,
  };
}

const enveloped = (event: EventName, timestamp: string, data: unknown): unknown => ({
  event,
  timestamp: text(timestamp),
  data,
});

const CREATED = 'client.created';
const UPDATED = 'client.updated';

/** What is delivered of a client with some members, once it is created. */
function created(
  how: string,
  exists: ProviderState,
  { members, slugs }: { readonly members: object; readonly slugs: readonly string[] },
): Message {
  return {
    event: CREATED,
    description: `a delivery of ${CREATED}${how}`,
    states: [subscribed(CREATED), exists],
    clauses: [
      ...section(CREATED, 'delivered', 'envelope', 'id', 'name', 'created-date', ...slugs),
      ...always,
    ],
    json: { data: { ...members, created_date: text(clientSummary.created_date) } },
  };
}

/** What is delivered of the client, after the last of the states has updated it. */
function updated(
  how: string,
  states: readonly ProviderState[],
  { members, clauses }: { readonly members: object; readonly clauses: readonly string[] },
): Message {
  return {
    event: UPDATED,
    description: `a delivery of ${UPDATED}${how}`,
    states,
    clauses: [
      ...section(UPDATED, 'delivered', 'flat', 'id', 'owner', 'name', 'phone', 'email'),
      ...section(UPDATED, 'created-date', 'last-modified-date', 'new-values', 'unchanged-values'),
      ...clauses,
      ...always,
    ],
    json: {
      ...person,
      ...members,
      owner: { id: text(owner.id), name: like(owner.name) },
      created_date: text(clientSummary.created_date),
      last_modified_date: text(examples.clientUpdateAnswer.last_modified_date),
    },
  };
}

const { email: _email, ...phoneOnly } = person;
const { phone: _phone, ...emailOnly } = person;
const change = (members: Readonly<Record<string, string>>): ProviderState =>
  given('the client is updated', members);

const changes = (...fields: readonly string[]): readonly string[] =>
  fields.map((field) => `actions/update-client/changes-${field}`);

const ofClients: readonly Message[] = [
  created('', client, { members: person, slugs: ['email', 'phone'] }),
  created(' for a client with a phone only', given('a client without email exists', phoneOnly), {
    members: phoneOnly,
    slugs: ['phone', 'phone-only'],
  }),
  created(' for a client with an email only', given('a client without phone exists', emailOnly), {
    members: emailOnly,
    slugs: ['email', 'email-only'],
  }),
  created(
    ' for a client whose name is no plain ASCII',
    given('a client exists', { ...person, name: plainText.name }),
    {
      members: { ...person, name: plainText.name },
      slugs: ['email', 'phone', 'text-unchanged'],
    },
  ),
  updated('', [client, subscribed(UPDATED), change(moved)], {
    members: moved,
    clauses: [...section(UPDATED, 'city', 'state'), ...changes('city', 'state')],
  }),
  updated(
    ' after a second update',
    [client, subscribed(UPDATED), change(moved), change({ line1: '5 Example Road' })],
    {
      members: { ...moved, line1: '5 Example Road' },
      clauses: [...section(UPDATED, 'city', 'state', 'line1'), ...changes('city', 'state')],
    },
  ),
  updated(
    ' after an update of a UTM field alone',
    [client, subscribed(UPDATED), change({ utm_source: 'newsletter' })],
    {
      members: { utm_source: 'newsletter' },
      clauses: [...section(UPDATED, 'utm_source'), ...changes('utm_source')],
    },
  ),
  updated(
    ' for a client with every field',
    [
      given('a client exists', { ...person, ...everyField, line2: plainText.line2 }),
      subscribed(UPDATED),
      change({ name: plainText.name }),
    ],
    {
      members: { ...everyField, name: plainText.name, line2: plainText.line2 },
      clauses: [
        ...section(UPDATED, ...OPTIONAL_CLIENT_FIELDS, 'text-unchanged'),
        ...OPTIONAL_CLIENT_FIELDS.map((field) => `actions/create-client/keeps-${field}`),
        'actions/create-client/text-unchanged',
        'actions/update-client/text-unchanged',
        ...changes('name'),
      ],
    },
  ),
  updated(
    ' after an update of every field',
    [
      given('a client exists', { ...person, ...everyField }),
      subscribed(UPDATED),
      change({ ...everyFieldChanged, line2: plainText.line2 }),
    ],
    {
      members: { ...everyFieldChanged, line2: plainText.line2 },
      clauses: [
        ...section(UPDATED, ...OPTIONAL_CLIENT_FIELDS),
        ...changes(...OPTIONAL_CLIENT_FIELDS),
        'actions/update-client/text-unchanged',
      ],
    },
  ),
];

/** The webhook deliveries (§4), at least one an event. */
export const deliveries: readonly Message[] = [
  ...ofClients,
  delivery(
    'booking.created',
    enveloped('booking.created', '2025-01-15T16:00:00Z', {
      id: text(booking.id),
      type: text(booking.type),
      client: { id: text(booking.client.id), name: like(booking.client.name) },
      date: text(booking.date),
      total: aNumber(booking.total),
    }),
    ...['delivered', 'event', 'timestamp', 'data', 'id', 'type', 'client', 'date', 'total'],
  ),
  delivery(
    'booking.completed',
    enveloped('booking.completed', completedBooking.completed_date, {
      id: text(completedBooking.id),
      completed_date: text(completedBooking.completed_date),
    }),
    ...['delivered', 'event', 'timestamp', 'data', 'id', 'completed-date'],
  ),
  delivery(
    'payment.received',
    enveloped('payment.received', payment.created_date, {
      id: text(payment.id),
      amount: aNumber(payment.amount),
      client: { id: text(payment.client.id), name: like(payment.client.name) },
      created_date: text(payment.created_date),
    }),
    ...['delivered', 'event', 'timestamp', 'data', 'id', 'amount', 'client', 'created-date'],
  ),
  // the document shows no body for these two: any object that says something
  delivery('subaccount.created', present({}), 'delivered', 'body'),
  delivery('subaccount.updated', present({}), 'delivered', 'body'),
];
