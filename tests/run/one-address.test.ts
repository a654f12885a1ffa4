import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Run } from '../../reporters/run.ts';
import { command, type Finished } from './command.ts';

const SECONDS = 60_000;
const MAIN = join(import.meta.dirname, '..', '..', 'dist', 'cli', 'main.js');

describe('runs from one address, one after the other', { timeout: SECONDS }, () => {
  const mocks: ChildProcess[] = [];
  let bare: string;
  let controlled: string;
  let state: string;

  const run = (target: string, ...options: string[]): Promise<Finished> =>
    command(
      ['run', 'oauth', '--target', target, ...options],
      { sourceAddresses: [] },
      { XDG_STATE_HOME: state },
    );
  const start = (...options: string[]): Promise<string> => {
    const mock = spawn(process.execPath, [MAIN, 'mock', ...options], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    mocks.push(mock);
    return addressOf(mock);
  };

  beforeAll(async () => {
    state = mkdtempSync(join(tmpdir(), 'conformance-state-'));
    [bare, controlled] = await Promise.all([start('--variant', 'errors:no-controls'), start()]);
  }, SECONDS);
  afterAll(() => {
    for (const mock of mocks) mock.kill();
    rmSync(state, { recursive: true, force: true });
  });

  it('spends ten on what is most important, and says when it could afford the rest', async () => {
    const { run: report, stderr, code } = await run(bare);
    expect(stderr).toContain('10 from this address.');
    expect(stderr).toMatch(
      /\d+ kinds of them cannot be afforded; all ten can again at \d\d:\d\d UTC/,
    );
    expect(report?.plan).toHaveLength(2);
    for (const line of report?.plan ?? []) expect(stderr).toContain(line);
    expect(verdictOf('oauth/token/code-once', report)).toBe('pass');
    expect(verdictOf('oauth/token/secret-checked', report)).toBe('pass');
    expect(verdictOf('oauth/throttling/eleventh-429', report)).toBe('pass');
    expect(reasonOf('oauth/token/client-unknown', report)).toMatch(/a run from \d\d:\d\d UTC on/);
    expect(code).toBe(0);
  });

  it('affords nothing at once again, says so, and is red with --strict', async () => {
    const { run: report, stderr, code } = await run(bare, '--strict');
    expect(stderr).toContain('Earlier runs spent 10 of this address, so 0 are left');
    for (const id of ['token/code-once', 'token/error-format', 'throttling/ten-allowed']) {
      expect(reasonOf(`oauth/${id}`, report)).toMatch(/a run from \d\d:\d\d UTC on/);
    }
    expect(report?.counts).toMatchObject({ fail: 0, warn: 0, error: 0 });
    expect(code).toBe(1);
  });

  it('judges all but what needs two addresses, where the clock can be moved', async () => {
    const { run: report, stderr, code } = await run(controlled);
    const open = report?.clauses.filter(({ chosen, verdict }) => chosen && verdict !== 'pass');
    expect(open?.map(({ id }) => id)).toEqual(['oauth/throttling/per-address']);
    expect(stderr).toContain('from this address in later hours by the moved clock');
    expect(code).toBe(0);
  });
});

function addressOf(mock: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let greeting = '';
    mock.stdout?.on('data', (chunk) => {
      greeting += String(chunk);
      const url = /http:\/\/[\w.]+:\d+\/gateway/.exec(greeting)?.[0];
      if (url !== undefined) resolve(url);
    });
    mock.once('close', (code) => reject(new Error(`the mock ended with ${code}: ${greeting}`)));
  });
}

function verdictOf(id: string, run: Run | undefined): string | undefined {
  return run?.clauses.find((clause) => clause.id === id)?.verdict;
}

function reasonOf(id: string, run: Run | undefined): string | undefined {
  return run?.clauses.find((clause) => clause.id === id)?.reason;
}
