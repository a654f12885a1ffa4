import { section } from '../../clause.ts';

/** The trigger of a new booking. */
export const bookingCreated = section('triggers/booking-created', '4.3', 'Booking created', {
  delivered: ['must', 'A new booking is delivered to a subscriber of `booking.created`.'],
  event: ['must', '`event` is `booking.created`.'],
  timestamp: ['must', '`timestamp` is a string.'],
  'timestamp-iso': ['should', '`timestamp` is an ISO 8601 date and time.'],
  'timestamp-now': ['should', '`timestamp` is the time of the event.'],
  data: ['must', '`data` is an object.'],
  id: ['must', '`data.id` is a string.'],
  type: ['must', '`data.type` is a string.'],
  client: ['must', '`data.client` is an object with the strings `id` and `name`.'],
  date: ['must', '`data.date` is a string.'],
  'date-iso': ['should', '`data.date` is an ISO 8601 date and time.'],
  total: ['must', '`data.total` is a JSON number.'],
  'client-known': ['should', '`data.client` is a client that can be read, under its name.'],
  'as-listed': ['should', 'A booking that is listed has the same `total` and `date` there.'],
});
