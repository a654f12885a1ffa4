import { section } from '../../clause.ts';

/** Adding a note to a client. */
export const addClientNote = section('actions/add-client-note', '5.3', 'Add client note', {
  path: ['must', 'Notes are added by POST at `/v1/zapier/client/notes`.', '§3'],
  'status-201': ['must', 'An added note is answered with 201.'],
  json: ['must', 'The answer is a JSON object sent as `application/json`.'],
  'answers-id': ['must', 'The answer has a string `id`.'],
  'answers-client-id': ['must', 'The answer has the `client_id` of the client.'],
  'answers-note': ['must', 'The answer has the `note` as it was sent.'],
  'answers-created-date': ['must', 'The answer has a string `created_date`.'],
  'created-date-iso': ['should', '`created_date` is an ISO 8601 date and time.'],
  'created-date-now': ['should', '`created_date` is the time at which the note was added.'],
  'ids-distinct': ['must', 'Two notes of one client get two different ids.'],
  'note-required': ['must', 'A note without `note` is refused with 400 or 422.'],
  'note-named': ['must', 'The refusal of a note without `note` names the field.', '§6'],
  'note-null': ['must', 'A note that is null is refused with 400 or 422.'],
  'note-blank': ['should', 'An empty note is refused with 400 or 422.'],
  'note-number': ['should', 'A note that is a number is refused with 400 or 422.'],
  'note-object': ['must', 'A note that is an object is refused with 400 or 422.'],
  'unknown-client': ['must', 'A note for an unknown client is answered with 404.', '§6'],
  'other-account': [
    'must',
    'A note with the token of another account is refused with a status of 400 to 499, and is not added.',
    'RFC 6749 §7',
  ],
  'right-client': ['must', 'A note goes to the client that it names, and to no other.'],
  kept: ['must', 'A note stays when others are added; where notes are listed, it is among them.'],
  'refused-adds-nothing': [
    'must',
    'A refused note is not added; where notes are listed, it is not among them.',
  ],
  'outer-blanks': ['should', 'Blanks and line breaks at the ends of a note come back, too.'],
  'text-unchanged': [
    'must',
    'Text beyond ASCII and line breaks come back as they were sent.',
    'RFC 8259 §8.1',
  ],
  'long-note-unchanged': ['must', 'A long note that is taken comes back whole.'],
});
