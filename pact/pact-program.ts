import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { SetUpError } from '../harness/settings/set-up-error.ts';

/** How Pact's own program ended. */
export interface ProgramRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** What surrounds a run of the program. */
export interface ProgramParts {
  /** Inherited, but for what Pact would read from it behind our back. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Added to the environment: unlike arguments, nobody sees it in a list of processes. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/**
 * Runs Pact's program, a binary of its own: whatever befalls it, we go on.
 *
 * @throws SetUpError where it is not installed, or does not start
 */
export function runPactProgram(
  args: readonly string[],
  { env, secrets, signal }: ProgramParts,
): Promise<ProgramRun> {
  const inherited = Object.entries(env).filter(([name]) => !name.startsWith('PACT_'));
  const child = spawn(programPath(), args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
    env: { ...Object.fromEntries(inherited), ...secrets, PACT_DO_NOT_TRACK: 'true' },
    ...(signal && { signal }),
  });
  const written = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    written.out += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    written.err += String(chunk);
  });
  return new Promise((resolve, reject) => {
    child.once('error', (error) => {
      reject(signal?.aborted ? error : new SetUpError(refusal(error.message)));
    });
    child.once('close', (code, killed) => {
      if (code === null) reject(new SetUpError(refusal(`it was ended by ${killed}`)));
      else resolve({ code, ...written });
    });
  });
}

/**
 * Where Pact's program is.
 *
 * @throws SetUpError where it is not installed
 */
export function programPath(): string {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  const name = process.platform === 'win32' ? 'pact.exe' : 'pact';
  try {
    // by way of its own package: a strict installation hides what we do not depend on ourselves
    const wrapper = createRequire(import.meta.url).resolve(
      '@pact-foundation/pact-cli/package.json',
    );
    const platform = createRequire(wrapper).resolve(
      `@pact-foundation/pact-cli-${os}-${process.arch}/package.json`,
    );
    return join(dirname(platform), 'standalone', name);
  } catch {
    throw new SetUpError(
      refusal(`@pact-foundation/pact-cli is not installed for ${os}-${process.arch}`),
    );
  }
}

function refusal(why: string): string {
  return `Pact's program could not be started, which only the \`pact\` commands need: ${why}.`;
}
