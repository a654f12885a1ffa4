import { section } from '../../clause.ts';

/** The five scopes and what they open. */
export const scopes = section('oauth/scopes', '2', 'OAuth scopes', {
  'all-granted': ['must', 'All five documented scopes can be asked for and are granted.'],
  'subset-granted': ['must', 'Fewer scopes than five can be asked for.', 'RFC 6749 §3.3'],
  'not-wider': ['must', 'A token is not given more scope than was asked for.', 'RFC 6749 §3.3'],
  'named-where-narrowed': [
    'must',
    'A token answer names the scope wherever it differs from the one asked for.',
    'RFC 6749 §5.1',
  ],
  'write-clients-creates': ['must', 'A token with `write:clients` alone may create a client.'],
  'write-clients-updates': ['must', 'A token with `write:clients` alone may update a client.'],
  'create-needs-write-clients': [
    'must',
    'A token without `write:clients` is refused a create with 401 or 403.',
  ],
  'update-needs-write-clients': [
    'must',
    'A token without `write:clients` is refused an update with 401 or 403.',
  ],
  'refused-creates-nothing': [
    'must',
    'A create that is refused for its scope stores and announces nothing.',
  ],
  'read-clients-reads': [
    'must',
    'Where clients can be read, a token with `read:clients` reads them, whichever other scopes it lacks.',
  ],
  'read-bookings-reads': [
    'must',
    'Where bookings can be read, a token with `read:bookings` reads them, whichever other scopes it lacks.',
  ],
  'read-payments-reads': [
    'must',
    'Where payments can be read, a token with `read:payments` reads them, whichever other scopes it lacks.',
  ],
  'read-subaccounts-reads': [
    'must',
    'Where subaccounts can be read, a token with `read:subaccounts` reads them, whichever other scopes it lacks.',
  ],
  'clients-need-read-clients': [
    'must',
    'Where clients can be read, a token without `read:clients` is refused with 401 or 403.',
  ],
  'bookings-need-read-bookings': [
    'must',
    'Where bookings can be read, a token without `read:bookings` is refused with 401 or 403.',
  ],
  'payments-need-read-payments': [
    'must',
    'Where payments can be read, a token without `read:payments` is refused with 401 or 403.',
  ],
  'subaccounts-need-read-subaccounts': [
    'must',
    'Where subaccounts can be read, a token without `read:subaccounts` is refused with 401 or 403.',
  ],
  'subscription-needs-read-clients': [
    'should',
    'A token without `read:clients` is refused a subscription to `client.created` with 401 or 403.',
  ],
  'refusal-format': ['must', 'A refusal for scope is in the documented error format.', '§6'],
});
