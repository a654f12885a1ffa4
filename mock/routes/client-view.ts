import { OPTIONAL_CLIENT_FIELDS } from '../../contracts/resources.ts';
import type { ClientRecord } from '../records.ts';

type WriteDate = (ms: number) => unknown;
type View = Record<string, unknown>;

const KNOWN: readonly string[] = ['name', 'phone', 'email', ...OPTIONAL_CLIENT_FIELDS];

/** A field's value, or null: an own member only, since a custom field may be called `constructor`. */
export function fieldOf(client: ClientRecord, field: string): unknown {
  return Object.hasOwn(client.values, field) ? client.values[field] : null;
}

/** The client of a create answer and of `client.created` (§5.1, §4.1). */
export function clientSummary(client: ClientRecord, date: WriteDate): View {
  return {
    id: client.id,
    name: fieldOf(client, 'name'),
    email: fieldOf(client, 'email'),
    phone: fieldOf(client, 'phone'),
    created_date: date(client.createdAt),
  };
}

/** The client of an update answer (§5.2): what was changed, between who it is and when. */
export function clientChanges(
  client: ClientRecord,
  changed: readonly string[],
  date: WriteDate,
): View {
  const echoed = changed.map((field) => [field, fieldOf(client, field)] as const);
  return {
    id: client.id,
    name: fieldOf(client, 'name'),
    ...Object.fromEntries(echoed),
    last_modified_date: date(client.modifiedAt),
  };
}

/** The flat client of `client.updated` (§4.2): every documented member, then the custom fields. */
export function clientFull(client: ClientRecord, date: WriteDate): View {
  const known = (fields: readonly string[]) =>
    Object.fromEntries(fields.map((field) => [field, fieldOf(client, field)]));
  const custom = Object.entries(client.values).filter(([field]) => !KNOWN.includes(field));
  return {
    id: client.id,
    owner: { id: client.owner.id, name: client.owner.name },
    lead_source: null,
    ...known(['name', 'phone', 'email', 'line1', 'line2', 'city', 'state']),
    ...known(['postal_code', 'country_code']),
    created_date: date(client.createdAt),
    last_modified_date: date(client.modifiedAt),
    first_payment_date: client.firstPaymentAt === undefined ? null : date(client.firstPaymentAt),
    birthday: fieldOf(client, 'birthday'),
    source: null,
    ...known(OPTIONAL_CLIENT_FIELDS.filter((field) => /^utm_|_click_id$/.test(field))),
    ...Object.fromEntries(custom),
  };
}
