import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ledger } from '../harness/budget/ledger.ts';
import { fileCorpus } from '../harness/fuzz/corpus.ts';
import { createTally } from '../harness/fuzz/tally.ts';
import type { Attempt } from '../harness/fuzz/trial.ts';
import { type Conducted, conduct, notConducted } from '../harness/scenarios/conduct.ts';
import type { Played } from '../harness/scenarios/scenario.ts';
import type { Settings } from '../harness/settings/settings.ts';
import type { FuzzRun, ToldCounterexample } from '../reporters/fuzz-run.ts';
import { fuzzTerminal } from '../reporters/terminal/fuzz.ts';
import { type Found, type LongRun, longRun } from '../suites/errors/long-run.ts';
import { type ChosenTarget, chooseTarget } from './choose-target.ts';
import { fuzzProgress } from './fuzz-progress.ts';
import type { Host } from './host.ts';

/** What `fuzz` is to do, as the command line was understood. */
export interface FuzzTargetOptions {
  readonly settings: Settings;
  readonly seed: number;
  readonly seconds: number;
  /** As it was given on the command line. */
  readonly maxWrites: number | undefined;
  readonly output: string;
  readonly isQuiet: boolean;
  readonly ledger: Ledger;
  readonly host: Host;
}

/** Fuzzes the target, reports, and returns the exit code. */
export async function fuzzTarget(options: FuzzTargetOptions): Promise<number> {
  const { settings, output, host } = options;
  const chosen = await chooseTarget(settings);
  try {
    const run = await fuzz(options, unbounded(options, chosen));
    writeFileSync(join(output, 'fuzz.json'), `${JSON.stringify(run, undefined, 1)}\n`);
    host.out.write(fuzzTerminal(run, host.out.screen));
    if (run.counterexamples.length > 0) return 1;
    return run.cases === 0 ? 3 : 0;
  } finally {
    await chosen.close();
  }
}

/** A mock of our own bears any number of writes. */
function unbounded({ settings, maxWrites }: FuzzTargetOptions, chosen: ChosenTarget): ChosenTarget {
  if (settings.target !== undefined || maxWrites !== undefined) return chosen;
  const safety = { ...chosen.settings.safety, maxWrites: Number.POSITIVE_INFINITY };
  return { ...chosen, settings: { ...chosen.settings, safety } };
}

async function fuzz(options: FuzzTargetOptions, chosen: ChosenTarget): Promise<FuzzRun> {
  const { seed, output, host } = options;
  const startedAt = host.now();
  const corpus = fileCorpus(join(output, 'counterexamples.json'));
  const seen = looking(options);
  let played: Played | undefined;
  let conducted: Conducted | undefined;
  try {
    conducted = await conducting(options, chosen, {
      scenarios: [scenarioOf(options, chosen, seen)],
      corpus,
      keep: (_, result) => (played = result),
    });
  } catch (thrown) {
    // what was found until now is told
    if (!host.interrupted.aborted) throw thrown;
  } finally {
    seen.stop();
  }
  const run = ended(played);
  const { setUp } = conducted ?? {};
  const { cases, requests, ...told } = seen.told();
  return {
    schemaVersion: 1,
    target: chosen.target,
    seed,
    startedAt: new Date(startedAt).toISOString(),
    durationMs: host.now() - startedAt,
    cases,
    requests: conducted?.requests.total ?? requests,
    ...(setUp === undefined ? {} : { setUp }),
    ...(run.stopped === undefined ? {} : { stopped: run.stopped }),
    interrupted: host.interrupted.aborted,
    fixed: corpus.fixed(),
    untold: run.untold,
    ...told,
  };
}

/** Counts what is tried, and shows it meanwhile. */
function looking({ host, isQuiet }: FuzzTargetOptions) {
  const tally = createTally();
  const counterexamples: ToldCounterexample[] = [];
  const progress = fuzzProgress(host, isQuiet);
  let cases = 0;
  let requests = 0;
  return {
    attempt({ exchanges, requests: more }: Attempt): void {
      cases += 1;
      requests += more ?? exchanges.length;
      for (const each of exchanges) tally.add(each);
      progress.update({ cases, found: counterexamples.length });
    },
    found({ clause, seed, counterexample }: Found): void {
      counterexamples.push({ ...counterexample, clause, seed });
    },
    stop: progress.stop,
    told: () => ({ cases, requests, counterexamples, answers: tally.counts() }),
  };
}

function scenarioOf(
  { seed, seconds, host }: FuzzTargetOptions,
  { settings }: ChosenTarget,
  { attempt, found }: ReturnType<typeof looking>,
) {
  return longRun({
    runs: settings.fuzz.runs,
    seed,
    seconds,
    signal: host.interrupted,
    now: host.now,
    told: attempt,
    found,
  });
}

function conducting(
  { ledger, host }: FuzzTargetOptions,
  { target, settings, setUp }: ChosenTarget,
  parts: Pick<Parameters<typeof conduct>[0], 'scenarios' | 'corpus' | 'keep'>,
): Promise<Conducted> {
  if (setUp !== undefined) return Promise.resolve(notConducted(setUp, parts.scenarios, parts.keep));
  return conduct({
    ...parts,
    target,
    settings,
    addresses: [],
    ledger,
    now: host.now,
    playing: () => {},
    announce: (sentence) => host.err.write(`${sentence}\n`),
    signal: host.interrupted,
  });
}

/** How the scenario ended; one that crashed is a bug of ours. */
function ended(played: Played | undefined): Pick<LongRun, 'stopped' | 'untold'> {
  if (played === undefined) return { untold: {} };
  if ('crashed' in played) throw new Error(played.crashed);
  if ('notArranged' in played) return { stopped: played.notArranged, untold: {} };
  return played.evidence as LongRun;
}
