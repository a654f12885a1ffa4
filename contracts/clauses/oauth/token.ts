import { section } from '../../clause.ts';

/** The token endpoint: exchanging a code. */
export const token = section('oauth/token', '2', 'Token endpoint', {
  path: ['must', 'The token endpoint answers POST at `/oauth/token` below the gateway.'],
  'status-200': ['must', 'A code is exchanged with 200.', 'RFC 6749 §5.1'],
  json: ['must', 'The token answer is a JSON object sent as `application/json`.', 'RFC 6749 §5.1'],
  'access-token': [
    'must',
    'The token answer has a string `access_token` at its top level.',
    'RFC 6749 §5.1',
  ],
  'access-token-characters': [
    'must',
    'The access token is made of characters that a Bearer header can carry.',
    'RFC 6750 §2.1',
  ],
  'access-token-fresh': [
    'must',
    'Grants of another scope or to another client are given another access token.',
    'RFC 6749 §1.4',
  ],
  'access-token-unguessable': [
    'should',
    'Access tokens are too long, and too unlike each other, to be guessed.',
    'RFC 6749 §10.10',
  ],
  'token-type': ['must', '`token_type` of the token answer is `Bearer`, in any case.'],
  'refresh-token': ['must', 'The token answer has a string `refresh_token`.'],
  'expires-in-number': [
    'must',
    '`expires_in`, where the token answer has it, is a positive number of seconds.',
    'RFC 6749 §5.1',
  ],
  'expires-in-holds': [
    'must',
    'An access token opens the API for as long as `expires_in` says.',
    'RFC 6749 §5.1',
  ],
  'scope-string': [
    'must',
    '`scope`, where the token answer has it, is a string of space-separated scopes.',
    'RFC 6749 §5.1',
  ],
  'no-store': ['must', 'The token answer is sent with `Cache-Control: no-store`.', 'RFC 6749 §5.1'],
  pragma: ['should', 'The token answer is sent with `Pragma: no-cache`.', 'RFC 6749 §5.1'],
  'access-token-works': ['must', 'The access token of an exchange opens the API.'],
  'code-once': ['must', 'A code that was exchanged is not exchanged again.', 'RFC 6749 §4.1.2'],
  'code-of-other-client': [
    'must',
    'A code is not exchanged for a client that it was not issued to.',
    'RFC 6749 §4.1.3',
  ],
  'code-unknown': ['must', 'An unknown code is refused.', 'RFC 6749 §5.2'],
  'code-missing': ['must', 'An exchange without `code` is refused.', 'RFC 6749 §4.1.3'],
  'code-expires': [
    'should',
    'A code is no longer exchanged ten minutes after it was issued.',
    'RFC 6749 §4.1.2',
  ],
  'redirect-uri-matches': [
    'must',
    'A code is not exchanged with a redirect URI other than that of its request.',
    'RFC 6749 §4.1.3',
  ],
  'redirect-uri-required': [
    'must',
    'A code is not exchanged without the redirect URI that its request named.',
    'RFC 6749 §4.1.3',
  ],
  'grant-type-required': [
    'must',
    'A token request without `grant_type` is refused.',
    'RFC 6749 §4.1.3',
  ],
  'grant-type-unknown': [
    'must',
    'A token request with an unknown `grant_type` is refused.',
    'RFC 6749 §5.2',
  ],
  'secret-checked': ['must', 'A wrong client secret is refused.', 'RFC 6749 §3.2.1'],
  'secret-required': ['must', 'A missing client secret is refused.', 'RFC 6749 §3.2.1'],
  'secret-whole': [
    'should',
    'A client secret with something after it, be it a space, is refused.',
    'RFC 6749 §3.2.1',
  ],
  'client-unknown': ['must', 'An unknown client is refused.', 'RFC 6749 §5.2'],
  'query-credentials': [
    'should',
    'Client credentials in the query of the token URL are not taken.',
    'RFC 6749 §2.3.1',
  ],
  'repeated-parameter': [
    'should',
    'A token request with a parameter given twice is refused.',
    'RFC 6749 §3.2',
  ],
  'client-error-status': [
    'must',
    'A failed client authentication is answered with 400 or 401.',
    'RFC 6749 §5.2',
  ],
  'grant-error-status': ['must', 'A refused code is answered with 400.', 'RFC 6749 §5.2'],
  'request-error-status': [
    'must',
    'A token request that lacks a parameter is answered with 400 or 422.',
    'RFC 6749 §5.2',
  ],
  'error-format': [
    'must',
    'A refused token request is answered in JSON, in the form of RFC 6749 or in the documented error format.',
    '§6',
  ],
  'error-code': [
    'must',
    'The `error` of a refused token request in the form of RFC 6749 is the code that the RFC has for it.',
    'RFC 6749 §5.2',
  ],
  'error-no-token': [
    'must',
    'A refused token request is given neither a token nor the secret of its client.',
    'RFC 6749 §5.2',
  ],
  'get-refused': ['should', 'No token is issued to a GET.', 'RFC 6749 §3.2'],
  'pkce-accepted': [
    'must',
    'An exchange with the right PKCE verifier is granted.',
    'RFC 7636 §4.6',
  ],
  'pkce-wrong-verifier': [
    'must',
    'Where PKCE is kept, a code asked for with a challenge is not exchanged with a wrong verifier.',
    'RFC 7636 §4.6',
  ],
  'pkce-missing-verifier': [
    'must',
    'Where PKCE is kept, a code asked for with a challenge is not exchanged without a verifier.',
    'RFC 7636 §4.6',
  ],
  'pkce-method-unknown': [
    'must',
    'Where PKCE is kept, a challenge of an unknown method yields no code.',
    'RFC 7636 §4.4.1',
  ],
  'pkce-plain-verified': [
    'must',
    'Where PKCE is kept, a plain challenge yields no code, or one that is not exchanged with a wrong verifier.',
    'RFC 7636 §4.6',
  ],
});
