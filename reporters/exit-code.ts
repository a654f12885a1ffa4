import type { Run } from './run.ts';

const BY_VERDICT = { pass: 0, fail: 1, 'nothing-judged': 3, error: 4 } as const;

/**
 * The exit code of a run: 4 for a bug of ours, else 1 for a broken clause, else 3 where the target
 * could not be set up or nothing was judged, else 1 where `strict` minds what is left, else 0.
 *
 * A broken clause outranks a set-up that failed half-way, since it was seen and stands; `strict`
 * comes last, since "nothing was judged" says more than "all of it is inconclusive".
 */
export function exitCode(run: Run, options: { readonly strict: boolean }): 0 | 1 | 3 | 4 {
  const code = BY_VERDICT[run.verdict];
  if (code !== 0 || !options.strict) return code;
  return run.counts.warn + run.counts.inconclusive > 0 ? 1 : 0;
}
