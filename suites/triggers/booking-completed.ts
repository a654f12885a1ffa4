import type { bookingCompleted } from '../../contracts/clauses/triggers/booking-completed.ts';
import type { Checks } from '../../harness/judging/check.ts';
import { text } from '../../harness/judging/members.ts';
import { enveloped, hasIsoDate, hasMember } from './enveloped.ts';

const EVENT = 'booking.completed';

/** The checks of §4.4. */
export const checks: Checks<typeof bookingCompleted> = {
  ...enveloped(EVENT),
  'completed-date': hasMember(EVENT, 'data.completed_date', text),
  'completed-date-iso': hasIsoDate(EVENT, 'data.completed_date'),
};
