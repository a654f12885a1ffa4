import { readFileSync } from 'node:fs';
import type { Recorded } from '../reporters/recorded.ts';
import { REPORTERS } from './reporter-names.ts';
import { judgementsFile, type RunPlan } from './run-plan.ts';
import type { RunSuiteOptions } from './run-suite.ts';
import { spawnPlaywright } from './spawn-playwright.ts';

/** Has Playwright judge the evidence as it turns up, and shows how far it is. */
export function judgeWithPlaywright(
  { clauses, workers, reporters, progress, signal }: RunSuiteOptions,
  folders: Pick<RunPlan, 'output' | 'runFolder'>,
): ReturnType<typeof spawnPlaywright> {
  const tally = { judged: 0, failed: 0, warned: 0 };
  progress.update({ total: clauses.length });
  const run = spawnPlaywright(
    {
      ...folders,
      workers,
      clauses: clauses.map(({ id }) => id),
      reporters: reporters.filter((name) => REPORTERS[name] === 'playwright'),
    },
    ({ verdict }) => {
      tally.judged += 1;
      if (verdict === 'fail' || verdict === 'error') tally.failed += 1;
      if (verdict === 'warn') tally.warned += 1;
      progress.update(tally);
    },
  );
  signal.addEventListener('abort', run.stop);
  return run;
}

/** The verdicts that Playwright left; where it left none, that is a bug of ours. */
export function readRecorded(output: string, stderr: string): Recorded {
  try {
    return JSON.parse(readFileSync(judgementsFile(output), 'utf8')) as Recorded;
  } catch {
    const said = stderr.trim().split('\n').slice(-3).join(' ');
    return {
      judgements: [],
      problems: [`Playwright left no verdicts: ${said || 'it said nothing'}`],
    };
  }
}
