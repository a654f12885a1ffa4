import { expect, test } from 'vitest';
import { exitCode } from '../../reporters/exit-code.ts';
import type { Run } from '../../reporters/run.ts';
import { goodRun, sampleRun } from './sample-run.ts';

const none = { pass: 0, fail: 0, warn: 0, inconclusive: 0, 'not-applicable': 0, error: 0 };

function ended(verdict: Run['verdict'], counts: Partial<Run['counts']> = {}): Run {
  return { ...goodRun, verdict, counts: { ...none, ...counts } };
}

test.each<[string, Run, number, number]>([
  ['all passed', goodRun, 0, 0],
  ['a broken clause', ended('fail', { fail: 1 }), 1, 1],
  ['a warning', ended('pass', { pass: 1, warn: 1 }), 0, 1],
  ['something inconclusive', ended('pass', { pass: 1, inconclusive: 1 }), 0, 1],
  ['something not applicable', ended('pass', { pass: 1, 'not-applicable': 1 }), 0, 0],
  ['clauses not chosen', { ...goodRun, notChosen: 200 }, 0, 0],
  ['nothing judged', ended('nothing-judged', { inconclusive: 3 }), 3, 3],
  ['a bug of ours', ended('error', { error: 1, fail: 1 }), 4, 4],
  ['every verdict', sampleRun, 4, 4],
])('a run with %s', (_, run, code, strictCode) => {
  expect(exitCode(run, { strict: false })).toBe(code);
  expect(exitCode(run, { strict: true })).toBe(strictCode);
});
