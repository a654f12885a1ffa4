import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Clause } from '../contracts/clause.ts';
import { fileLedger } from '../harness/budget/ledger.ts';
import { type Settings, settingsSchema } from '../harness/settings/settings.ts';
import { UsageError } from '../harness/settings/usage-error.ts';
import { folderLeftovers } from '../harness/webhooks/leftovers.ts';
import type { Host } from './host.ts';
import type { MovingProgress } from './progress-of.ts';
import type { RunFlags } from './run-flags.ts';
import type { RunSuiteOptions } from './run-suite.ts';
import { settingsOf } from './settings-of.ts';
import { stateFolder } from './state-folder.ts';
import { writableFolder } from './writable-folder.ts';

/**
 * What a run is to do, as its options and the configuration say.
 *
 * @throws UsageError for whatever is wrong with them, before any request
 */
export async function runOptions(
  flags: RunFlags,
  clauses: readonly Clause[],
  { host, moving }: { readonly host: Host; readonly moving: MovingProgress },
): Promise<RunSuiteOptions> {
  const replay = flags.replay === undefined ? undefined : recorded(resolve(host.cwd, flags.replay));
  const { target, config, fuzzRuns: runs, fuzzSeed: seed, fuzzSeconds: seconds } = flags;
  const { allowProduction } = flags;
  const settings =
    replay === undefined
      ? await settingsOf(
          { target, config, fuzz: { runs, seed, seconds }, safety: { allowProduction } },
          host,
        )
      : unused();
  return {
    settings,
    clauses,
    workers: flags.workers,
    output: writableFolder(resolve(host.cwd, flags.output)),
    reporters: flags.reporter,
    strict: flags.strict === true,
    ...(replay !== undefined && { replay }),
    ...(flags.lockDialect !== undefined && { lockDialect: resolve(host.cwd, flags.lockDialect) }),
    screen: host.out.screen,
    tool: host.tool,
    ledger: fileLedger(join(stateFolder(host), 'budget.json'), host.now),
    leftovers: folderLeftovers(join(stateFolder(host), 'subscriptions'), host),
    progress: moving.progress,
    print: host.out.write,
    announce: moving.announce,
    readLine: host.readLine,
    now: host.now,
    signal: host.interrupted,
  };
}

/** A replay asks no gateway. */
function unused(): Settings {
  return settingsSchema.parse({});
}

function recorded(folder: string): string {
  if (existsSync(join(folder, 'conduct.json')) && existsSync(join(folder, 'evidence'))) {
    return folder;
  }
  throw new UsageError(`--replay: ${folder} has no evidence of a run in it.`);
}
