import { expect, it, vi } from 'vitest';
import { inProcess } from '../cli/host-of.ts';

vi.mock('@pact-foundation/pact', () => {
  throw new Error('libpact_ffi.so: cannot open shared object file');
});

it('says in one sentence that the native library does not load, and exits 3', async () => {
  const { code, out, err } = await inProcess(['pact', 'generate']);
  expect(code).toBe(3);
  expect(out).toBe('');
  expect(err).toMatch(
    /^Pact's native library could not be loaded, which only `pact generate` needs: .+\n$/,
  );
});

it('needs none to verify', async () => {
  const { code, out } = await inProcess(['pact', 'verify'], {
    cwd: '/',
    env: { PATH: process.env.PATH },
    now: Date.now,
  });
  expect(code, out).toBe(0);
});
