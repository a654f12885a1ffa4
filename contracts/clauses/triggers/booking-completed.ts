import { section } from '../../clause.ts';

/** The trigger of a completed booking. */
export const bookingCompleted = section('triggers/booking-completed', '4.4', 'Booking completed', {
  delivered: ['must', 'A completed booking is delivered to a subscriber of `booking.completed`.'],
  event: ['must', '`event` is `booking.completed`.'],
  timestamp: ['must', '`timestamp` is a string.'],
  'timestamp-iso': ['should', '`timestamp` is an ISO 8601 date and time.'],
  'timestamp-now': ['should', '`timestamp` is the time of the event.'],
  data: ['must', '`data` is an object.'],
  id: ['must', '`data.id` is a string.'],
  'completed-date': ['must', '`data.completed_date` is a string.'],
  'completed-date-iso': ['should', '`data.completed_date` is an ISO 8601 date and time.'],
});
