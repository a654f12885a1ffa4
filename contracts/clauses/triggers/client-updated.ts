import { section } from '../../clause.ts';
import { OPTIONAL_CLIENT_FIELDS, type OptionalClientField } from '../../resources.ts';

const carried = Object.fromEntries(
  OPTIONAL_CLIENT_FIELDS.map((field) => [
    field,
    ['must', `The body has \`${field}\` as the client has it.`],
  ]),
) as unknown as Record<OptionalClientField, readonly ['must', string]>;

/** The trigger of a changed client. */
export const clientUpdated = section('triggers/client-updated', '4.2', 'Client updated', {
  delivered: [
    'must',
    'An update through the API is delivered to a subscriber of `client.updated`.',
  ],
  flat: ['must', "The client's fields stand at the top level of the body."],
  id: ['must', '`id` is the id of the client that was updated.'],
  owner: ['must', '`owner` is an object with the strings `id` and `name`.'],
  'lead-source': [
    'must',
    '`lead_source`, where a client has one, is an object with the strings `id` and `name`.',
  ],
  name: ['must', '`name` is the name as the client has it.'],
  phone: ['must', '`phone` is the phone as the client has it.'],
  email: ['must', '`email` is the email as the client has it.'],
  ...carried,
  'created-date': ['must', '`created_date` is a string.'],
  'created-date-iso': ['should', '`created_date` is an ISO 8601 date and time.'],
  'created-date-same': ['must', '`created_date` is the time that the create answered.'],
  'last-modified-date': ['must', '`last_modified_date` is a string.'],
  'last-modified-date-iso': ['should', '`last_modified_date` is an ISO 8601 date and time.'],
  'last-modified-date-same': ['must', '`last_modified_date` is the time that the update answered.'],
  'last-modified-date-advances': [
    'must',
    '`last_modified_date` is later than it was before, where an update comes later.',
  ],
  'first-payment-date': ['must', '`first_payment_date`, where a client has one, is a string.'],
  source: ['must', '`source`, where a client has one, is a string.'],
  'custom-fields': ['must', 'Custom fields stand at the top level, as the client has them.'],
  'new-values': ['must', 'The body has the values after the update, not those before it.'],
  'unchanged-values': ['must', 'The body has the fields that the update did not name, too.'],
  'text-unchanged': ['must', 'Text beyond ASCII is delivered as it was sent.', 'RFC 8259 §8.1'],
  'not-on-create': ['must', 'A create is not delivered as `client.updated`.'],
  'not-when-refused': ['must', 'A refused update is not delivered.'],
});
