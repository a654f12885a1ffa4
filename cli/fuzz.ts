import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { fileLedger } from '../harness/budget/ledger.ts';
import { type FuzzFlags, fuzzFlags } from './fuzz-flags.ts';
import type { Host } from './host.ts';
import { settingsOf } from './settings-of.ts';
import { stateFolder } from './state-folder.ts';
import { writableFolder } from './writable-folder.ts';

const SECONDS = 30;
const SEEDS = 2 ** 31;
const INTERRUPTED = 130;

/** `fuzz`: tries the properties round after round, and ends with what was seen and found. */
export function fuzzCommand(host: Host, ended: (code: number) => void): Command {
  return fuzzFlags()
    .addHelpText('after', EXAMPLES)
    .action(async (flags: FuzzFlags) => {
      const { target, config, seed, runs, maxWrites, allowProduction } = flags;
      const settings = await settingsOf(
        { target, config, fuzz: { seed, runs }, safety: { allowProduction, maxWrites } },
        host,
      );
      const output = writableFolder(resolve(host.cwd, flags.output));
      // the suites take half a second to load, which `--help` need not wait for
      const { fuzzTarget } = await import('./fuzz-target.ts');
      const code = await fuzzTarget({
        settings,
        seed: settings.fuzz.seed ?? Math.floor(host.now() % SEEDS),
        seconds: flags.for ?? flags.seconds ?? settings.fuzz.seconds ?? SECONDS,
        maxWrites,
        output,
        isQuiet: flags.quiet === true,
        ledger: fileLedger(join(stateFolder(host), 'budget.json'), host.now),
        host,
      });
      ended(host.interrupted.aborted ? INTERRUPTED : code);
    });
}

const EXAMPLES = `
Examples:
  $ pocketsuite-conformance fuzz --seconds 60
  $ pocketsuite-conformance fuzz --for 2h --target URL --max-writes 100000
  $ pocketsuite-conformance fuzz --seed 7

Exit codes: 0 no counterexample, 1 a counterexample, 2 wrong usage or configuration,
3 nothing could be tried, 4 a bug of this program, 130 interrupted.
`;
