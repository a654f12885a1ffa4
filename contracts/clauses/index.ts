import type { Clause, Section } from '../clause.ts';
import { addClientNote } from './actions/add-client-note.ts';
import { createClient } from './actions/create-client.ts';
import { resources } from './actions/resources.ts';
import { updateClient } from './actions/update-client.ts';
import { format } from './errors/format.ts';
import { robustness } from './errors/robustness.ts';
import { statuses } from './errors/statuses.ts';
import { authorize } from './oauth/authorize.ts';
import { bearer } from './oauth/bearer.ts';
import { refresh } from './oauth/refresh.ts';
import { scopes } from './oauth/scopes.ts';
import { throttling } from './oauth/throttling.ts';
import { token } from './oauth/token.ts';
import { bookingCompleted } from './triggers/booking-completed.ts';
import { bookingCreated } from './triggers/booking-created.ts';
import { clientCreated } from './triggers/client-created.ts';
import { clientUpdated } from './triggers/client-updated.ts';
import { delivery } from './triggers/delivery.ts';
import { paymentReceived } from './triggers/payment-received.ts';
import { subaccountCreated } from './triggers/subaccount-created.ts';
import { subaccountUpdated } from './triggers/subaccount-updated.ts';
import { subscriptions } from './triggers/subscriptions.ts';

/** The catalogue: every section, in the order of the suites. */
export const sections: readonly Section[] = [
  authorize,
  scopes,
  token,
  refresh,
  bearer,
  throttling,
  resources,
  createClient,
  updateClient,
  addClientNote,
  subscriptions,
  delivery,
  clientCreated,
  clientUpdated,
  bookingCreated,
  bookingCompleted,
  paymentReceived,
  subaccountCreated,
  subaccountUpdated,
  statuses,
  format,
  robustness,
];

/** Every clause of the catalogue. */
export const clauses: readonly Clause[] = sections.flatMap((each) => Object.values(each.clauses));
