import type { Resource } from '../../contracts/resources.ts';
import { json } from '../answer.ts';
import type { Owner } from '../records.ts';
import type { Rules } from '../rules.ts';
import type { Store } from '../store.ts';
import { bookingView, paymentView, subaccountView } from '../webhooks/view.ts';
import type { Operation } from './call.ts';
import { ownClient } from './find-client.ts';

/** Reads one client (§4.2). */
export const getClient: Operation = (call) => {
  const { rules, store } = call.gateway;
  const client = ownClient(store.clients.get(call.id ?? ''), call, 'getClient');
  return json(rules.listStatus, rules.fullClient(client, rules.formatDate));
};

/** The lists that the paths of §3 imply, newest first. */
export const lists = {
  listClients: list(
    'clients',
    (store) => store.clients,
    (client, rules) => rules.fullClient(client, rules.formatDate),
  ),
  listNotes: list(
    'notes',
    (store) => store.notes,
    (note, rules) => rules.noteAnswer(note, rules.formatDate),
  ),
  listBookings: list(
    'bookings',
    (store) => store.bookings,
    (booking, rules) => bookingView(booking, rules.formatDate),
  ),
  listPayments: list(
    'payments',
    (store) => store.payments,
    (payment, rules) => paymentView(payment, rules.formatDate),
  ),
  listSubaccounts: list(
    'subaccounts',
    (store) => store.subaccounts,
    (subaccount, rules) => subaccountView(subaccount, rules.formatDate),
  ),
  listSubscriptions: list(
    'webhooks',
    (store) => store.subscriptions,
    (subscription, rules) => rules.subscriptionAnswer(subscription, rules.formatDate),
  ),
} as const satisfies Readonly<Record<string, Operation>>;

function list<Kept extends { readonly owner: Owner }>(
  resource: Resource,
  recordsOf: (store: Store) => ReadonlyMap<string, Kept>,
  view: (record: Kept, rules: Rules) => unknown,
): Operation {
  return ({ gateway: { rules, store }, bearer }) => {
    const own = [...recordsOf(store).values()].filter((one) =>
      rules.ownsRecord(bearer.user, one, `list ${resource}`),
    );
    const items = rules.listOrder(own).map((one) => view(one, rules));
    return json(rules.listStatus, rules.listBody(items, resource));
  };
}
