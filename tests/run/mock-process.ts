import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Sandbox } from '../../mock/sandbox.ts';

const MAIN = join(import.meta.dirname, '..', '..', 'dist', 'cli', 'main.js');

/** A mock gateway in a process of its own. */
export interface MockProcess extends Pick<Sandbox, 'oauth'> {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts `mock` of the compiled command line, without our environment. */
export async function startMock(
  options: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<MockProcess> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [MAIN, 'mock', '--json', ...options], {
    env: { PATH, HOME, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let told = '';
  for await (const chunk of child.stdout) {
    told += String(chunk);
    if (told.includes('\n')) break;
  }
  return {
    ...(JSON.parse(told) as Pick<MockProcess, 'url' | 'oauth'>),
    async close() {
      const gone = once(child, 'close');
      child.kill('SIGTERM');
      await gone;
    },
  };
}
