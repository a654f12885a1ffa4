import type { bookingCreated } from '../../contracts/clauses/triggers/booking-created.ts';
import type { Checks } from '../../harness/judging/check.ts';
import { number, text } from '../../harness/judging/members.ts';
import { enveloped, hasIsoDate, hasMember, person } from './enveloped.ts';
import { hasKnownClient, isAsListed } from './sales.ts';

const EVENT = 'booking.created';

/** The checks of §4.3. */
export const checks: Checks<typeof bookingCreated> = {
  ...enveloped(EVENT),
  type: hasMember(EVENT, 'data.type', text),
  client: hasMember(EVENT, 'data.client', person),
  date: hasMember(EVENT, 'data.date', text),
  'date-iso': hasIsoDate(EVENT, 'data.date'),
  total: hasMember(EVENT, 'data.total', number),
  'client-known': hasKnownClient(EVENT),
  'as-listed': isAsListed(EVENT, 'total', 'date'),
};
