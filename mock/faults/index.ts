import type { Section } from '../../contracts/clause.ts';
import { addClientNote } from '../../contracts/clauses/actions/add-client-note.ts';
import { createClient } from '../../contracts/clauses/actions/create-client.ts';
import { resources } from '../../contracts/clauses/actions/resources.ts';
import { updateClient } from '../../contracts/clauses/actions/update-client.ts';
import { format } from '../../contracts/clauses/errors/format.ts';
import { robustness } from '../../contracts/clauses/errors/robustness.ts';
import { statuses } from '../../contracts/clauses/errors/statuses.ts';
import { authorize } from '../../contracts/clauses/oauth/authorize.ts';
import { bearer } from '../../contracts/clauses/oauth/bearer.ts';
import { refresh } from '../../contracts/clauses/oauth/refresh.ts';
import { scopes } from '../../contracts/clauses/oauth/scopes.ts';
import { throttling } from '../../contracts/clauses/oauth/throttling.ts';
import { token } from '../../contracts/clauses/oauth/token.ts';
import { bookingCompleted } from '../../contracts/clauses/triggers/booking-completed.ts';
import { bookingCreated } from '../../contracts/clauses/triggers/booking-created.ts';
import { clientCreated } from '../../contracts/clauses/triggers/client-created.ts';
import { clientUpdated } from '../../contracts/clauses/triggers/client-updated.ts';
import { delivery } from '../../contracts/clauses/triggers/delivery.ts';
import { paymentReceived } from '../../contracts/clauses/triggers/payment-received.ts';
import { subaccountCreated } from '../../contracts/clauses/triggers/subaccount-created.ts';
import { subaccountUpdated } from '../../contracts/clauses/triggers/subaccount-updated.ts';
import { subscriptions } from '../../contracts/clauses/triggers/subscriptions.ts';
import type { Fault } from '../fault.ts';
import { faults as addClientNoteFaults } from './actions/add-client-note.ts';
import { faults as createClientFaults } from './actions/create-client.ts';
import { faults as resourcesFaults } from './actions/resources.ts';
import { faults as updateClientFaults } from './actions/update-client.ts';
import { faults as formatFaults } from './errors/format.ts';
import { faults as robustnessFaults } from './errors/robustness.ts';
import { faults as statusesFaults } from './errors/statuses.ts';
import { faults as authorizeFaults } from './oauth/authorize.ts';
import { faults as bearerFaults } from './oauth/bearer.ts';
import { faults as refreshFaults } from './oauth/refresh.ts';
import { faults as scopesFaults } from './oauth/scopes.ts';
import { faults as throttlingFaults } from './oauth/throttling.ts';
import { faults as tokenFaults } from './oauth/token.ts';
import type { SectionFaults } from './section-faults.ts';
import { faults as bookingCompletedFaults } from './triggers/booking-completed.ts';
import { faults as bookingCreatedFaults } from './triggers/booking-created.ts';
import { faults as clientCreatedFaults } from './triggers/client-created.ts';
import { faults as clientUpdatedFaults } from './triggers/client-updated.ts';
import { faults as deliveryFaults } from './triggers/delivery.ts';
import { faults as paymentReceivedFaults } from './triggers/payment-received.ts';
import { faults as subaccountCreatedFaults } from './triggers/subaccount-created.ts';
import { faults as subaccountUpdatedFaults } from './triggers/subaccount-updated.ts';
import { faults as subscriptionsFaults } from './triggers/subscriptions.ts';

/** A fault with the clause that it breaks. */
export interface ListedFault extends Fault {
  /** `<clause>:<name>`. */
  readonly id: string;
  readonly clause: string;
}

/** Every fault, in the order of the catalogue. */
export const faults: readonly ListedFault[] = [
  ...listed(authorize, authorizeFaults),
  ...listed(scopes, scopesFaults),
  ...listed(token, tokenFaults),
  ...listed(refresh, refreshFaults),
  ...listed(bearer, bearerFaults),
  ...listed(throttling, throttlingFaults),
  ...listed(resources, resourcesFaults),
  ...listed(createClient, createClientFaults),
  ...listed(updateClient, updateClientFaults),
  ...listed(addClientNote, addClientNoteFaults),
  ...listed(subscriptions, subscriptionsFaults),
  ...listed(delivery, deliveryFaults),
  ...listed(clientCreated, clientCreatedFaults),
  ...listed(clientUpdated, clientUpdatedFaults),
  ...listed(bookingCreated, bookingCreatedFaults),
  ...listed(bookingCompleted, bookingCompletedFaults),
  ...listed(paymentReceived, paymentReceivedFaults),
  ...listed(subaccountCreated, subaccountCreatedFaults),
  ...listed(subaccountUpdated, subaccountUpdatedFaults),
  ...listed(statuses, statusesFaults),
  ...listed(format, formatFaults),
  ...listed(robustness, robustnessFaults),
];

function listed<Slug extends string>(
  section: Section<Slug>,
  faults: SectionFaults<Section<Slug>>,
): readonly ListedFault[] {
  const slugs = Object.keys(section.clauses) as Slug[];
  return slugs.flatMap((slug) => {
    const clause = section.clauses[slug].id;
    return faults[slug].map((fault) => ({ ...fault, id: `${clause}:${fault.name}`, clause }));
  });
}
