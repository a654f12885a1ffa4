import { section } from '../../clause.ts';

/** The authenticated request format. */
export const bearer = section('oauth/bearer', '2', 'Authenticated requests', {
  'create-needs-token': ['must', 'A create without a token is answered with 401.'],
  'update-needs-token': ['must', 'An update without a token is answered with 401.'],
  'note-needs-token': ['must', 'A note without a token is answered with 401.'],
  'subscribe-needs-token': ['must', 'A subscription without a token is answered with 401.'],
  'read-needs-token': [
    'must',
    'Where a resource can be read, reading it without a token is answered with 401.',
  ],
  'read-unknown-token': [
    'must',
    'Where a resource can be read, reading it with an unknown token is answered with 401.',
  ],
  'create-unknown-token': ['must', 'A create with an unknown token is answered with 401.'],
  'update-unknown-token': ['must', 'An update with an unknown token is answered with 401.'],
  'note-unknown-token': ['must', 'A note with an unknown token is answered with 401.'],
  'subscribe-unknown-token': ['must', 'A subscription with an unknown token is answered with 401.'],
  'truncated-token': ['must', 'A token that lacks its last character is answered with 401.'],
  'extended-token': ['must', 'A token with one character more is answered with 401.'],
  'empty-token': ['must', 'A Bearer header without a token is answered with 401.'],
  'other-scheme': ['must', 'The token under a scheme other than Bearer is answered with 401.'],
  'no-scheme': ['must', 'The bare token without a scheme is answered with 401.'],
  'refresh-token-refused': ['must', 'A refresh token does not open the API.', 'RFC 6749 §1.5'],
  'code-refused': [
    'must',
    'An authorization code that was not exchanged does not open the API.',
    'RFC 6749 §1.4',
  ],
  'query-token': [
    'should',
    'A token in the query of the URL does not open the API.',
    'RFC 9700 §4.3.2',
  ],
  'scheme-any-case': ['should', 'The scheme `bearer` is known in any case.', 'RFC 9110 §11.1'],
  'expired-token': ['must', 'An expired token is answered with 401.', '§6'],
  'error-format': ['must', 'A 401 is in the documented error format.', '§6'],
  'www-authenticate': [
    'should',
    'A 401 has a `WWW-Authenticate` header with the scheme Bearer.',
    'RFC 6750 §3',
  ],
  'refused-stores-nothing': [
    'must',
    'A create without a valid token stores and announces nothing.',
  ],
});
