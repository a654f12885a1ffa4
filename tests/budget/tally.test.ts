import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../contracts/evidence.ts';
import { hourBeganBetween, tally } from '../../harness/budget/tally.ts';
import { tokenOutcome } from '../../harness/judging/token-answers.ts';
import { granted, refused, throttled, tokenRequest } from './token-request.ts';

const times = (count: number, exchange: Exchange): Exchange[] => Array(count).fill(exchange);

describe('the outcome of a token request', () => {
  it.each([
    [200, { access_token: 'a' }, 'granted'],
    [201, { data: { access_token: 'a' } }, 'granted'],
    [200, { error: 'invalid_grant' }, 'refused'],
    [200, {}, 'unclear'],
    [400, { error: 'invalid_grant', access_token: 'a' }, 'refused'],
    [401, 'no JSON object', 'refused'],
    [422, {}, 'refused'],
    [404, {}, 'unclear'],
    [405, {}, 'unclear'],
    [415, {}, 'unclear'],
    [302, {}, 'unclear'],
    [500, {}, 'unclear'],
    [429, {}, 'throttled'],
  ])('of %i with %j is %s', (status, body, outcome) => {
    expect(tokenOutcome(tokenRequest(status, body))).toBe(outcome);
  });
});

describe('the tally of an address', () => {
  it('counts what came before the first 429', () => {
    const seen = [...times(3, granted), ...times(10, refused), throttled, granted, refused];
    expect(tally(seen)).toMatchObject({ refused: 10, atMost: 10, granted: 3, grantedFirst: 3 });
    expect(tally(seen).firstThrottled).toBe(throttled);
    expect(tally(seen).eleventh).toBe(throttled);
  });

  it('keeps apart what may not have been counted', () => {
    const seen = [...times(9, refused), tokenRequest(500), throttled];
    expect(tally(seen)).toMatchObject({ refused: 9, atMost: 10 });
    expect(tally(seen).eleventh).toBeUndefined();
  });

  it('finds the eleventh where no limit is kept', () => {
    const eleventh = tokenRequest(401, { error: 'invalid_client' });
    const seen = [...times(10, refused), granted, eleventh, refused];
    expect(tally(seen).eleventh).toBe(eleventh);
    expect(tally(seen).firstThrottled).toBeUndefined();
  });

  it('counts the granted ones before the first invalid one', () => {
    expect(tally([granted, granted, refused, granted]).grantedFirst).toBe(2);
    expect(tally([granted, throttled])).toMatchObject({ grantedFirst: 1, refused: 0 });
    expect(tally([granted, throttled]).firstInvalid).toBe(throttled);
    expect(tally([])).toMatchObject({ grantedFirst: 0, granted: 0 });
  });
});

it('tells whether an hour of the clock began', () => {
  const at = (time: string): number => Date.parse(`2025-01-15T${time}Z`);
  expect(hourBeganBetween(at('14:59:59'), at('15:00:00'))).toBe(true);
  expect(hourBeganBetween(at('14:00:00'), at('14:59:59'))).toBe(false);
});
