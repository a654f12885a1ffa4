import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createTransport } from '../../harness/client/transport.ts';
import { type Receiver, startReceiver } from '../../harness/webhooks/receiver.ts';
import { roundTrip } from '../../harness/webhooks/round-trip.ts';

const transport = createTransport({ timeoutMs: 5_000 });
const opened: { close(): unknown }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

async function receiver(
  more: { publicUrl?: string; bodyLimitBytes?: number } = {},
): Promise<Receiver> {
  const started = await startReceiver({ listen: '127.0.0.1:0', now: Date.now, ...more });
  opened.push(started);
  return started;
}

const post = (url: string, body: string | Uint8Array = '{}', method = 'POST') =>
  transport.send({
    label: 'deliver',
    method,
    url,
    body,
    headers: [
      ['X-Sig', 'a'],
      ['x-sig', 'b'],
    ],
  });

describe('inboxes', () => {
  test('a delivery is kept as it came and answered 200 with JSON', async () => {
    const inbox = (await receiver()).open('client.created');
    expect(inbox.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/hooks\/[\w-]{32}$/);
    const { response } = await post(`${inbox.url}?x=1`, '{"a":"\u00fc"}');
    expect(response?.status).toBe(200);
    expect(JSON.parse(response?.body ?? '')).toEqual({ received: true });
    expect(inbox.deliveries).toHaveLength(1);
    const [delivery] = inbox.deliveries;
    expect(delivery).toMatchObject({ method: 'POST', body: '{"a":"\u00fc"}', answered: 200 });
    expect(delivery?.url).toBe(`${inbox.url}?x=1`);
    expect(delivery?.headers).toEqual(
      expect.arrayContaining([
        ['X-Sig', 'a'],
        ['x-sig', 'b'],
      ]),
    );
    expect(delivery).not.toHaveProperty('brokenUtf8');
    expect(delivery).not.toHaveProperty('truncated');
  });

  test('the oldest can be dropped, and how many were is known', async () => {
    const inbox = (await receiver()).open('any');
    for (const at of [1, 2, 3]) await post(inbox.url, JSON.stringify({ at }));
    expect(inbox.forgotten).toBe(0);
    inbox.forget(5_000);
    expect(inbox.forgotten).toBe(1);
    expect(inbox.deliveries.map(({ body }) => body)).toEqual(['{"at":2}', '{"at":3}']);
  });

  test.each(['GET', 'PUT', 'DELETE'])('%s is recorded too', async (method) => {
    const inbox = (await receiver()).open('any');
    expect((await post(inbox.url, '', method)).response?.status).toBe(200);
    expect(inbox.deliveries[0]?.method).toBe(method);
  });

  test.each(['HEAD', 'OPTIONS'])('%s is answered and no delivery', async (method) => {
    const inbox = (await receiver()).open('any');
    expect((await post(inbox.url, '', method)).response?.status).toBe(200);
    expect(inbox.deliveries).toEqual([]);
  });

  test('other paths are turned away and counted', async () => {
    const hooks = await receiver();
    const inbox = hooks.open('a');
    expect((await post(`${inbox.url}x`)).response?.status).toBe(404);
    expect((await post(`${inbox.url}/`)).response?.status).toBe(404);
    expect(hooks.unknownRequests).toBe(2);
    expect(inbox.deliveries).toEqual([]);
  });

  test('bytes that are not UTF-8 are noticed', async () => {
    const inbox = (await receiver()).open('a');
    await post(inbox.url, Uint8Array.from([0x22, 0xc3, 0x22]));
    expect(inbox.deliveries[0]).toMatchObject({ brokenUtf8: true, body: '"\ufffd"' });
  });

  test('1000 parallel deliveries to 10 inboxes are all there', async () => {
    const hooks = await receiver();
    const inboxes = Array.from({ length: 10 }, (_, i) => hooks.open(`inbox ${i}`));
    const all = inboxes.flatMap(({ url }) =>
      Array.from({ length: 100 }, (_, i) => post(url, `${i}`)),
    );
    const statuses = (await Promise.all(all)).map(({ response }) => response?.status);
    expect(statuses.filter((status) => status !== 200)).toEqual([]);
    for (const { deliveries } of inboxes) {
      expect(new Set(deliveries.map(({ body }) => body)).size).toBe(100);
      expect(deliveries).toHaveLength(100);
    }
  });

  test('1000 connections at once are all served', async () => {
    const inbox = (await receiver()).open('a');
    const { port, pathname } = new URL(inbox.url);
    const sockets = Array.from({ length: 1000 }, () => {
      const socket = connect(Number(port), '127.0.0.1');
      socket.write(`POST ${pathname} HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{}`);
      return once(socket, 'data').then(() => socket.destroy());
    });
    await Promise.all(sockets);
    expect(inbox.deliveries).toHaveLength(1000);
  });
});

