import { section } from '../../clause.ts';

/** The token endpoint: refreshing an access token. */
export const refresh = section('oauth/refresh', '2', 'Token refresh', {
  'status-200': ['must', 'A refresh at the token URL is answered with 200.'],
  json: [
    'must',
    'The refresh answer is a JSON object sent as `application/json`.',
    'RFC 6749 §5.1',
  ],
  'access-token': ['must', 'The refresh answer has a string `access_token`.', 'RFC 6749 §5.1'],
  'token-type': ['must', '`token_type` of the refresh answer is `Bearer`, in any case.'],
  'refresh-token-string': [
    'must',
    '`refresh_token`, where the refresh answer has it, is a string.',
    'RFC 6749 §5.1',
  ],
  'expires-in-number': [
    'must',
    '`expires_in`, where the refresh answer has it, is a positive number of seconds.',
    'RFC 6749 §5.1',
  ],
  'no-store': [
    'must',
    'The refresh answer is sent with `Cache-Control: no-store`.',
    'RFC 6749 §5.1',
  ],
  'access-token-works': ['must', 'The access token of a refresh opens the API.'],
  again: [
    'must',
    'A connection can be refreshed again, with the newest refresh token it was given.',
  ],
  'after-expiry': ['must', 'A connection can be refreshed after its access token expired.'],
  'subscription-outlives-token': [
    'should',
    'A subscription goes on when the access token that made it has expired.',
  ],
  'parameters-ignored': [
    'must',
    'A parameter that is empty or unknown does no harm to a refresh.',
    'RFC 6749 §3.2',
  ],
  'scope-kept': ['must', 'A refresh without `scope` keeps the scope of the grant.', 'RFC 6749 §6'],
  'scope-not-widened': [
    'must',
    'A refresh is not given a scope that the user did not grant.',
    'RFC 6749 §6',
  ],
  'token-unknown': ['must', 'An unknown refresh token is refused.', 'RFC 6749 §5.2'],
  'token-missing': ['must', 'A refresh without `refresh_token` is refused.', 'RFC 6749 §6'],
  'token-of-other-client': [
    'must',
    'A refresh token is not taken from a client that it was not issued to.',
    'RFC 6749 §6',
  ],
  'access-token-not-taken': [
    'must',
    'An access token is not taken for a refresh token.',
    'RFC 6749 §6',
  ],
  'secret-checked': ['must', 'A refresh with a wrong client secret is refused.', 'RFC 6749 §6'],
  'error-status': [
    'must',
    'A dead refresh token is answered with 400 or 401, so that Zapier asks its user to reconnect.',
    'RFC 6749 §5.2',
  ],
  'error-format': [
    'must',
    'A refused refresh is answered in JSON, in the form of RFC 6749 or in the documented error format.',
    '§6',
  ],
});
