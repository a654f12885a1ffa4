import { section } from '../../clause.ts';

/** The limit on invalid token requests. */
export const throttling = section('oauth/throttling', '7', 'Rate limiting', {
  'ten-allowed': [
    'must',
    'The first ten invalid token requests of an address within an hour are not answered with 429.',
  ],
  'eleventh-429': [
    'must',
    'The eleventh invalid token request of an address within an hour is answered with 429.',
  ],
  'stays-limited': [
    'must',
    'Further invalid token requests within the hour are answered with 429 too.',
  ],
  'error-format': [
    'must',
    'The 429 is in JSON, in the documented error format or in the form of RFC 6749.',
    '§6',
  ],
  'retry-after-seconds': [
    'should',
    '`Retry-After`, where the 429 has it, is a number of seconds or a date, later than now and within the hour.',
  ],
  'valid-not-counted': ['must', 'Valid token requests do not count towards the limit.'],
  'expired-not-counted': [
    'must',
    'Requests with an expired access token do not count towards the limit.',
  ],
  'unauthorized-not-counted': [
    'must',
    'API requests without a valid token do not count towards the limit, which is on the token endpoint.',
  ],
  'expired-still-401': [
    'must',
    'A request with an expired access token is answered with 401, not 429, while the limit holds.',
  ],
  'api-unaffected': ['must', 'A valid token opens the API while the limit holds.'],
  'authorization-unaffected': [
    'must',
    'The authorization endpoint does not answer 429 while the limit on token requests holds.',
  ],
  'per-address': ['must', 'The limit of one address does not hold for another.'],
  'other-client-limited': [
    'must',
    'The limit holds for the address, whichever client it names and whatever program it says it is.',
  ],
  'forwarded-address': [
    'should',
    'No forwarding header that a client may forge, such as `X-Forwarded-For`, lifts the limit.',
  ],
  'not-lifted-early': ['must', 'The limit still holds a minute later.'],
  'holds-half-an-hour': ['should', 'The limit still holds half an hour later.'],
  'lifted-after-hour': ['must', 'The limit is lifted once the hour has passed.'],
});
