import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, it } from 'vitest';
import { emptyLedger } from '../../harness/budget/ledger.ts';
import { createTransport } from '../../harness/client/transport.ts';
import { conduct } from '../../harness/scenarios/conduct.ts';
import { type Played, scenario } from '../../harness/scenarios/scenario.ts';
import { settingsSchema } from '../../harness/settings/settings.ts';
import { startReceiver } from '../../harness/webhooks/receiver.ts';
import { startGateway } from '../../mock/gateway.ts';

const SECONDS = 1_000;
const SUBSCRIBERS = 25;
const CLIENTS = 200;
const MEGABYTE = 1024 * 1024;

/** The heap without what nobody needs any more. */
function heap(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

/** Every client of a crowd, awaited at every one of many subscribers. */
const burst = scenario('burst', async ({ webhooks, gateway, a }) => {
  const inboxes = Array.from({ length: SUBSCRIBERS }, (_, at) => webhooks.open(`burst ${at}`));
  for (const inbox of inboxes) await webhooks.subscribe('client.created', inbox);
  const names = Array.from({ length: CLIENTS }, () => a.name());
  await Promise.all(names.map((name) => gateway.createClient(a.client({ name }))));
  for (const inbox of inboxes) {
    await webhooks.arrival(inbox, () => inbox.deliveries.length >= CLIENTS);
  }
  const came = inboxes.map(({ deliveries }) =>
    deliveries.map(({ body }) => JSON.parse(body).data.name as string).sort(),
  );
  return { complete: came.filter((each) => each.join() === [...names].sort().join()).length };
});

it(
  `a burst of ${SUBSCRIBERS * CLIENTS} deliveries in one run is received to the last`,
  async () => {
    let sent = 0;
    const counted = {
      name: 'counted',
      does: 'counts what it delivers',
      deliver:
        <Delivery>(next: (each: Delivery) => Promise<void>) =>
        async (each: Delivery) => {
          sent += 1;
          await next(each);
        },
    };
    const gateway = await startGateway({ variants: [counted] });
    const played = new Map<string, Played>();
    try {
      const { requests } = await conduct({
        target: gateway.url,
        settings: settingsSchema.parse({ oauth: gateway.sandbox.oauth, webhooks: { within: 60 } }),
        scenarios: [burst],
        addresses: [],
        ledger: emptyLedger(),
        now: Date.now,
        keep: ({ name }, each) => played.set(name, each),
        playing: () => {},
        announce: () => {},
      });
      expect(played.get('burst')).toEqual({ evidence: { complete: SUBSCRIBERS } });
      // the run's own subscription, by which it found how one subscribes, got them as well
      expect(requests.deliveries).toBeGreaterThanOrEqual(SUBSCRIBERS * CLIENTS);
      expect(requests.deliveries).toBeLessThanOrEqual(sent);
    } finally {
      await gateway.close();
    }
  },
  120 * SECONDS,
);

describe('the memory of a receiver', () => {
  const opened: { close(): unknown }[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((one) => one.close()));
  });

  it(
    'holds what was delivered and little more, and nothing of foreign requests',
    async () => {
      const receiver = await startReceiver({ listen: '127.0.0.1:0', now: Date.now });
      const transport = createTransport({ timeoutMs: 60 * SECONDS });
      opened.push(receiver, transport);
      const inbox = receiver.open('a');
      const body = JSON.stringify({ text: 'x'.repeat(1_000) });
      const send = async (url: string, count: number) => {
        for (let sent = 0; sent < count; sent += 100) {
          const post = () => transport.send({ label: 'x', method: 'POST', url, body });
          await Promise.all(Array.from({ length: 100 }, post));
        }
      };
      await send(inbox.url, 500);
      const before = heap();
      await send(inbox.url, 5_000);
      const after = heap();
      expect(inbox.deliveries).toHaveLength(5_500);
      // 1 kB each with its headers
      expect(after - before).toBeLessThan(20 * MEGABYTE);
      await send(`${receiver.localUrl}/elsewhere`, 5_000);
      expect(heap() - after).toBeLessThan(3 * MEGABYTE);
    },
    120 * SECONDS,
  );
});
