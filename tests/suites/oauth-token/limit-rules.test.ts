import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../contracts/evidence.ts';
import { tally } from '../../../harness/budget/tally.ts';
import { Broken, Inconclusive } from '../../../harness/judging/outcome.ts';
import {
  eleventhThrottled,
  holdsLater,
  type LimitSeen,
  retryAfterReadable,
  tenAllowed,
} from '../../../suites/oauth/limit-rules.ts';
import {
  expiredUncounted,
  type Uncounted,
  unauthorizedUncounted,
  validUncounted,
} from '../../../suites/oauth/uncounted-rules.ts';
import { granted, refused, throttled, tokenRequest } from '../../budget/token-request.ts';

const times = (count: number, exchange: Exchange): Exchange[] => Array(count).fill(exchange);
const unauthorized = tokenRequest(401);

function seen(exchanges: readonly Exchange[], more: Partial<LimitSeen> = {}): LimitSeen {
  return { spentBefore: 0, wasReset: false, tally: tally(exchanges), before: {}, ...more };
}

describe('the ten', () => {
  const early = [...times(4, refused), throttled];

  it('may be refused, but not with 429', () => {
    expect(() => tenAllowed(seen([...times(10, refused), throttled]))).not.toThrow();
    expect(() => tenAllowed(seen(times(30, refused)))).not.toThrow();
  });

  it('are broken by an early 429 after a reset', () => {
    expect(() => tenAllowed(seen(early, { wasReset: true }))).toThrow(Broken);
  });

  it('are broken by an early 429 that a fresh address gets too', () => {
    const elsewhere = [...times(4, refused), throttled];
    expect(() => tenAllowed(seen(early, { elsewhere }))).toThrow(Broken);
  });

  it('may have been spent by others', () => {
    expect(() => tenAllowed(seen(early))).toThrow(Inconclusive);
    expect(() => tenAllowed(seen(early, { elsewhere: times(10, refused) }))).toThrow(Inconclusive);
  });

  it('are not all seen by a run that comes after another one', () => {
    const spent = { spentBefore: 6, wasReset: true, wholeAgain: '12:34 UTC' };
    expect(() => tenAllowed(seen(early, spent))).toThrow(/^earlier runs spent 6 .* 12:34 UTC on/);
  });
});

describe('the eleventh', () => {
  it('must be 429', () => {
    expect(() => eleventhThrottled(seen([...times(10, refused), throttled]))).not.toThrow();
    expect(() => eleventhThrottled(seen(times(12, refused)))).toThrow(Broken);
    expect(() => eleventhThrottled(seen([...times(11, refused), throttled]))).toThrow(Broken);
  });

  it('may come in another hour of the clock', () => {
    const late = tokenRequest(400, { error: 'invalid_grant' }, 3_600_001);
    expect(() => eleventhThrottled(seen([...times(10, refused), late]))).toThrow(Inconclusive);
  });

  it('is not judged where fewer were refused', () => {
    expect(() => eleventhThrottled(seen(times(9, refused)))).toThrow(Inconclusive);
    expect(() => eleventhThrottled(seen([...times(4, refused), throttled]))).not.toThrow();
  });
});

describe('the limit later in the hour', () => {
  const limited = seen([...times(10, refused), throttled]);

  it('must hold', () => {
    expect(() => holdsLater(limited, { exchange: throttled, atMs: 61_000 })).not.toThrow();
    expect(() => holdsLater(limited, { exchange: refused, atMs: 61_000 })).toThrow(Broken);
  });

  it('may be lifted by an hour of the clock', () => {
    expect(() => holdsLater(limited, { exchange: refused, atMs: 3_601_000 })).toThrow(Inconclusive);
  });

  it('is not judged where it was never reached', () => {
    const never = seen(times(30, refused));
    expect(() => holdsLater(never, { exchange: refused, atMs: 1 })).toThrow(Inconclusive);
  });
});

describe('Retry-After', () => {
  const answer = (value: string): Exchange => ({
    ...throttled,
    response: { status: 429, headers: [['Retry-After', value]], body: '{}' },
  });

  it('is a number of seconds within the hour, or not there', () => {
    expect(() => retryAfterReadable(throttled)).not.toThrow();
    expect(() => retryAfterReadable(answer('3600'))).not.toThrow();
    expect(() => retryAfterReadable(answer('3601'))).toThrow(Broken);
    expect(() => retryAfterReadable(answer('0'))).toThrow(Broken);
    const inAMoment = new Date(answer('1').startedAt + 90_000);
    expect(() => retryAfterReadable(answer(inAMoment.toUTCString()))).not.toThrow();
    expect(() => retryAfterReadable(answer(inAMoment.toISOString()))).toThrow(Broken);
    expect(() => retryAfterReadable(answer('Tue, 24 Nov 2020 12:49:30 GMT'))).toThrow(Broken);
    expect(() => retryAfterReadable(answer('-5'))).toThrow(Broken);
  });
});

describe('requests that do not count', () => {
  const limit = seen([...times(3, granted), ...times(10, refused), throttled]);
  const other = {
    ahead: times(5, refused),
    expired: times(5, unauthorized),
    second: refused,
    unauthorized: times(4, unauthorized),
    third: refused,
    valid: times(3, granted),
    fourth: refused,
  };
  const of = (more: Partial<NonNullable<Uncounted['other']>>): Uncounted => ({
    limit,
    other: { ...other, ...more },
  });

  it('leave the address its ten', () => {
    for (const rule of [validUncounted, expiredUncounted, unauthorizedUncounted]) {
      expect(() => rule(of({}))).not.toThrow();
    }
  });

  it('tell nothing of an address that was limited before', () => {
    const ahead = [...times(6, refused), throttled];
    expect(() => expiredUncounted(of({ ahead }))).toThrow(Inconclusive);
  });

  it('are each told by the invalid request behind them', () => {
    expect(() => expiredUncounted(of({ second: throttled }))).toThrow(Broken);
    expect(() => unauthorizedUncounted(of({ second: throttled }))).toThrow(Inconclusive);
    expect(() => unauthorizedUncounted(of({ third: throttled }))).toThrow(Broken);
    expect(() => validUncounted(of({ third: throttled }))).toThrow(Inconclusive);
    expect(() => validUncounted(of({ fourth: throttled }))).toThrow(Broken);
  });

  it('must be what they are called', () => {
    expect(() => expiredUncounted(of({ expired: [] }))).toThrow('controls.expireToken');
    expect(() => expiredUncounted(of({ expired: [tokenRequest(201)] }))).toThrow(Inconclusive);
    expect(() => validUncounted(of({ valid: [granted, refused] }))).toThrow(Inconclusive);
  });

  it('are told by ten of the main address that came after them', () => {
    const before = { 'no token': unauthorized, 'unknown token': unauthorized };
    expect(() => unauthorizedUncounted({ limit: { ...limit, before } })).not.toThrow();
    expect(() => expiredUncounted({ limit: { ...limit, before } })).toThrow(Inconclusive);
    const expired = { 'expired token': unauthorized };
    expect(() => expiredUncounted({ limit: { ...limit, before: expired } })).not.toThrow();
    const short = seen([...times(9, refused), throttled], { before });
    expect(() => unauthorizedUncounted({ limit: short })).toThrow(Inconclusive);
  });

  it('can be told from the main address where there is no other', () => {
    const many = seen([...times(12, granted), ...times(10, refused), throttled]);
    expect(() => validUncounted({ limit: many })).not.toThrow();
    expect(() => validUncounted({ limit })).toThrow('sourceAddresses');
    expect(() => unauthorizedUncounted({ limit })).toThrow('sourceAddresses');
  });
});
