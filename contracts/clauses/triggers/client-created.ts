import { section } from '../../clause.ts';

/** The trigger of a new client. */
export const clientCreated = section('triggers/client-created', '4.1', 'Client created', {
  delivered: ['must', 'A create through the API is delivered to a subscriber of `client.created`.'],
  envelope: ['must', 'The client stands in the member `data` of the body.'],
  id: ['must', '`data.id` is the id that the create answered.'],
  name: ['must', '`data.name` is the name as it was sent.'],
  email: ['must', '`data.email` is the email as it was sent.'],
  phone: ['must', '`data.phone` is the phone as it was sent.'],
  'created-date': ['must', '`data.created_date` is a string.'],
  'created-date-iso': ['should', '`data.created_date` is an ISO 8601 date and time.'],
  'created-date-same': ['must', '`data.created_date` is the time that the create answered.'],
  'phone-only': ['must', 'A client without an email is delivered, and none is made up.'],
  'email-only': ['must', 'A client without a phone is delivered, and none is made up.'],
  'text-unchanged': ['must', 'Text beyond ASCII is delivered as it was sent.', 'RFC 8259 §8.1'],
  'not-on-update': ['must', 'An update is not delivered as `client.created`.'],
});
