import type { EventName } from '../../contracts/resources.ts';
import { users } from '../accounts.ts';
import type { BookingRecord, ClientRecord, SubaccountRecord } from '../records.ts';
import type { GatewayState } from '../state.ts';
import type { Happened } from './payload.ts';

const owner = { id: users[0].id, name: users[0].name };
const HOUR_MS = 3_600_000;

const newest = <Kept>(records: ReadonlyMap<string, Kept>): Kept | undefined =>
  [...records.values()].at(-1);

/** Makes the sandbox user do what no documented request does, such as book or pay (§4.1–§4.7). */
export function emit(event: EventName, gateway: GatewayState): Happened {
  const at = gateway.clock.now();
  const base = { at, owner };
  switch (event) {
    case 'client.created':
      return { ...base, event, client: walkIn(gateway) };
    case 'client.updated':
      return { ...base, event, client: moved(gateway) };
    case 'booking.created':
      return { ...base, event, booking: book(gateway) };
    case 'booking.completed':
      return { ...base, event, booking: complete(gateway) };
    case 'payment.received':
      return { ...base, event, payment: pay(gateway) };
    case 'subaccount.created':
      return { ...base, event, subaccount: addSubaccount(gateway) };
    case 'subaccount.updated':
      return { ...base, event, subaccount: renameSubaccount(gateway) };
  }
}

const SOURCE = 'Walk-in';

const isWalkIn = ({ values }: ClientRecord) => String(values.name).startsWith(`${SOURCE} `);

function walkIn({ rules, random, store, clock, record }: GatewayState): ClientRecord {
  const id = rules.newId('client', random);
  const now = clock.now();
  const values = { name: `${SOURCE} ${id.slice(0, 8)}`, phone: '+14155550100', city: 'Oakland' };
  const client = record({ id, owner, values, createdAt: now, modifiedAt: now }, 'create');
  store.clients.set(client.id, client);
  return client;
}

/** Only a client that the control made is changed: one that a test made is the test's own. */
function moved(gateway: GatewayState): ClientRecord {
  const { store, clock, record } = gateway;
  const before = [...store.clients.values()].findLast(isWalkIn) ?? walkIn(gateway);
  const city = before.values.city === 'Oakland' ? 'San Francisco' : 'Oakland';
  const values = { ...before.values, city };
  const client = record({ ...before, values, modifiedAt: clock.now() }, 'update');
  store.clients.set(client.id, client);
  return client;
}

function someClient(gateway: GatewayState): ClientRecord {
  const own = [...gateway.store.clients.values()].filter((one) => one.owner.id === owner.id);
  return own.at(-1) ?? walkIn(gateway);
}

const referenceTo = ({ id, values }: ClientRecord) => ({ id, name: String(values.name) });

function book(gateway: GatewayState): BookingRecord {
  const { rules, random, store, clock } = gateway;
  const now = clock.now();
  const booking = {
    id: rules.newId('booking', random),
    owner,
    type: 'service',
    createdAt: now,
    client: referenceTo(someClient(gateway)),
    startsAt: now + 24 * HOUR_MS,
    total: 150,
  };
  store.bookings.set(booking.id, booking);
  return booking;
}

function complete(gateway: GatewayState): BookingRecord {
  const { store, clock } = gateway;
  const isOpen = (one: BookingRecord) => one.completedAt === undefined;
  const before = [...store.bookings.values()].findLast(isOpen) ?? book(gateway);
  const booking = { ...before, completedAt: clock.now() };
  store.bookings.set(booking.id, booking);
  return booking;
}

function pay(gateway: GatewayState) {
  const { rules, random, store, clock } = gateway;
  const client = someClient(gateway);
  const now = clock.now();
  const id = rules.newId('payment', random);
  const payment = { id, owner, amount: 150, client: referenceTo(client), createdAt: now };
  store.payments.set(id, payment);
  if (isWalkIn(client)) {
    store.clients.set(client.id, { ...client, firstPaymentAt: client.firstPaymentAt ?? now });
  }
  return payment;
}

function addSubaccount({ rules, random, store, clock }: GatewayState): SubaccountRecord {
  const id = rules.newId('subaccount', random);
  const now = clock.now();
  const name = `Studio ${id.slice(0, 8)}`;
  const email = `studio-${id.slice(0, 8)}@sandbox.example`;
  const subaccount = { id, owner, name, email, createdAt: now, modifiedAt: now };
  store.subaccounts.set(id, subaccount);
  return subaccount;
}

function renameSubaccount(gateway: GatewayState): SubaccountRecord {
  const before = newest(gateway.store.subaccounts) ?? addSubaccount(gateway);
  const modifiedAt = gateway.clock.now();
  const subaccount = { ...before, name: `Studio at ${modifiedAt}`, modifiedAt };
  gateway.store.subaccounts.set(subaccount.id, subaccount);
  return subaccount;
}
