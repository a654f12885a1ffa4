import { section } from '../../clause.ts';

/** What no input may cause. */
export const robustness = section('errors/robustness', '6', 'Robustness', {
  'never-5xx': ['must', 'No request of the whole run is answered with a server error.'],
  'never-hangs': ['must', 'Every request of the whole run is answered.'],
  'hostile-create': ['must', 'No body of a create is answered with a server error or not in JSON.'],
  'hostile-update': [
    'must',
    'No body of an update is answered with a server error or not in JSON.',
  ],
  'hostile-note': ['must', 'No body of a note is answered with a server error or not in JSON.'],
  'hostile-authorization': [
    'must',
    'No `Authorization` header is answered with a server error or not in JSON.',
  ],
  'hostile-subscription': [
    'must',
    'No body of a subscription is answered with a server error or not in JSON.',
  ],
  'odd-request': [
    'must',
    'No other request, whatever its path, its query or its size, is answered with a server error or not in JSON.',
  ],
  'odd-framing': [
    'must',
    'A create whose body comes in chunks, or is framed against the rules, is not answered with a server error; what is granted is what was sent.',
    'RFC 9112 §6, §7.1',
  ],
  'empty-values': [
    'must',
    'An optional field that is sent as null or as an empty text is refused, or is left without a value.',
  ],
  'content-type': [
    'must',
    'A body of another content type is created from or refused, never a server error.',
  ],
  'valid-create-unchanged': ['must', 'Every valid client is created and comes back unchanged.'],
  'invalid-create-refused': [
    'must',
    'Every client that breaks one rule is refused with 400 or 422 in the documented format.',
  ],
  'invalid-update-refused': [
    'must',
    'Every update of the name to something else than a text is refused with 400 or 422 in the documented format.',
  ],
  'invalid-note-refused': [
    'must',
    'Every note whose text is missing, or something else than a text, is refused with 400 or 422 in the documented format.',
  ],
  'valid-update-unchanged': ['must', 'Every valid update changes what it names and nothing else.'],
  'valid-note-unchanged': ['must', 'Every valid note is added and comes back unchanged.'],
  'sequences-keep': [
    'must',
    'Whatever is done to clients in turn, and to two at once, each is what was last written to it.',
  ],
  'works-afterwards': ['must', 'After all hostile input the gateway still creates a client.'],
});
