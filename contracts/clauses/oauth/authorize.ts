import { section } from '../../clause.ts';

/** The authorization endpoint: asking a user for consent. */
export const authorize = section('oauth/authorize', '2', 'Authorization endpoint', {
  path: ['must', 'The authorization endpoint answers at `/oauth/authorize` below the gateway.'],
  'code-granted': [
    'must',
    'An allowed request is redirected to the redirect URI with a `code`.',
    'RFC 6749 §4.1.2',
  ],
  'code-in-query': [
    'must',
    'The code stands in the query of the redirect, not in its fragment.',
    'RFC 6749 §4.1.2',
  ],
  'code-fresh': [
    'must',
    'Each grant issues a new code, long enough not to be guessed.',
    'RFC 6749 §10.10',
  ],
  'redirect-exact': [
    'must',
    'The redirect goes to the very redirect URI of the request: same scheme, host, port and path.',
    'RFC 6749 §4.1.2',
  ],
  'redirect-status': [
    'should',
    'The redirect is made with 302 or 303, never with 307, which would send the password on.',
    'RFC 9700 §4.12',
  ],
  'state-returned': ['must', '`state` comes back with the code.', 'RFC 6749 §4.1.2'],
  'state-unchanged': [
    'must',
    '`state` comes back unchanged whatever its characters.',
    'RFC 6749 §4.1.2',
  ],
  'no-token-in-redirect': [
    'must',
    'The redirect of a code grant carries no access token.',
    'RFC 6749 §4.1.2',
  ],
  'denied-error': [
    'must',
    'A denied request is redirected with `error=access_denied`.',
    'RFC 6749 §4.1.2.1',
  ],
  'denied-no-code': ['must', 'A denied request is given no code.', 'RFC 6749 §4.1.2.1'],
  'denied-state': ['must', '`state` comes back with a denial.', 'RFC 6749 §4.1.2.1'],
  'unknown-client': [
    'must',
    'A request of an unknown client is refused without a redirect.',
    'RFC 6749 §4.1.2.1',
  ],
  'missing-client': [
    'must',
    'A request without `client_id` is refused without a redirect.',
    'RFC 6749 §4.1.2.1',
  ],
  'foreign-redirect-uri': [
    'must',
    'A redirect URI on a host that was not registered is refused without a redirect.',
    'RFC 6749 §4.1.2.1',
  ],
  'redirect-uri-path': [
    'must',
    'A redirect URI whose path is longer, shorter or in another case than that of the registered one is refused without a redirect.',
    'RFC 6749 §3.1.2.3',
  ],
  'redirect-uri-exact': [
    'should',
    'A redirect URI that differs from the registered one in its scheme, a slash, an escaped letter, a query or a fragment is refused without a redirect.',
    'RFC 9700 §2.1',
  ],
  'redirect-uri-other-client': [
    'must',
    'The redirect URI of another client is refused without a redirect.',
    'RFC 6749 §3.1.2.3',
  ],
  'response-type-required': [
    'must',
    'A request without `response_type` yields no code.',
    'RFC 6749 §3.1.1',
  ],
  'response-type-unknown': [
    'must',
    'An unknown `response_type` yields no code and no token.',
    'RFC 6749 §3.1.1',
  ],
  'response-type-error': [
    'must',
    'A missing or unknown `response_type` is told to the client by a redirect with an `error` that fits.',
    'RFC 6749 §4.1.2.1',
  ],
  'error-state': [
    'must',
    '`state` comes back with an error that is told by a redirect.',
    'RFC 6749 §4.1.2.1',
  ],
  'unknown-scope': [
    'must',
    'An unknown scope is refused with `invalid_scope` or left out; it is never granted.',
    'RFC 6749 §3.3',
  ],
  'repeated-parameter': [
    'should',
    'A request with a parameter given twice yields no code.',
    'RFC 6749 §3.1',
  ],
  'page-html': ['should', 'Where consent is asked, the page is HTML.', 'RFC 6749 §3.1'],
  'page-not-framed': [
    'should',
    'The consent page forbids other sites to frame it.',
    'RFC 6749 §10.13',
  ],
  'page-names-access': ['should', 'The consent page says who asks, or what for.', 'RFC 6749 §10.2'],
  'page-url-clean': [
    'should',
    'No password and no client secret stands in a URL on the way to consent.',
    'RFC 9110 §17.9',
  ],
  'page-not-stored': ['should', 'The consent page is not kept by caches.', 'RFC 9700 §4.2'],
});
