import { expect, it } from 'vitest';
import { hideSecrets } from '../../pact/hide-secrets.ts';

const hide = (body: string, values: Record<string, string> = {}) => hideSecrets(body, { values });

it.each([
  ['{"access_token":"Zk3-x.9","a":"b"}', '{"access_token":"Aa0-a.0","a":"b"}'],
  ['{"refresh_token" : "ab\\"c" }', '{"refresh_token" : "aaaa" }'],
  [
    '{"access_token":{"value":"s3cret","n":42},"x":1}',
    '{"access_token":{"value":"a0aaaa","n":11},"x":1}',
  ],
  ['{"access_token":["k1","k2"],"x":"y"}', '{"access_token":["a0","a0"],"x":"y"}'],
  ['{"access_token":12345,"x":12}', '{"access_token":11111,"x":12}'],
  ['{"access_token":12345}', '{"access_token":11111}'],
  ['{"access_token":null,"refresh_token":""}', '{"access_token":null,"refresh_token":""}'],
  ['no JSON', 'no JSON'],
  ['{"access_token":"open', '{"access_token":"open'],
])('hides the secrets of %j and keeps their shape', (body, hidden) => {
  expect(hide(body)).toBe(hidden);
});

it('hides what the states know, wherever it stands', () => {
  const values = { accessToken: 'T0kenT0ken', clientId: 'client-1', code: 'c' };
  expect(hide('{"message":"T0kenT0ken of client-1 is unknown","c":"c"}', values)).toBe(
    '{"message":"A0aaaA0aaa of client-1 is unknown","c":"c"}',
  );
});
