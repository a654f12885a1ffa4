import type { Command } from 'commander';
import { exitOf } from '../cli/exit-of.ts';

/** The flags a program of the proof was started with; a wrong one ends it with one sentence and code 2. */
export function flagsOf<Flags extends object>(command: Command): Flags {
  command
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ outputError: () => {} });
  try {
    return command.parse().opts<Flags>();
  } catch (thrown) {
    const { code, says } = exitOf(thrown);
    if (says !== undefined) process.stderr.write(`${says}\n`);
    process.exit(code);
  }
}
