import { commandLine } from '../../cli/command-line.ts';
import type { Host } from '../../cli/host.ts';
import type { RunSuite } from '../../cli/run.ts';

const screen = { columns: 80, isTerminal: false, colours: false };

/** A process that is none, and what it wrote. */
export function hostOf(
  given: Partial<Host> = {},
): Host & { written: { out: string; err: string } } {
  const written = { out: '', err: '' };
  const add = (stream: 'out' | 'err', text: string): void => {
    written[stream] += text;
  };
  return {
    cwd: '/nowhere',
    env: {},
    platform: 'linux',
    home: '/nowhere',
    tool: { name: 'pocketsuite-conformance', version: '1.2.3' },
    now: () => 0,
    out: { write: (text) => add('out', text), screen },
    err: { write: (text) => add('err', text), screen },
    interrupted: new AbortController().signal,
    ...given,
    written,
  };
}

/** Does what the arguments say in this process. */
export async function inProcess(
  args: readonly string[],
  given: Partial<Host> = {},
  suite?: RunSuite,
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const host = hostOf(given);
  const code = await commandLine(args, host, suite);
  return { code, ...host.written };
}
