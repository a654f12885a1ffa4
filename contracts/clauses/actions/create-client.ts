import { section } from '../../clause.ts';
import { OPTIONAL_CLIENT_FIELDS, type OptionalClientField } from '../../resources.ts';

type Keeps = `keeps-${OptionalClientField}`;

const keeps = Object.fromEntries(
  OPTIONAL_CLIENT_FIELDS.map((field) => [
    `keeps-${field}`,
    ['must', `A create may carry \`${field}\`, and it is kept.`],
  ]),
) as unknown as Record<Keeps, readonly ['must', string]>;

/** Creating a client. */
export const createClient = section('actions/create-client', '5.1', 'Create client', {
  path: ['must', 'Clients are created by POST at `/v1/zapier/clients`.', '§3'],
  'charset-utf-8': [
    'should',
    'A body sent as `application/json; charset=utf-8` is taken like one sent as `application/json`.',
    'RFC 8259 §11',
  ],
  'status-201': ['must', 'A created client is answered with 201.'],
  json: ['must', 'The answer is a JSON object sent as `application/json`.'],
  'answers-id': ['must', 'The answer has a string `id`.'],
  'answers-name': ['must', 'The answer has the `name` as it was sent.'],
  'answers-email': ['must', 'The answer has the `email` as it was sent.'],
  'answers-phone': ['must', 'The answer has the `phone` as it was sent.'],
  'answers-created-date': ['must', 'The answer has a string `created_date`.'],
  'created-date-iso': ['should', '`created_date` is an ISO 8601 date and time.'],
  'created-date-now': ['should', '`created_date` is the time of the create.'],
  'ids-distinct': ['must', 'Two different clients get two different ids.'],
  'phone-only': ['must', 'A client with a name and a phone, without an email, is created.'],
  'phone-only-answer': ['must', 'The answer for a client without an email makes up none.'],
  'email-only': ['must', 'A client with a name and an email, without a phone, is created.'],
  'email-only-answer': ['must', 'The answer for a client without a phone makes up none.'],
  'name-required': ['must', 'A create without a name is refused with 400 or 422.'],
  'name-named': ['must', 'The refusal of a create without a name names the field `name`.', '§6'],
  'name-null': ['must', 'A create whose name is null is refused with 400 or 422.'],
  'name-blank': ['should', 'A create whose name is empty is refused with 400 or 422.'],
  'name-number': ['should', 'A create whose name is a number is refused with 400 or 422.'],
  'name-object': ['must', 'A create whose name is an object is refused with 400 or 422.'],
  'contact-required': ['must', 'A create with neither phone nor email is refused with 400 or 422.'],
  'contact-named': [
    'must',
    'The refusal of a create with neither phone nor email names `phone`, `email` or both.',
    '§6',
  ],
  'contact-null': [
    'must',
    'A create whose phone and email are both null is refused with 400 or 422.',
  ],
  'contact-blank': [
    'should',
    'A create whose phone and email are both empty is refused with 400 or 422.',
  ],
  'refused-stores-nothing': ['must', 'A refused create stores and announces nothing.'],
  'both-contacts': ['must', 'A client may have both a phone and an email.'],
  'minimal-body': ['must', 'None of the optional fields is required.'],
  ...keeps,
  'custom-fields': ['must', 'A create may carry custom fields, and they are kept.'],
  'text-unchanged': ['must', 'Text beyond ASCII comes back as it was sent.', 'RFC 8259 §8.1'],
  'outer-blanks': ['should', 'Blanks at the ends of a text come back, too.'],
  'long-text-unchanged': ['must', 'A long value that is taken comes back whole.'],
  'many-at-once': ['must', 'Clients created at the same time do not get into each other.'],
});
