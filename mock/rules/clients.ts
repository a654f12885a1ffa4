import type { Resource } from '../../contracts/resources.ts';
import { OPTIONAL_CLIENT_FIELDS } from '../../contracts/resources.ts';
import type { Random } from '../random.ts';
import { uuid } from '../random.ts';
import type { ClientRecord, NoteRecord, Owner } from '../records.ts';
import { clientChanges, clientFull, clientSummary } from '../routes/client-view.ts';

/** Turns milliseconds into the date that the mock writes; given to every rule that writes one. */
export type WriteDate = (ms: number) => unknown;

/** A body as it was parsed: any member may be missing or of any type. */
export type Body = Readonly<Record<string, unknown>>;

/** Members of a client that the gateway writes itself and that no request can set (§4.2). */
const OWN_MEMBERS: readonly string[] = [
  'id',
  'client_id',
  'owner',
  'lead_source',
  'created_date',
  'last_modified_date',
  'first_payment_date',
  'source',
];

const KNOWN: readonly string[] = ['name', 'phone', 'email', ...OPTIONAL_CLIENT_FIELDS];

const isBlank = (value: unknown) => typeof value === 'string' && value.trim() === '';

const isMissing = (body: Body, field: string) =>
  !Object.hasOwn(body, field) || body[field] === null || body[field] === undefined;

/** What the actions on clients and notes decide (§5). */
export const clientRules = {
  isNameMissing: (body: Body): boolean => isMissing(body, 'name'),

  isNameInvalid: (value: unknown): boolean => typeof value !== 'string' || isBlank(value),

  isContactMissing: (body: Body): boolean => isMissing(body, 'phone') && isMissing(body, 'email'),

  /** The document gives phone and email no format, so only type and blankness can be wrong. */
  isContactInvalid: (value: unknown, _field: string): boolean =>
    typeof value !== 'string' || isBlank(value),

  /** The field that the refusal of a create without a contact names. */
  contactField: 'phone',

  /** Whether an optional field's value is refused; null clears it. */
  isOptionalInvalid: (value: unknown, _field: string): boolean => typeof value !== 'string',

  /** Whether a custom field's value is refused: JSON numbers beyond the range of a double would come back as null. */
  isCustomInvalid: (value: unknown, _field: string): boolean =>
    typeof value === 'number'
      ? !Number.isFinite(value)
      : typeof value !== 'string' && typeof value !== 'boolean',

  isKnownField: (field: string): boolean => KNOWN.includes(field),

  /** Whether a member of a body is stored at all. */
  storesMember: (field: string): boolean => !OWN_MEMBERS.includes(field),

  /** Whether an update may leave a client with these values. */
  isLastContactGone: (values: ClientRecord['values']): boolean => !values.phone && !values.email,

  /** What an update leaves in place: everything that it does not name (§5.2). */
  valuesAfterUpdate: (
    before: ClientRecord['values'],
    changed: ClientRecord['values'],
    cleared: readonly string[],
  ): ClientRecord['values'] =>
    Object.fromEntries(
      Object.entries({ ...before, ...changed }).filter(([field]) => !cleared.includes(field)),
    ),

  /** Where the client of an update or a note may be named; the document does not say where. */
  locatesClientBy: (
    _place: 'path' | 'query' | 'body',
    _operation: 'updateClient' | 'createNote',
  ): boolean => true,

  /** The members or parameters that name the client of an update, the documented-looking one first. */
  updateKeys: ['id', 'client_id'] as readonly string[],

  /** The same for a note, whose answer calls it `client_id` (§5.3). */
  noteKeys: ['client_id', 'id'] as readonly string[],

  isNoteMissing: (body: Body): boolean => isMissing(body, 'note'),

  isNoteInvalid: (value: unknown): boolean => typeof value !== 'string' || isBlank(value),

  /** The text of a note as it is stored. */
  noteText: (note: string): string => note,

  /** Whether a user may see, change or hear of a record; `use` is an operation, or the event that tells of it. */
  ownsRecord: (user: Owner, record: { readonly owner: Owner }, _use: string): boolean =>
    user.id === record.owner.id,

  newId: (_kind: string, random: Random): string => uuid(random),

  /** ISO 8601 in UTC to the second, as in all examples of the document. */
  formatDate: (ms: number): unknown => new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z'),

  createdStatus: 201,
  updatedStatus: 200,
  noteCreatedStatus: 201,
  listStatus: 200,

  /** The answer to a create (§5.1), also the client of `client.created` (§4.1). */
  summaryOf: (client: ClientRecord, date: WriteDate): Record<string, unknown> =>
    clientSummary(client, date),

  /** The answer to an update (§5.2): the document's example echoes what changed. */
  updateAnswer: (
    client: ClientRecord,
    changed: readonly string[],
    date: WriteDate,
  ): Record<string, unknown> => clientChanges(client, changed, date),

  /** The whole client (§4.2), read by id and delivered by `client.updated`. */
  fullClient: (client: ClientRecord, date: WriteDate): Record<string, unknown> =>
    clientFull(client, date),

  /** The answer to a note (§5.3). */
  noteAnswer: (note: NoteRecord, date: WriteDate): Record<string, unknown> => ({
    id: note.id,
    client_id: note.clientId,
    note: note.note,
    created_date: date(note.createdAt),
  }),

  /** Whether an operation, such as `listBookings` or `deleteSubscription`, exists at all. */
  serves: (_operation: string): boolean => true,

  /** The order of a list, given oldest first. */
  listOrder: <Item>(items: readonly Item[]): readonly Item[] => items.toReversed(),

  /** The body of a list. */
  listBody: (items: readonly unknown[], _resource: Resource): unknown => items,

  /** Whether a body of this content type is read as JSON. */
  acceptsMediaType: (type: string): boolean =>
    /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type),

  /** Whether bytes that are not UTF-8 are refused (RFC 8259 §8.1). */
  refusesBrokenUtf8: true,
};
