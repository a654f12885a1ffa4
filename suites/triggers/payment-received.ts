import type { paymentReceived } from '../../contracts/clauses/triggers/payment-received.ts';
import type { Checks } from '../../harness/judging/check.ts';
import { number, text } from '../../harness/judging/members.ts';
import { enveloped, hasIsoDate, hasMember, person } from './enveloped.ts';
import { hasKnownClient, isAsListed } from './sales.ts';

const EVENT = 'payment.received';

/** The checks of §4.5. */
export const checks: Checks<typeof paymentReceived> = {
  ...enveloped(EVENT),
  amount: hasMember(EVENT, 'data.amount', number),
  client: hasMember(EVENT, 'data.client', person),
  'created-date': hasMember(EVENT, 'data.created_date', text),
  'created-date-iso': hasIsoDate(EVENT, 'data.created_date'),
  'client-known': hasKnownClient(EVENT),
  'as-listed': isAsListed(EVENT, 'amount', 'created_date'),
};
