import type { ClientRecord } from '../records.ts';
import { Refusal } from '../refusal.ts';
import type { Call } from './call.ts';

type Body = Readonly<Record<string, unknown>>;

/** The client that a call names in its path, query or body; the document leaves the place open (§5.2, §5.3). */
export function findClientOf(
  call: Call,
  body: Body,
  operation: 'updateClient' | 'createNote',
): ClientRecord {
  const { rules, store } = call.gateway;
  const keys = operation === 'updateClient' ? rules.updateKeys : rules.noteKeys;
  const field = keys[0] ?? 'id';
  const named = namesOf(call, body, operation, keys);
  const [id, ...others] = named;
  if (id === undefined) {
    throw new Refusal('missingField', `Missing required field: ${field}`, { field });
  }
  if (typeof id !== 'string') {
    throw new Refusal('invalidField', `Invalid field: ${field} must be a string`, { field });
  }
  if (others.some((other) => other !== id)) {
    throw new Refusal('invalidField', `Invalid field: ${field} is given twice and differs`, {
      field,
    });
  }
  return ownClient(store.clients.get(id), call, operation);
}

function namesOf(
  { request, id, gateway }: Call,
  body: Body,
  operation: 'updateClient' | 'createNote',
  keys: readonly string[],
): unknown[] {
  const isRead = (place: 'path' | 'query' | 'body') =>
    gateway.rules.locatesClientBy(place, operation);
  const inPath = isRead('path') && id !== undefined ? [id] : [];
  const inQuery = isRead('query') ? keys.flatMap((key) => request.query.getAll(key)) : [];
  const inBody = isRead('body')
    ? keys.filter((key) => Object.hasOwn(body, key)).map((key) => body[key])
    : [];
  return [...inPath, ...inQuery, ...inBody].filter((name) => name !== null && name !== '');
}

/** A client that exists and belongs to the caller; others are not told apart (§6: 404). */
export function ownClient(
  client: ClientRecord | undefined,
  call: Call,
  operation: string,
): ClientRecord {
  const { rules } = call.gateway;
  if (!client || !rules.ownsRecord(call.bearer.user, client, operation)) {
    throw new Refusal('notFound', 'Client not found');
  }
  return client;
}
