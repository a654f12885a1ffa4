import { section } from '../../clause.ts';

/** The base URL and the six resource paths. */
export const resources = section('actions/resources', '3', 'Base URL and endpoint paths', {
  'base-path': ['must', 'The API lies at `/v1/zapier` below the gateway.'],
  'clients-path': ['must', '`/clients` is the path of clients.'],
  'notes-path': ['must', '`/client/notes` is the path of notes.'],
  'webhooks-path': ['must', '`/webhooks` is the path of subscriptions.'],
  'clients-read': ['must', 'Where clients can be read, they come as JSON with 200.'],
  'bookings-read': ['must', 'Where `/booking` can be read, bookings come as JSON with 200.'],
  'payments-read': ['must', 'Where `/payment` can be read, payments come as JSON with 200.'],
  'subaccounts-read': [
    'must',
    'Where `/subaccounts` can be read, subaccounts come as JSON with 200.',
  ],
  'unknown-client-404': [
    'must',
    'Where a client can be read by its id, an unknown id is answered with 404.',
    '§6',
  ],
  'other-account-client': [
    'must',
    'Where a client can be read by its id, the token of another account does not show it.',
    'RFC 6749 §7',
  ],
  'other-account-lists': [
    'must',
    'Where a resource can be listed, a list shows nothing of another account.',
    'RFC 6749 §7',
  ],
  'clients-listed': [
    'must',
    'A client that stands in the list of clients stands there with its id, name, email and phone.',
  ],
  'items-have-ids': ['must', 'Each item of a list has a string `id`.'],
});