describe('waitFor', () => {
  test('finds what came before and what comes later', async () => {
    const inbox = (await receiver()).open('a');
    await post(inbox.url, 'one');
    expect((await inbox.waitFor(({ body }) => body === 'one', 0))?.body).toBe('one');
    const two = inbox.waitFor(({ body }) => body === 'two', 2_000);
    await post(inbox.url, 'other');
    await post(inbox.url, 'two');
    expect(await two).toMatchObject({ body: 'two', answered: 200 });
  });

  test('ends empty-handed in time, or when the receiver closes', async () => {
    const hooks = await receiver();
    const inbox = hooks.open('a');
    expect(await inbox.waitFor(() => true, 30)).toBeUndefined();
    const forever = inbox.waitFor(() => true, 60_000);
    // The waiter joins a microtask later.
    await Promise.resolve();
    await hooks.close();
    opened.length = 0;
    expect(await forever).toBeUndefined();
  });

  test('a matcher that throws fails its waiter alone', async () => {
    const inbox = (await receiver()).open('a');
    const wrong = inbox.waitFor(() => {
      throw new Error('mine');
    }, 2_000);
    const right = inbox.waitFor(() => true, 2_000);
    const [exchange] = await Promise.all([post(inbox.url), expect(wrong).rejects.toThrow('mine')]);
    expect(exchange.response?.status).toBe(200);
    expect(await right).toBeDefined();
  });
});

describe('answer plans', () => {
  test('by attempt, with status, headers and delay', async () => {
    const inbox = (await receiver()).open('a');
    inbox.answerWith((attempt) =>
      attempt < 3
        ? { status: 503, headers: { 'retry-after': '1' } }
        : { status: 200, delayMs: 120 },
    );
    const first = await post(inbox.url);
    expect(first.response?.status).toBe(503);
    expect(first.response?.headers).toContainEqual(['retry-after', '1']);
    expect((await post(inbox.url)).response?.status).toBe(503);
    const slow = post(inbox.url);
    const held = await inbox.waitFor(() => inbox.deliveries.length === 3, 1_000);
    expect(held).toBeDefined();
    expect(inbox.deliveries[2]).not.toHaveProperty('answered');
    expect((await slow).durationMs).toBeGreaterThanOrEqual(110);
    expect(inbox.deliveries.map(({ answered }) => answered)).toEqual([503, 503, 200]);
  });

  test('hanging up', async () => {
    const inbox = (await receiver()).open('a');
    inbox.answerWith(() => ({ status: 200, close: true }));
    expect((await post(inbox.url)).failure?.kind).toBe('closed');
    expect(inbox.deliveries[0]).not.toHaveProperty('answered');
  });

  test('a plan that throws answers 500', async () => {
    const inbox = (await receiver()).open('a');
    inbox.answerWith(() => {
      throw new Error('bug');
    });
    expect((await post(inbox.url)).response?.status).toBe(500);
    expect(inbox.deliveries).toHaveLength(1);
  });
});

describe('limits', () => {
  test('a large body is answered 413 and kept by its beginning', async () => {
    const inbox = (await receiver({ bodyLimitBytes: 100 })).open('a');
    expect((await post(inbox.url, 'x'.repeat(100))).response?.status).toBe(200);
    const large = await post(inbox.url, 'y'.repeat(3_000_000));
    expect(large.response?.status).toBe(413);
    expect(inbox.deliveries[1]).toMatchObject({
      truncated: true,
      answered: 413,
      body: 'y'.repeat(100),
    });
  });

  test('a body that breaks off is kept as truncated and unanswered', async () => {
    const inbox = (await receiver()).open('a');
    const { port, pathname } = new URL(inbox.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(`POST ${pathname} HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n{"a"`);
    setTimeout(() => socket.destroy(), 50);
    const delivery = await inbox.waitFor(() => true, 2_000);
    expect(delivery).toMatchObject({ truncated: true, body: '{"a"' });
    expect(delivery).not.toHaveProperty('answered');
  });
});

describe('addresses', () => {
  test('a busy port and a wrong address are said plainly', async () => {
    const { port } = new URL((await receiver()).localUrl);
    const taken = startReceiver({ listen: `127.0.0.1:${port}`, now: Date.now });
    await expect(taken).rejects.toThrow(
      `The webhook receiver cannot listen on 127.0.0.1:${port}: the port is in use.`,
    );
    const odd = startReceiver({ listen: 'nonsense', now: Date.now });
    await expect(odd).rejects.toThrow('it is not "host:port"');
  });

  test('the public URL is what senders are told, with or without its own path', async () => {
    const hooks = await receiver({ publicUrl: 'https://hooks.example.com/in/' });
    const inbox = hooks.open('a');
    expect(inbox.url).toMatch(/^https:\/\/hooks\.example\.com\/in\/hooks\/[\w-]+$/);
    const path = new URL(inbox.url).pathname;
    await post(hooks.localUrl + path);
    await post(hooks.localUrl + path.replace('/in', ''));
    expect(inbox.deliveries).toHaveLength(2);
    expect(inbox.deliveries[0]?.url).toBe(inbox.url);
  });

  test('a round trip tells whether the public URL is ours', async () => {
    const hooks = await receiver();
    expect(await roundTrip(hooks, transport)).toEqual({ ok: true });
    const other = await receiver();
    hooks.publishAt(other.localUrl);
    expect(await roundTrip(hooks, transport)).toEqual({
      ok: false,
      why: `A webhook to ${other.localUrl} does not arrive: something else answers there with 404.`,
    });
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    opened.push(silent);
    const { port } = silent.address() as { port: number };
    hooks.publishAt(`http://127.0.0.1:${port}`);
    expect(await roundTrip(hooks, transport, 200)).toMatchObject({
      ok: false,
      why: `A webhook to http://127.0.0.1:${port} does not arrive: no answer within 0.2 s.`,
    });
  });
});
