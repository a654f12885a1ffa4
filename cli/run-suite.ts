import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Clause } from '../contracts/clause.ts';
import { clauses as catalogue } from '../contracts/clauses/index.ts';
import type { Ledger } from '../harness/budget/ledger.ts';
import { evidenceFolder } from '../harness/scenarios/evidence-folder.ts';
import type { Settings } from '../harness/settings/settings.ts';
import type { Leftovers } from '../harness/webhooks/leftovers.ts';
import { composeRun } from '../reporters/compose-run.ts';
import { exitCode } from '../reporters/exit-code.ts';
import { formats } from '../reporters/formats/index.ts';
import type { Progress } from '../reporters/progress.ts';
import type { Recorded } from '../reporters/recorded.ts';
import type { Run, Screen } from '../reporters/run.ts';
import { chooseTarget } from './choose-target.ts';
import { type Conduct, conductAt, recordedConduct } from './conduct-at.ts';
import type { Host } from './host.ts';
import { judgeWithPlaywright, readRecorded } from './judge-with-playwright.ts';
import { lockedDrift } from './locked-drift.ts';
import type { ReporterName } from './reporter-names.ts';
import { judgementsFile } from './run-plan.ts';

/** What a run is to do, as the command line was understood. */
export interface RunSuiteOptions {
  readonly settings: Settings;
  readonly clauses: readonly Clause[];
  readonly workers: number;
  readonly output: string;
  readonly reporters: readonly ReporterName[];
  readonly strict: boolean;
  /** The output folder of a recorded run that is to be judged again, without a network. */
  readonly replay?: string;
  /** A file that keeps what the target does where the document is silent; written where it is missing. */
  readonly lockDialect?: string;
  readonly screen: Screen;
  readonly tool: Run['tool'];
  readonly ledger: Ledger;
  readonly leftovers: Leftovers;
  readonly progress: Progress;
  readonly print: (text: string) => void;
  readonly announce: (sentence: string) => void;
  readonly readLine?: Host['readLine'];
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/** Conducts a run, has Playwright judge it, reports, and returns the exit code. */
export async function runSuite(options: RunSuiteOptions): Promise<number> {
  const startedAt = options.now();
  const output = resolve(options.output);
  const runFolder = resolve(options.replay ?? options.output);
  mkdirSync(output, { recursive: true });
  rmSync(judgementsFile(output), { force: true });
  const chosen = options.replay === undefined ? await chooseTarget(options.settings) : undefined;
  if (chosen !== undefined) evidenceFolder(output).clear();
  const playwright = judgeWithPlaywright(options, { output, runFolder });
  try {
    const conducted = await (chosen === undefined
      ? recordedConduct(runFolder)
      : conductAt(chosen, options, output));
    const { stderr } = await playwright.ended;
    options.progress.end();
    // half a run would only be misread; the caller knows the exit code of an interruption
    options.signal.throwIfAborted();
    const run = compose(options, conducted, readRecorded(output, stderr), startedAt);
    report(run, options, output);
    return exitCode(run, { strict: options.strict });
  } finally {
    options.progress.end();
    playwright.stop();
    await chosen?.close();
  }
}

function compose(
  { tool, clauses, lockDialect, now }: RunSuiteOptions,
  { target, setUp, plan, observations, requests }: Conduct,
  { judgements, problems }: Recorded,
  startedAt: number,
): Run {
  return composeRun({
    tool,
    target,
    setUp,
    plan,
    observations,
    requests,
    problems,
    catalogue,
    startedAt: new Date(startedAt).toISOString(),
    durationMs: now() - startedAt,
    chosen: new Set(clauses.map(({ id }) => id)),
    judgements: new Map(judgements.map(({ id, ...judgement }) => [id, judgement])),
    drift: lockDialect === undefined ? undefined : lockedDrift(lockDialect, observations),
  });
}

function report(run: Run, { reporters, screen, print }: RunSuiteOptions, output: string): void {
  for (const { format, file } of [formats.json, formats.html]) {
    writeFileSync(join(output, file), format(run));
  }
  if (reporters.includes('markdown')) {
    writeFileSync(join(output, formats.markdown.file), formats.markdown.format(run));
  }
  if (reporters.includes('terminal')) print(formats.terminal.format(run, screen));
}
