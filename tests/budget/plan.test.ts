import { describe, expect, it } from 'vitest';
import { allot, type Budget, type Spender } from '../../harness/budget/allot.ts';
import { planOf } from '../../harness/budget/plan.ts';

const NOON = Date.UTC(2026, 10, 24, 12);
const spenders = (count: number): Spender[] =>
  Array.from({ length: count }, (_, index) => ({
    name: `s${index}`,
    spends: 1,
    rank: index,
    where: 'anywhere',
  }));

function plan(count: number, more: Partial<Budget> = {}): readonly string[] {
  const budget: Budget = {
    spent: () => [],
    addresses: [],
    movesClock: false,
    lastPlayed: () => 0,
    now: NOON,
    ...more,
  };
  return planOf(spenders(count), allot(spenders(count), budget), budget);
}

describe('the plan of a run', () => {
  it('says nothing where nothing is spent', () => {
    expect(plan(0)).toEqual([]);
  });

  it('says what is spent from which address', () => {
    expect(plan(12, { addresses: ['127.0.0.2'] })).toEqual([
      'Invalid token requests, of the 10 an hour and address: 10 from this address, 2 from 127.0.0.2.',
    ]);
    expect(plan(12, { movesClock: true })).toEqual([
      'Invalid token requests, of the 10 an hour and address: 10 from this address, 2 from this address in later hours by the moved clock.',
    ]);
  });

  it('says what cannot be afforded, and when it could', () => {
    expect(plan(22)[1]).toBe(
      '12 kinds of them cannot be afforded; all ten can again at 13:01 UTC (in 61 min), and the next run takes first what this one lacks.',
    );
  });

  it('says what earlier runs left, and when it returns', () => {
    const spent = (): readonly number[] => Array(10).fill(NOON - 40 * 60_000);
    expect(plan(1, { spent })).toEqual([
      'Invalid token requests, of the 10 an hour and address: none. Earlier runs spent 10 of this address, so 0 are left; the first returns at 12:21 UTC (in 21 min).',
      '1 kind of them cannot be afforded; all ten can again at 12:21 UTC (in 21 min), and the next run takes first what this one lacks.',
    ]);
  });
});
