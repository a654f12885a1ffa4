import { expect, it } from 'vitest';
import { TOKEN_ERROR } from '../../contracts/consumer/matchers.ts';
import { asAgreed } from '../../pact/as-agreed.ts';
import { brokerOf } from '../../pact/broker/broker.ts';
import { sayPublished } from '../../pact/broker/say-published.ts';
import { sayMismatch } from '../../pact/say-mismatch.ts';
import { findState } from '../../pact/states/find-state.ts';

it.each([
  [
    { type: 'StatusMismatch', expected: 400, actual: 404, mismatch: 'expected 400 but was 404' },
    'the status must be 400; it is 404',
  ],
  [
    {
      type: 'StatusMismatch',
      expected: 400,
      actual: 404,
      mismatch: 'Expected status code 404 to be a 400, 401',
    },
    'the status must be 400 or 401; it is 404',
  ],
  [
    { type: 'BodyMismatch', path: '$', mismatch: 'Actual map is missing the following keys: a, b' },
    'the body lacks "a", "b"',
  ],
  [
    {
      type: 'BodyMismatch',
      path: '$.data.email',
      mismatch: "Expected 'x' (String) to be equal to 'y' (String)",
    },
    "\"data.email\" must be 'y'; it is 'x'",
  ],
  [
    {
      type: 'BodyMismatch',
      path: '$.note',
      mismatch: "Expected 'a\r\nb' (String) to be equal to 'a\nb' (String)",
    },
    "\"note\" must be 'a\nb'; it is 'a\r\nb'",
  ],
  [
    {
      type: 'BodyTypeMismatch',
      mismatch: "Expected a body of 'application/json' but the actual content type was 'text/html'",
    },
    'the body must be sent as application/json; it is sent as text/html',
  ],
  [
    {
      type: 'HeaderMismatch',
      key: 'Content-Type',
      mismatch:
        "Mismatch with header 'Content-Type': Expected 'text/html' to match '(?i)^application/json\\s*(;.*)?$'",
    },
    'the header "Content-Type" must be application/json; it is \'text/html\'',
  ],
  [
    {
      type: 'MetadataMismatch',
      key: 'method',
      mismatch:
        "Expected metadata key 'method' to have value '\"POST\"' but was '\"PUT\"' - Expected 'PUT' to be equal to 'POST'",
    },
    '"method" of the delivery must be POST; it is PUT',
  ],
  [
    {
      type: 'BodyMismatch',
      path: '$.error',
      mismatch: `Expected '400' to match '${TOKEN_ERROR}'`,
    },
    '"error" must be a code of RFC 6749 or an object with "code" and "message"; it is \'400\'',
  ],
  [
    {
      type: 'BodyMismatch',
      path: '$.error.field',
      mismatch: "Expected 'contact' to match '.*(phone|email).*'",
    },
    '"error.field" must name phone or email; it is \'contact\'',
  ],
])('says %j in a sentence', (mismatch, sentence) => {
  expect(sayMismatch(mismatch)).toBe(sentence);
});

it.each([
  [
    { attribute: 'status', description: 'expected 201 but was 200' },
    'the status must be 201; it is 200',
  ],
  [
    {
      attribute: 'body',
      identifier: '$.data',
      description: 'Actual map is missing the following keys: email',
    },
    '"data" lacks "email"',
  ],
  [
    {
      attribute: 'body',
      identifier: '$',
      description: "Expected body type of 'application/json' but received 'text/html'",
    },
    'the body must be sent as application/json; it is sent as text/html',
  ],
  [{ attribute: 'new', description: 'something else' }, 'something else'],
])('says %j, as a broker keeps it, in a sentence', (published, sentence) => {
  expect(sayPublished(published)).toBe(sentence);
});

it('prefers the state that says most of a name exactly', () => {
  expect(findState('an access token', [])?.state.name).toBe('an access token');
  expect(findState('an access token with scope a b', [])?.named).toEqual({ scope: 'a b' });
  expect(findState('a subscription to client.created', [])?.named).toEqual({
    event: 'client.created',
  });
  expect(findState('pigs fly', [])).toBeUndefined();
});

it('puts examples for whole strings only', () => {
  const stands = new Map([['+1 real', 'example']]);
  expect(asAgreed('{"a":"+1 real","b":"+1 realer"}', stands)).toBe(
    '{"a":"example","b":"+1 realer"}',
  );
  // as .NET writes a plus, and with a number that must stay as it is written
  expect(asAgreed('{"a":"\\u002B1 real","b":150.00}', stands)).toBe('{"a":"example","b":150.00}');
  expect(asAgreed('no "JSON', stands)).toBe('no "JSON');
});

it('takes credentials whole, from the options or from the environment', () => {
  const env = { PACT_BROKER_BASE_URL: 'https://b.example.com/', PACT_BROKER_TOKEN: 't0k3n' };
  expect(brokerOf({}, env)).toEqual({
    url: 'https://b.example.com',
    secrets: { PACT_BROKER_TOKEN: 't0k3n' },
    authorization: 'Bearer t0k3n',
  });
  const basic = brokerOf({ brokerUsername: 'u' }, { ...env, PACT_BROKER_PASSWORD: 'p' });
  expect(basic.secrets).toEqual({ PACT_BROKER_USERNAME: 'u', PACT_BROKER_PASSWORD: 'p' });
  expect(() => brokerOf({}, {})).toThrow('No broker is named');
});
