import { section } from '../../clause.ts';

/** What every delivery keeps to. */
export const delivery = section('triggers/delivery', '4', 'Webhook delivery', {
  post: ['must', 'A delivery is a POST.'],
  'content-type': ['must', 'A delivery is sent as `application/json`.'],
  charset: [
    'should',
    'The content type of a delivery names no other character set than UTF-8.',
    'RFC 8259 §8.1',
  ],
  json: ['must', 'The body of a delivery is a JSON object in UTF-8.', 'RFC 8259 §8.1'],
  once: ['should', 'An event is delivered once to a subscriber that took it.'],
  'every-subscriber': ['must', 'An event is delivered to every subscriber of it.'],
  'only-subscribed': ['must', 'A subscriber gets no event that it did not subscribe to.'],
  'other-account': ['must', 'A subscriber gets no event of another account.', 'RFC 6749 §7'],
  'whole-url': ['must', 'A delivery goes to the whole webhook URL, its query included.'],
  'every-event': ['must', 'Of several events of one kind each is delivered.'],
  'no-credentials': ['must', 'A delivery carries no token and no secret of the connection.'],
  signature: [
    'should',
    'Where a secret for it is known, a delivery has a valid signature.',
    'Standard Webhooks',
  ],
  'no-passwords': [
    'should',
    'A delivery carries no password, no digest of one and no key of anybody.',
  ],
  'outlives-token': [
    'must',
    'A subscription goes on when the access token that it was made with is refreshed or expires.',
  ],
  'repeated-alike': [
    'must',
    'A delivery that is repeated after a failure is the same POST of the same client again.',
  ],
  'slow-subscriber': [
    'should',
    'A subscriber that fails does not keep deliveries from the others.',
  ],
});
