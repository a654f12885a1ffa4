import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { createTransport } from '../../harness/client/transport.ts';
import { bytesOf } from '../../harness/webhooks/inbox.ts';
import { type ReceiverOptions, startReceiver } from '../../harness/webhooks/receiver.ts';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

async function start(more: Partial<ReceiverOptions> = {}) {
  const receiver = await startReceiver({ listen: '127.0.0.1:0', now: () => 0, ...more });
  const transport = createTransport({ timeoutMs: 10_000 });
  opened.push(receiver, transport);
  const post = (url: string, body: string | Uint8Array, headers: [string, string][] = []) =>
    transport.send({ label: 'deliver', method: 'POST', url, body, headers });
  return { receiver, post };
}

describe('requests for no inbox', () => {
  it('are hung up on beyond so many a second, and deliveries are not', async () => {
    const { receiver, post } = await start({ strangers: { perSecond: 3 } });
    const inbox = receiver.open('a');
    const statuses: unknown[] = [];
    for (let count = 0; count < 5; count += 1) {
      const { response } = await post(`${receiver.localUrl}/elsewhere`, '{}');
      const closes = response?.headers.some(
        ([name, value]) => /^connection$/i.test(name) && value === 'close',
      );
      statuses.push([response?.status, closes]);
    }
    expect(statuses).toEqual([
      [404, false],
      [404, false],
      [404, false],
      [429, true],
      [429, true],
    ]);
    expect((await post(inbox.url, '{}')).response?.status).toBe(200);
    expect([receiver.unknownRequests, inbox.deliveries.length]).toEqual([5, 1]);
  });

  it('cannot take all connections: the oldest that delivered nothing is closed', async () => {
    const { receiver, post } = await start({ strangers: { connections: 3 } });
    const inbox = receiver.open('a');
    expect((await post(inbox.url, '{"n":1}')).response?.status).toBe(200);
    const { port } = new URL(receiver.localUrl);
    const idle = Array.from({ length: 3 }, () => connect(Number(port), '127.0.0.1'));
    const [first, ...others] = idle;
    if (first === undefined) throw new Error('unreachable');
    first.resume().on('error', () => undefined);
    await once(first, 'close');
    expect((await post(inbox.url, '{"n":2}')).response?.status).toBe(200);
    expect(others.map(({ destroyed }) => destroyed)).toEqual([false, false]);
    for (const one of idle) one.destroy();
    expect(inbox.deliveries).toHaveLength(2);
  });
});

describe('what is kept of a delivery', () => {
  it('is its text without the content coding, and its bytes with it', async () => {
    const { receiver, post } = await start();
    const inbox = receiver.open('a');
    const sent = gzipSync('{"name":"Zo\u00eb"}');
    await post(inbox.url, sent, [['content-encoding', 'gzip']]);
    const [delivery] = inbox.deliveries;
    if (delivery === undefined) throw new Error('nothing came');
    expect(delivery.body).toBe('{"name":"Zo\u00eb"}');
    expect(bytesOf(delivery).equals(sent)).toBe(true);
  });

  it('is what came, where the content coding is a lie', async () => {
    const { receiver, post } = await start();
    const inbox = receiver.open('a');
    await post(inbox.url, '{}', [['content-encoding', 'gzip']]);
    expect(inbox.deliveries[0]?.body).toBe('{}');
  });

  it('is its bytes where they are no UTF-8', async () => {
    const { receiver, post } = await start();
    const inbox = receiver.open('a');
    const sent = Buffer.from('{"name":"Zo\u00eb"}', 'latin1');
    await post(inbox.url, sent);
    const [delivery] = inbox.deliveries;
    expect(delivery && bytesOf(delivery).equals(sent)).toBe(true);
  });
});
