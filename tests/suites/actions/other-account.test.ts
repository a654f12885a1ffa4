import { expect, test } from 'vitest';
import type { Exchange } from '../../../contracts/evidence.ts';
import { Broken, Inconclusive } from '../../../harness/judging/outcome.ts';
import { refusedToOther, tried } from '../../../suites/actions/other-account.ts';

const named = { id: '550e8400-e29b-41d4-a716-446655440000', unknown: answered(404) };

function answered(status: number): Exchange {
  const request = { method: 'PUT', url: 'http://a/v1/zapier/clients', headers: [] };
  const response = { status, headers: [], body: '{}' };
  return { label: 'update', request, response, startedAt: 0, durationMs: 0 };
}

test.each([400, 404, 422])('%i refuses another account', (status) => {
  expect(() => refusedToOther({ exchange: answered(status) }, named)).not.toThrow();
});

test('403 does where the token opens the API', () => {
  const exchange = answered(403);
  expect(() => refusedToOther({ exchange, opened: answered(201) }, named)).not.toThrow();
  expect(() => refusedToOther({ exchange, opened: answered(403) }, named)).toThrow(Inconclusive);
});

test.each([200, 302])('%i does not', (status) => {
  expect(() => refusedToOther({ exchange: answered(status) }, named)).toThrow(Broken);
});

test('500 tells nothing, nor does 200 where not even an unknown client is refused', () => {
  expect(() => refusedToOther({ exchange: answered(500) }, named)).toThrow(Inconclusive);
  const open = { ...named, unknown: answered(200) };
  expect(() => refusedToOther({ exchange: answered(200) }, open)).toThrow(Inconclusive);
});

test('an id that each account may count for itself may name a client of the other one', () => {
  expect(() => refusedToOther({ exchange: answered(200) }, { ...named, id: '37' })).not.toThrow();
});

test('what could not be tried is told with its reason', () => {
  const outcome = { notArranged: 'no other account is known', seen: [] };
  expect(() => tried(outcome)).toThrow(new Inconclusive('no other account is known'));
});
