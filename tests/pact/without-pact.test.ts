import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { command } from '../run/command.ts';

/** Hides a package from whoever imports it, requires it or looks for where it is. */
const HIDE = `
const { Module, register } = require('node:module');
const hidden = process.env.HIDDEN;
const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, ...others) {
  if (request.startsWith(hidden)) throw new Error("Cannot find package '" + hidden + "'");
  return resolve.call(this, request, ...others);
};
register('data:text/javascript,' + encodeURIComponent(\`
export async function resolve(specifier, context, next) {
  if (specifier.startsWith('\${hidden}')) throw new Error("Cannot find package '\${hidden}'");
  return next(specifier, context);
}\`));
`;

let hide: string;
beforeAll(() => {
  hide = join(mkdtempSync(join(tmpdir(), 'conformance-hidden-')), 'hide.cjs');
  writeFileSync(hide, HIDE);
});

const without = (hidden: string, ...args: readonly string[]) =>
  command(args, undefined, { NODE_OPTIONS: `--require ${hide}`, HIDDEN: hidden });

describe('where Pact is not installed', () => {
  it('runs the suite', async () => {
    const { code, run, stdout, stderr } = await without(
      '@pact-foundation/',
      ...['run', 'actions/create-client', '--fuzz-runs', '1'],
    );
    expect(code, stdout + stderr).toBe(0);
    expect(run?.verdict).toBe('pass');
  }, 120_000);

  it.each([
    [
      '@pact-foundation/pact',
      ['generate'],
      /^Pact's native library could not be loaded, which only/,
    ],
    ['@pact-foundation/pact-cli', ['verify'], /^Pact's program could not be started, which only/],
    [
      '@pact-foundation/pact-cli',
      ['publish', '--broker', 'http://127.0.0.1:9', '--consumer-version', '1'],
      /^Pact's program could not be started, which only/,
    ],
  ])(
    'says in one sentence that %s is missing for `pact %j`',
    async (hidden, args, says) => {
      const { code, stdout, stderr } = await without(hidden, 'pact', ...args);
      expect(code, stdout + stderr).toBe(3);
      expect(stderr).toMatch(says);
      expect(stderr.trim().split('\n')).toHaveLength(1);
    },
    60_000,
  );
});
