import { exitOf } from './exit-of.ts';
import type { Host } from './host.ts';
import { program } from './program.ts';
import type { RunSuite } from './run.ts';

/**
 * Does what the arguments say, and returns the exit code.
 *
 * @param suite stands in for a run, in tests
 */
export async function commandLine(
  args: readonly string[],
  host: Host,
  suite?: RunSuite,
): Promise<number> {
  let code = 0;
  try {
    await program(host, (ended) => (code = ended), suite).parseAsync(args, { from: 'user' });
    return code;
  } catch (thrown) {
    const exit = exitOf(thrown);
    if (exit.says !== undefined) host.err.write(`${exit.says}\n`);
    const isWanted = exit.code === 4 && (host.env.POCKETSUITE_DEBUG ?? '') !== '';
    if (isWanted && thrown instanceof Error) host.err.write(`${thrown.stack}\n`);
    return exit.code;
  }
}
