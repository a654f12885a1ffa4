import { section } from '../../clause.ts';

/** The trigger of a received payment. */
export const paymentReceived = section('triggers/payment-received', '4.5', 'Payment received', {
  delivered: ['must', 'A received payment is delivered to a subscriber of `payment.received`.'],
  event: ['must', '`event` is `payment.received`.'],
  timestamp: ['must', '`timestamp` is a string.'],
  'timestamp-iso': ['should', '`timestamp` is an ISO 8601 date and time.'],
  'timestamp-now': ['should', '`timestamp` is the time of the event.'],
  data: ['must', '`data` is an object.'],
  id: ['must', '`data.id` is a string.'],
  amount: ['must', '`data.amount` is a JSON number.'],
  client: ['must', '`data.client` is an object with the strings `id` and `name`.'],
  'created-date': ['must', '`data.created_date` is a string.'],
  'created-date-iso': ['should', '`data.created_date` is an ISO 8601 date and time.'],
  'client-known': ['should', '`data.client` is a client that can be read, under its name.'],
  'as-listed': [
    'should',
    'A payment that is listed has the same `amount` and `created_date` there.',
  ],
});
