import { describe, expect, it } from 'vitest';
import type { Level } from '../../contracts/clause.ts';
import type { Verdict } from '../../contracts/verdict.ts';
import { isProved } from '../../prove/case.ts';
import { generator } from '../../prove/cases.ts';
import { compare } from '../../prove/compare.ts';

const levels = new Map<string, Level>([
  ['a', 'must'],
  ['b', 'should'],
  ['c', 'must'],
]);
const judged = (verdicts: Record<string, Verdict>) =>
  new Map(Object.entries(verdicts).map(([id, verdict]) => [id, { verdict }]));
const fault = { id: 'a:x', does: 'breaks a', deviations: [], breaks: 'a', alsoBreaks: ['c'] };
const variant = { id: 'v', does: 'is lawful', deviations: [], alsoBreaks: [] };

describe('comparing verdicts with a case', () => {
  it('wants the clause of a fault broken', () => {
    expect(isProved(compare(fault, levels, judged({ a: 'fail', b: 'pass' }), 0))).toBe(true);
    expect(isProved(compare(fault, levels, judged({ a: 'inconclusive' }), 0))).toBe(false);
    expect(isProved(compare({ ...fault, breaks: 'b' }, levels, judged({ b: 'warn' }), 0))).toBe(
      true,
    );
  });

  it('allows what the fault cannot but break, and nothing else', () => {
    expect(compare(fault, levels, judged({ a: 'fail', c: 'fail' }), 0).alarms).toEqual([]);
    expect(compare(fault, levels, judged({ a: 'fail', b: 'warn' }), 0).alarms).toHaveLength(1);
  });

  it('calls any broken clause of a variant a false alarm, and a bug of ours an error', () => {
    expect(isProved(compare(variant, levels, judged({ a: 'pass', b: 'inconclusive' }), 0))).toBe(
      true,
    );
    expect(isProved(compare(variant, levels, judged({ b: 'warn' }), 0))).toBe(false);
    expect(isProved(compare(variant, levels, judged({ b: 'error' }), 0))).toBe(false);
  });
});

it('draws the same numbers for the same seed', () => {
  const [first, second] = [generator(7), generator(7)];
  expect([first(), first(), first()]).toEqual([second(), second(), second()]);
});
