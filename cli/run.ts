import type { Command } from 'commander';
import { clauses as catalogue, sections } from '../contracts/clauses/index.ts';
import { clauseTable } from './clause-table.ts';
import type { Host } from './host.ts';
import { progressOf } from './progress-of.ts';
import { type RunFlags, runFlags } from './run-flags.ts';
import { runOptions } from './run-options.ts';
import type { RunSuiteOptions } from './run-suite.ts';
import { selectClauses } from './select-clauses.ts';

/** Does a run and returns its exit code. */
export type RunSuite = (options: RunSuiteOptions) => Promise<number>;

const INTERRUPTED = 130;
/** Playwright's reporters that write where the live line would be. */
const TALKATIVE: readonly string[] = ['list', 'line', 'dot'];

/** `run`: judges a gateway, and ends with the exit code of the run. */
export function runCommand(host: Host, ended: (code: number) => void, suite: RunSuite): Command {
  return runFlags()
    .addHelpText('after', EXAMPLES)
    .action(async (suites: string[], flags: RunFlags) => {
      const clauses = selectClauses(catalogue, {
        suites,
        globs: flags.clause ?? [],
        level: flags.level,
      });
      if (flags.list) host.out.write(clauseTable(sections, clauses, host.out.screen));
      else ended(await judged(host, flags, { clauses, suite }));
    });
}

async function judged(
  host: Host,
  flags: RunFlags,
  { clauses, suite }: { readonly clauses: RunSuiteOptions['clauses']; readonly suite: RunSuite },
): Promise<number> {
  const isTalkative = flags.reporter.some((name) => TALKATIVE.includes(name));
  const moving = progressOf(host, !flags.quiet && !isTalkative);
  moving.progress.update({ total: clauses.length });
  try {
    const code = await suite(await runOptions(flags, clauses, { host, moving }));
    return host.interrupted.aborted ? INTERRUPTED : code;
  } catch (error) {
    // what breaks because everything is being torn down is no news
    if (host.interrupted.aborted) return INTERRUPTED;
    throw error;
  } finally {
    moving.stop();
  }
}

const EXAMPLES = `
Examples:
  $ pocketsuite-conformance run
  $ pocketsuite-conformance run --target https://staging.example.com/gateway
  $ pocketsuite-conformance run oauth actions/create-client --level must
  $ pocketsuite-conformance run --clause 'oauth/**/pkce-*' --list
  $ pocketsuite-conformance run --reporter terminal,junit --strict
  $ pocketsuite-conformance run --replay conformance-report

Exit codes: 0 no clause failed, 1 a clause failed, 2 wrong usage or configuration,
3 the target could not be judged, 4 a bug of this program, 130 interrupted.
`;
