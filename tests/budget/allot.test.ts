import { describe, expect, it } from 'vitest';
import {
  affordableFrom,
  allot,
  type Budget,
  type Spender,
  type Where,
} from '../../harness/budget/allot.ts';

const HOUR = 3_600_000;
const NOON = Date.UTC(2026, 10, 24, 12);

function spenders(count: number, more: Partial<Omit<Spender, 'name'>> = {}): Spender[] {
  const { spends = 1, rank = 0, where = 'anywhere' } = more;
  return Array.from({ length: count }, (_, index) => ({
    name: `s${rank}.${index}`,
    spends,
    rank,
    where,
  }));
}

function budget(more: Partial<Budget> = {}): Budget {
  return {
    spent: () => [],
    addresses: [],
    movesClock: false,
    lastPlayed: () => 0,
    now: NOON,
    ...more,
  };
}

const times = (count: number, at = NOON): number[] => Array(count).fill(at);

describe('the division of the ten', () => {
  it('gives the main address ten and the next address the rest', () => {
    const addresses = ['127.0.0.2', '127.0.0.3'];
    const { byName, unused } = allot(spenders(12), budget({ addresses }));
    expect(byName.get('s0.9')).toEqual({ kind: 'main' });
    expect(byName.get('s0.10')).toEqual({ kind: 'elsewhere', from: '127.0.0.2' });
    expect(byName.get('s0.11')).toEqual({ kind: 'elsewhere', from: '127.0.0.2' });
    expect(unused).toEqual(['127.0.0.3']);
  });

  it('serves the lower rank first, and one rank in the order given', () => {
    const all = [...spenders(1, { rank: 5 }), ...spenders(10, { rank: 1 })];
    const { byName } = allot(all, budget());
    expect(byName.get('s1.0')).toEqual({ kind: 'main' });
    expect(byName.get('s1.9')).toEqual({ kind: 'main' });
    expect(byName.get('s5.0')).toMatchObject({ kind: 'unaffordable' });
  });

  it('never splits a scenario over two addresses', () => {
    const all = [...spenders(9), ...spenders(1, { spends: 2, rank: 1 })];
    const { byName } = allot(all, budget({ addresses: ['127.0.0.2'] }));
    expect(byName.get('s1.0')).toEqual({ kind: 'elsewhere', from: '127.0.0.2' });
  });

  it('says what it cannot afford, when it could be, and what would help', () => {
    const { byName } = allot(spenders(11), budget());
    const { reason } = byName.get('s0.10') as { reason: string };
    expect(reason).toContain('a run from 13:01 UTC on');
    expect(reason).toContain('give `sourceAddresses` or `controls.advanceClock`');
  });

  it('counts what each address spent before, and calls only untouched ones unused', () => {
    const spent = (address?: string): readonly number[] =>
      times({ main: 8, '127.0.0.2': 9, '127.0.0.3': 0 }[address ?? 'main'] ?? 0);
    const addresses = ['127.0.0.2', '127.0.0.3'];
    const { byName, unused } = allot(spenders(3), budget({ spent, addresses }));
    expect(byName.get('s0.1')).toEqual({ kind: 'main' });
    expect(byName.get('s0.2')).toEqual({ kind: 'elsewhere', from: '127.0.0.2' });
    expect(unused).toEqual(['127.0.0.3']);
  });

  it('spends nothing from an address that has spent more than ten', () => {
    const spent = (): readonly number[] => times(14);
    const { byName } = allot(spenders(1), budget({ spent, addresses: ['127.0.0.2'] }));
    expect(byName.get('s0.0')).toMatchObject({ kind: 'unaffordable' });
  });

  it('gives one address as many hours as it needs, where the clock can be moved', () => {
    const { byName } = allot(spenders(22), budget({ movesClock: true }));
    expect(byName.get('s0.9')).toEqual({ kind: 'main' });
    expect(byName.get('s0.10')).toEqual({ kind: 'later', hour: 1 });
    expect(byName.get('s0.20')).toEqual({ kind: 'later', hour: 2 });
  });

  it('takes first what was judged longest ago, but only where not all can be', () => {
    const lastPlayed = (name: string): number => (name === 's0.0' ? NOON - 2 * HOUR : 0);
    expect(allot(spenders(10), budget({ lastPlayed })).byName.get('s0.0')).toEqual({
      kind: 'main',
    });
    const { byName } = allot(spenders(11), budget({ lastPlayed }));
    expect(byName.get('s0.0')).toMatchObject({ kind: 'unaffordable' });
    expect(byName.get('s0.10')).toEqual({ kind: 'main' });
  });
});

describe('what needs a place of its own', () => {
  const allotted = (where: Where, more: Partial<Budget>, spends = 10) =>
    allot(spenders(1, { where, spends }), budget(more)).byName.get('s0.0');

  it('is kept apart from the main address while that comes to its limit', () => {
    expect(allotted('apart', { addresses: ['127.0.0.2'] })).toMatchObject({ kind: 'elsewhere' });
    expect(allotted('apart', { movesClock: true })).toEqual({ kind: 'later', hour: 1 });
    expect(allotted('apart', {})).toMatchObject({
      reason: expect.stringContaining('`sourceAddresses`'),
    });
  });

  it('waits for the moved clock where it moves it itself', () => {
    const addresses = ['127.0.0.2'];
    expect(allotted('later', { addresses, movesClock: true }, 1)).toEqual({
      kind: 'later',
      hour: 1,
    });
    expect(allotted('later', { addresses }, 1)).toMatchObject({
      reason: expect.stringContaining('`controls.advanceClock`'),
    });
  });

  it('shares its hour with nothing where it needs all ten', () => {
    const all = [...spenders(12), ...spenders(2, { spends: 10, rank: 9, where: 'apart' })];
    const { byName } = allot(all, budget({ movesClock: true }));
    expect(byName.get('s9.0')).toEqual({ kind: 'later', hour: 2 });
    expect(byName.get('s9.1')).toEqual({ kind: 'later', hour: 3 });
  });
});

describe('when requests return', () => {
  it('is an hour after they were made, the oldest first', () => {
    const spent = [NOON - 50 * 60_000, NOON - 20 * 60_000];
    expect(affordableFrom(spent, NOON, 1)).toBe(NOON + 10 * 60_000);
    expect(affordableFrom(spent, NOON, 2)).toBe(NOON + 40 * 60_000);
    expect(affordableFrom(spent, NOON, 3)).toBe(NOON + HOUR);
    expect(affordableFrom(times(10, NOON - HOUR / 2), NOON, 10)).toBe(NOON + HOUR / 2);
  });
});
