import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGateway } from '../../mock/gateway.ts';
import type { GatewayState } from '../../mock/state.ts';

const MAIN = join(import.meta.dirname, '..', '..', 'dist', 'cli', 'main.js');
const SECONDS = 60_000;

describe('a run that is ended in the middle', { timeout: SECONDS }, () => {
  let folder: string;
  let gateway: Awaited<ReturnType<typeof startGateway>>;
  let state: GatewayState | undefined;
  let subscribedTo = (_count: number) => {};
  /** Slow deliveries, so that there is a middle in which to end a run. */
  let delayMs = 2_000;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'killed-'));
    const watched = {
      name: 'watched',
      does: 'shows its state to the test',
      answer: <Next extends (...all: never[]) => Promise<unknown>>(
        next: Next,
        its: GatewayState,
      ) => {
        state = its;
        return (async (...all: never[]) => {
          const answer = await next(...all);
          subscribedTo(its.store.subscriptions.size);
          return answer;
        }) as unknown as Next;
      },
      rules: { deliveryDelayMs: () => delayMs },
    };
    gateway = await startGateway({ variants: [watched] });
    // the reset, which a mock offers, would end what a dead run left
    const { reset: _, ...controls } = gateway.sandbox.controls;
    writeFileSync(
      join(folder, 'conformance.config.json'),
      JSON.stringify({ target: gateway.url, oauth: gateway.sandbox.oauth, controls }),
    );
  });
  afterAll(async () => {
    await gateway.close();
    rmSync(folder, { recursive: true });
  });

  const start = () => {
    const { PATH = '', HOME = '' } = process.env;
    const child = spawn(process.execPath, [MAIN, 'run', 'triggers', '--fuzz-runs', '0'], {
      cwd: folder,
      env: { PATH, HOME, XDG_STATE_HOME: join(folder, 'state') },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += String(chunk);
    });
    return { child, ended: once(child, 'close').then(([code]) => ({ code, said })) };
  };

  const subscribed = (count: number) =>
    new Promise<void>((resolve) => {
      subscribedTo = (open) => {
        if (open >= count) resolve();
      };
    });

  it('by SIGKILL leaves its subscriptions to the next run, which ends them first', async () => {
    const first = start();
    await subscribed(9);
    first.child.kill('SIGKILL');
    await first.ended;
    subscribedTo = () => {};
    delayMs = 0;
    const left = state?.store.subscriptions.size ?? 0;
    expect(left).toBeGreaterThanOrEqual(9);
    const { code, said } = await start().ended;
    expect(said).toMatch(/^\d+ subscriptions that an earlier run left behind: ended\.$/m);
    expect(state?.store.subscriptions.size).toBe(0);
    expect(code).toBe(0);
    expect(readdirSync(join(folder, 'state', 'pocketsuite-conformance', 'subscriptions'))).toEqual(
      [],
    );
  });

  it('by Ctrl-C ends its subscriptions itself', async () => {
    delayMs = 2_000;
    const run = start();
    await subscribed(9);
    run.child.kill('SIGINT');
    const { code, said } = await run.ended;
    expect(code, said).toBe(130);
    expect(state?.store.subscriptions.size).toBe(0);
  });
});
