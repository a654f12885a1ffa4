import { section } from '../../clause.ts';

/** Subscribing to an event and ending a subscription. */
export const subscriptions = section('triggers/subscriptions', '4', 'Subscriptions', {
  accepted: ['must', 'A subscription to each of the seven events is accepted with 200 or 201.'],
  json: ['must', 'The answer to a subscription is JSON.'],
  'answers-id': [
    'should',
    'The answer to a subscription has an id, without which Zapier cannot end it.',
    'Zapier REST hooks',
  ],
  'ids-distinct': ['must', 'Two subscriptions get two different ids.'],
  'unknown-event': [
    'should',
    'A subscription to an unknown event is refused with 400, 404 or 422.',
  ],
  'event-required': ['should', 'A subscription without an event is refused with 400 or 422.'],
  'url-required': ['should', 'A subscription without a URL is refused with 400 or 422.'],
  'bad-url': ['should', 'A subscription to something that is no URL is refused with 400 or 422.'],
  'refusal-format': ['must', 'A refused subscription is in the documented error format.', '§6'],
  'twice-answered': [
    'must',
    'A subscription that there is already is granted, or refused with a status of 400 to 499.',
  ],
  'twice-delivers': ['must', 'A URL that was subscribed twice is still delivered to.'],
  'twice-silences': [
    'must',
    'Once all is ended that its subscriptions were answered with, a URL that was subscribed twice gets nothing more.',
  ],
  'nothing-from-before': ['should', 'A new subscriber gets no event from before it subscribed.'],
  'unsubscribe-status': [
    'must',
    'Where subscriptions can be ended, ending one is answered with 200, 202 or 204.',
  ],
  'unsubscribe-json': [
    'must',
    'The answer to the end of a subscription, where it has a body, is JSON.',
    '§6',
  ],
  'unsubscribe-silences': ['must', 'An ended subscription gets no further delivery.'],
  'unsubscribe-only-one': ['must', 'Ending a subscription leaves the others alone.'],
  'unsubscribe-again': [
    'must',
    'Ending a subscription that has ended is granted, or refused with a status of 400 to 499.',
  ],
  'subscribe-anew': [
    'must',
    'A URL whose subscription was ended and made anew is delivered to again.',
  ],
  'unsubscribe-other-account': [
    'must',
    'A subscription does not end by the token of another account.',
    'RFC 6749 §7',
  ],
  'unsubscribe-needs-token': [
    'must',
    'Where subscriptions can be ended, ending one without a token or with an unknown one is answered with 401.',
    '§2',
  ],
});
