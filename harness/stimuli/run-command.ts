import { type ChildProcess, spawn } from 'node:child_process';
import { env as inherited } from 'node:process';

/** Whether a command did what it was to do. */
export type CommandOutcome = { readonly ok: true } | { readonly ok: false; readonly why: string };

/**
 * Runs a command in the shell and waits for its end. Its output is not shown: it may hold secrets.
 *
 * @param variables added to the environment, which a command inherits as it does anywhere
 */
export function runCommand(
  command: string,
  options: {
    readonly timeoutMs: number;
    readonly variables: Readonly<Record<string, string>>;
  },
): Promise<CommandOutcome> {
  const child = spawn(command, {
    shell: true,
    // A group of its own, so that what the shell started ends with it.
    detached: process.platform !== 'win32',
    stdio: 'ignore',
    windowsHide: true,
    env: { ...inherited, ...options.variables },
  });
  return new Promise((resolve) => {
    const fail = (why: string) => resolve({ ok: false, why: `the command ${why}` });
    const timer = setTimeout(() => {
      fail(`did not end within ${options.timeoutMs / 1000} s`);
      kill(child);
    }, options.timeoutMs);
    child.once('error', (error) => {
      clearTimeout(timer);
      fail(`could not be started: ${error.message}`);
    });
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve({ ok: true });
      else fail(`ended with ${signal ?? `exit code ${code}`}`);
    });
  });
}

function kill(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It ended in this very moment.
  }
}
