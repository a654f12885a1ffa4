import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { startReceiver } from '../../harness/webhooks/receiver.ts';
import { judgeGateway } from '../../prove/judge-gateway.ts';
import { items } from '../../suites/select.ts';

const REQUESTS = 100_000;
const SECONDS = 1_000;
const triggers = items.filter(({ clause }) => clause.id.startsWith('triggers/'));
const children: ReturnType<typeof spawn>[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
});

function flood(port: string, count: number) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'flood.mjs'), port, `${count}`]);
  children.push(child);
  let told = '';
  child.stdout.on('data', (chunk) => {
    told += String(chunk);
  });
  return once(child, 'close').then(() => JSON.parse(told) as { sent: number; answered: number });
}

async function freePort(): Promise<string> {
  const receiver = await startReceiver({ listen: '127.0.0.1:0', now: Date.now });
  const { port } = new URL(receiver.localUrl);
  await receiver.close();
  return port;
}

it(
  `a flood of ${REQUESTS} foreign requests changes no verdict`,
  async () => {
    const port = await freePort();
    const webhooks = { listen: `127.0.0.1:${port}`, within: 20 };
    let done: Awaited<ReturnType<typeof flood>> | undefined;
    let runs = 0;
    const flooding = flood(port, REQUESTS).then((outcome) => {
      done = outcome;
    });
    // one run after the other as long as the flood lasts
    while (done === undefined || runs === 0) {
      const { judgements } = await judgeGateway([], triggers, { webhooks });
      const others = [...judgements].filter(([, { verdict }]) => verdict !== 'pass');
      expect(others.map(([id, { verdict, message }]) => [id, verdict, message])).toEqual([]);
      runs += 1;
    }
    await flooding;
    expect(done?.sent).toBeGreaterThanOrEqual(REQUESTS);
    expect(done?.answered).toBeGreaterThan(0);
  },
  120 * SECONDS,
);
