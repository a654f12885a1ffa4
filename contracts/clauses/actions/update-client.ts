import { section } from '../../clause.ts';
import { OPTIONAL_CLIENT_FIELDS, type OptionalClientField } from '../../resources.ts';

type Updated = 'name' | 'phone' | 'email' | OptionalClientField;
type Changes = `changes-${Updated}`;

const changes = Object.fromEntries(
  ['name', 'phone', 'email', ...OPTIONAL_CLIENT_FIELDS].map((field) => [
    `changes-${field}`,
    ['must', `An update changes \`${field}\`, and the change is kept.`],
  ]),
) as unknown as Record<Changes, readonly ['must', string]>;

/** Updating a client. */
export const updateClient = section('actions/update-client', '5.2', 'Update client', {
  path: ['must', 'Clients are updated by PUT at `/v1/zapier/clients`.', '§3'],
  'status-200': ['must', 'An update is answered with 200.'],
  json: ['must', 'The answer is a JSON object sent as `application/json`.'],
  'answers-id': ['must', 'The answer has the `id` of the client that was updated.'],
  'answers-name': ['must', "The answer has the client's `name`."],
  'answers-changes': ['must', 'The answer has the changed fields with their new values.'],
  'answers-last-modified-date': ['must', 'The answer has a string `last_modified_date`.'],
  'last-modified-date-iso': ['should', '`last_modified_date` is an ISO 8601 date and time.'],
  'last-modified-date-now': ['should', '`last_modified_date` is the time of the update.'],
  'few-fields': [
    'must',
    'An update may name a few of the fields, as the example of the document does.',
  ],
  'same-values': ['must', 'An update may repeat the email that the client has.'],
  ...changes,
  'custom-fields': ['must', 'An update changes custom fields, and the change is kept.'],
  'keeps-others': ['must', 'Fields that an update does not name keep their values.'],
  'only-named-client': ['must', 'An update changes no other client.'],
  'second-update': ['must', 'A second update keeps what the first one changed.'],
  'unknown-client': ['must', 'An update of an unknown client is answered with 404.', '§6'],
  'unknown-client-not-created': ['must', 'An update of an unknown client creates none.'],
  'other-account': [
    'must',
    'An update with the token of another account is refused with a status of 400 to 499, and changes nothing.',
    'RFC 6749 §7',
  ],
  'text-unchanged': ['must', 'Text beyond ASCII comes back as it was sent.', 'RFC 8259 §8.1'],
  'outer-blanks': ['should', 'Blanks at the ends of a text come back, too.'],
  'name-object': ['must', 'An update of the name to an object is refused with 400 or 422.'],
  'name-blank': ['should', 'An update of the name to an empty text is refused or leaves the name.'],
  'name-null': ['should', 'An update of the name to null is refused or leaves the name.'],
  'refused-changes-nothing': ['must', 'A refused update changes nothing.'],
});
