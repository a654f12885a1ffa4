import type { Section } from '../contracts/clause.ts';
import { addClientNote } from '../contracts/clauses/actions/add-client-note.ts';
import { createClient } from '../contracts/clauses/actions/create-client.ts';
import { resources } from '../contracts/clauses/actions/resources.ts';
import { updateClient } from '../contracts/clauses/actions/update-client.ts';
import { format } from '../contracts/clauses/errors/format.ts';
import { robustness } from '../contracts/clauses/errors/robustness.ts';
import { statuses } from '../contracts/clauses/errors/statuses.ts';
import { authorize } from '../contracts/clauses/oauth/authorize.ts';
import { bearer } from '../contracts/clauses/oauth/bearer.ts';
import { refresh } from '../contracts/clauses/oauth/refresh.ts';
import { scopes } from '../contracts/clauses/oauth/scopes.ts';
import { throttling } from '../contracts/clauses/oauth/throttling.ts';
import { token } from '../contracts/clauses/oauth/token.ts';
import { bookingCompleted } from '../contracts/clauses/triggers/booking-completed.ts';
import { bookingCreated } from '../contracts/clauses/triggers/booking-created.ts';
import { clientCreated } from '../contracts/clauses/triggers/client-created.ts';
import { clientUpdated } from '../contracts/clauses/triggers/client-updated.ts';
import { delivery } from '../contracts/clauses/triggers/delivery.ts';
import { paymentReceived } from '../contracts/clauses/triggers/payment-received.ts';
import { subaccountCreated } from '../contracts/clauses/triggers/subaccount-created.ts';
import { subaccountUpdated } from '../contracts/clauses/triggers/subaccount-updated.ts';
import { subscriptions } from '../contracts/clauses/triggers/subscriptions.ts';
import type { Check, NotCheckable } from '../harness/judging/check.ts';
import { checks as addClientNoteChecks } from './actions/add-client-note.ts';
import { checks as createClientChecks } from './actions/create-client.ts';
import { checks as resourcesChecks } from './actions/resources.ts';
import { checks as updateClientChecks } from './actions/update-client.ts';
import { checks as formatChecks } from './errors/format.ts';
import { checks as robustnessChecks } from './errors/robustness.ts';
import { checks as statusesChecks } from './errors/statuses.ts';
import { checks as authorizeChecks } from './oauth/authorize.ts';
import { checks as bearerChecks } from './oauth/bearer.ts';
import { checks as refreshChecks } from './oauth/refresh.ts';
import { checks as scopesChecks } from './oauth/scopes.ts';
import { checks as throttlingChecks } from './oauth/throttling.ts';
import { checks as tokenChecks } from './oauth/token.ts';
import { checks as bookingCompletedChecks } from './triggers/booking-completed.ts';
import { checks as bookingCreatedChecks } from './triggers/booking-created.ts';
import { checks as clientCreatedChecks } from './triggers/client-created.ts';
import { checks as clientUpdatedChecks } from './triggers/client-updated.ts';
import { checks as deliveryChecks } from './triggers/delivery.ts';
import { checks as paymentReceivedChecks } from './triggers/payment-received.ts';
import { checks as subaccountCreatedChecks } from './triggers/subaccount-created.ts';
import { checks as subaccountUpdatedChecks } from './triggers/subaccount-updated.ts';
import { checks as subscriptionsChecks } from './triggers/subscriptions.ts';

/** A section of the catalogue with its checks by slug. */
export interface Suite {
  readonly section: Section;
  readonly checks: Readonly<Record<string, Check | NotCheckable>>;
}

/** Every section with its checks, in the order in which the hour's invalid token requests are spent. */
export const suites: readonly Suite[] = [
  { section: authorize, checks: authorizeChecks },
  { section: scopes, checks: scopesChecks },
  { section: token, checks: tokenChecks },
  { section: refresh, checks: refreshChecks },
  { section: bearer, checks: bearerChecks },
  { section: throttling, checks: throttlingChecks },
  { section: resources, checks: resourcesChecks },
  { section: createClient, checks: createClientChecks },
  { section: updateClient, checks: updateClientChecks },
  { section: addClientNote, checks: addClientNoteChecks },
  { section: subscriptions, checks: subscriptionsChecks },
  { section: delivery, checks: deliveryChecks },
  { section: clientCreated, checks: clientCreatedChecks },
  { section: clientUpdated, checks: clientUpdatedChecks },
  { section: bookingCreated, checks: bookingCreatedChecks },
  { section: bookingCompleted, checks: bookingCompletedChecks },
  { section: paymentReceived, checks: paymentReceivedChecks },
  { section: subaccountCreated, checks: subaccountCreatedChecks },
  { section: subaccountUpdated, checks: subaccountUpdatedChecks },
  { section: statuses, checks: statusesChecks },
  { section: format, checks: formatChecks },
  { section: robustness, checks: robustnessChecks },
];
