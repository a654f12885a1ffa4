import type { Operation } from './call.ts';
import { createClient } from './create-client.ts';
import { createNote } from './create-note.ts';
import { getClient, lists } from './lists.ts';
import { createSubscription, deleteSubscription } from './subscriptions.ts';
import { updateClient } from './update-client.ts';

/** An operation by the name that the rules know it by. */
export interface NamedOperation {
  readonly name: string;
  readonly run: Operation;
}

/** A path of the API, below `/v1/zapier`, with its operations by method. */
export interface Route {
  readonly segments: readonly string[];
  readonly operations: Readonly<Record<string, NamedOperation>>;
}

function route(
  path: string,
  operations: Readonly<Record<string, Record<string, Operation>>>,
): Route {
  const named = Object.entries(operations).map(([method, operation]) => {
    const [name = '', run] = Object.entries(operation)[0] ?? [];
    return [method, { name, run }];
  });
  return { segments: path.slice(1).split('/'), operations: Object.fromEntries(named) };
}

const { listBookings, listClients, listNotes, listPayments, listSubaccounts, listSubscriptions } =
  lists;

/** The paths of §3, and those that name a record in the path; the fixed ones come first. */
export const routes: readonly Route[] = [
  route('/clients', { GET: { listClients }, POST: { createClient }, PUT: { updateClient } }),
  route('/client/notes', { GET: { listNotes }, POST: { createNote } }),
  route('/booking', { GET: { listBookings } }),
  route('/payment', { GET: { listPayments } }),
  route('/subaccounts', { GET: { listSubaccounts } }),
  route('/webhooks', { GET: { listSubscriptions }, POST: { createSubscription } }),
  route('/webhooks/:id', { DELETE: { deleteSubscription } }),
  route('/clients/:id', { GET: { getClient }, PUT: { updateClient } }),
  route('/clients/:id/notes', { POST: { createNote } }),
  route('/client/:id/notes', { POST: { createNote } }),
  route('/client/notes/:id', { POST: { createNote } }),
];
