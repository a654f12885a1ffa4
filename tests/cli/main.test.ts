import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };

const root = fileURLToPath(new URL('../../', import.meta.url));

function start(...args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'cli/main.ts', ...args], { cwd: root });
  const written = { out: '', err: '' };
  child.stdout.on('data', (chunk) => (written.out += chunk));
  child.stderr.on('data', (chunk) => (written.err += chunk));
  const ended = once(child, 'close').then(([code]) => ({ code, ...written }));
  return { child, written, ended };
}

it('tells the version of the package', async () => {
  expect(await start('--version').ended).toEqual({
    code: 0,
    out: `${packageJson.version}\n`,
    err: '',
  });
});

it('ends with 2 and one sentence for wrong usage', async () => {
  const err = "Unknown option '--prot'; did you mean --port?\n";
  expect(await start('mock', '--prot', '1').ended).toEqual({ code: 2, out: '', err });
});

it('bears a reader that goes away', async () => {
  const { child, ended } = start('clauses', '--json');
  child.stdout.destroy();
  expect(await ended).toMatchObject({ code: 0, err: '' });
});

it.each(['SIGINT', 'SIGTERM'] as const)('closes the mock on %s', async (signal) => {
  const { child, written, ended } = start('mock', '--json');
  while (!written.out.endsWith('\n')) await once(child.stdout, 'data');
  child.kill(signal);
  expect(await ended).toMatchObject({ code: 0, err: '' });
});
