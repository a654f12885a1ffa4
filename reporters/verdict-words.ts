import type { Verdict } from '../contracts/verdict.ts';
import type { Run } from './run.ts';

/** How a report on a page names and marks the verdicts. */
export const verdictWords: Readonly<
  Record<Verdict | Run['verdict'], { readonly mark: string; readonly word: string }>
> = {
  pass: { mark: '✓', word: 'pass' },
  fail: { mark: '✗', word: 'fail' },
  warn: { mark: '!', word: 'warn' },
  inconclusive: { mark: '?', word: 'inconclusive' },
  'not-applicable': { mark: '–', word: 'not applicable' },
  error: { mark: '‼', word: 'error' },
  'nothing-judged': { mark: '✗', word: 'nothing judged' },
};
