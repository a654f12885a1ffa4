// The mock gateway as a process of its own, so that its work is not counted as ours.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const MAIN = join(import.meta.dirname, '..', 'dist', 'cli', 'main.js');

export async function startGateway() {
  const child = spawn(process.execPath, [MAIN, 'mock', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface(child.stdout), 'line');
  const { url, oauth } = JSON.parse(line);
  return {
    url,
    oauth,
    close: async () => {
      child.kill();
      await once(child, 'close');
    },
  };
}
