import { describe, expect, test } from 'vitest';
import type { Judgement, Verdict } from '../../contracts/verdict.ts';
import { composeRun, type RunParts } from '../../reporters/compose-run.ts';
import { clause } from './sample-clause.ts';
import { sampleRun } from './sample-run.ts';

const catalogue = [
  clause('oauth/token/one'),
  clause('oauth/token/two'),
  clause('errors/shape/one'),
];

function compose(verdicts: Readonly<Record<string, Verdict>>, more: Partial<RunParts> = {}) {
  const judgements = Object.entries(verdicts).map(([id, verdict]): [string, Judgement] => [
    id,
    { verdict, evidence: [] },
  ]);
  return composeRun({
    tool: { name: 'tool', version: '1' },
    target: 'http://127.0.0.1',
    startedAt: '2025-01-15T14:30:00.000Z',
    durationMs: 1,
    catalogue,
    judgements: new Map(judgements),
    observations: [],
    requests: { total: 0, fuzzed: 0, invalidTokenRequests: 0, deliveries: 0 },
    ...more,
  });
}

describe('composeRun', () => {
  test('reports every clause of the catalogue, in its order', () => {
    const { clauses } = compose({ 'errors/shape/one': 'pass' });
    expect(clauses.map(({ id }) => id)).toEqual(catalogue.map(({ id }) => id));
  });

  test('calls a clause that nobody judged inconclusive, and counts it', () => {
    const { clauses, counts } = compose({ 'oauth/token/one': 'pass' });
    expect(clauses[1]).toMatchObject({
      verdict: 'inconclusive',
      chosen: true,
      reason: 'the run ended before it was judged',
    });
    expect(counts).toMatchObject({ pass: 1, inconclusive: 2 });
  });

  test('keeps clauses that were not chosen out of the counts', () => {
    const run = compose({ 'oauth/token/one': 'pass' }, { chosen: new Set(['oauth/token/one']) });
    expect(run.clauses[1]).toMatchObject({
      verdict: 'inconclusive',
      chosen: false,
      reason: 'not chosen in this run',
    });
    expect(run).toMatchObject({ counts: { pass: 1, inconclusive: 0 }, notChosen: 2 });
  });

  test('counts a clause that was judged without being chosen', () => {
    const run = compose({ 'oauth/token/one': 'fail' }, { chosen: new Set() });
    expect(run).toMatchObject({ verdict: 'fail', counts: { fail: 1 }, notChosen: 2 });
  });

  test('adds up to the catalogue', () => {
    const counted = Object.values(sampleRun.counts).reduce((sum, count) => sum + count, 0);
    expect(counted + sampleRun.notChosen).toBe(sampleRun.clauses.length);
  });

  test('names the failed set-up as the reason of what was not judged', () => {
    const run = compose({}, { setUp: 'connection refused' });
    expect(run.setUp).toBe('connection refused');
    expect(run.clauses[0]?.reason).toBe('the target could not be set up: connection refused');
  });

  test('does not drop a judgement of a clause that the catalogue lacks', () => {
    const run = compose({ 'oauth/token/one': 'pass', 'oauth/token/typo': 'fail' });
    expect(run.verdict).toBe('error');
    expect(run.problems).toEqual([
      '"oauth/token/typo" was judged, but is no clause of the catalogue',
    ]);
  });

  test.each<[string, Record<string, Verdict>, Partial<RunParts>, string]>([
    ['all passed', { 'oauth/token/one': 'pass' }, {}, 'pass'],
    ['a warning', { 'oauth/token/one': 'warn' }, {}, 'pass'],
    ['a broken clause', { 'oauth/token/one': 'fail', 'oauth/token/two': 'pass' }, {}, 'fail'],
    [
      'a bug beside a broken clause',
      { 'oauth/token/one': 'fail', 'oauth/token/two': 'error' },
      {},
      'error',
    ],
    ['a problem', { 'oauth/token/one': 'pass' }, { problems: ['a spec did not load'] }, 'error'],
    ['a failed set-up', { 'oauth/token/one': 'pass' }, { setUp: 'no consent' }, 'nothing-judged'],
    [
      'a broken clause and a failed set-up',
      { 'oauth/token/one': 'fail' },
      { setUp: 'no consent' },
      'fail',
    ],
    ['nothing applicable', { 'oauth/token/one': 'not-applicable' }, {}, 'nothing-judged'],
    ['nothing at all', {}, {}, 'nothing-judged'],
  ])('judges a run with %s', (_, verdicts, more, expected) => {
    expect(compose(verdicts, more).verdict).toBe(expected);
  });
});
