import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Server,
  type Socket,
} from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { createTransport, type Transport } from '../../harness/client/transport.ts';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

function transport(timeoutMs = 2_000): Transport {
  const made = createTransport({ timeoutMs });
  opened.push(made);
  return made;
}

async function listening(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  opened.push({
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const http = (handler: (request: IncomingMessage, response: ServerResponse) => void) =>
  listening(createServer(handler));

/** Answers each connection's first bytes with `text` and, if asked, hangs up. */
const tcp = (onData: (socket: Socket, count: number) => void) =>
  listening(
    createTcpServer((socket) => {
      let count = 0;
      socket.on('error', () => undefined);
      socket.on('data', () => onData(socket, ++count));
    }),
  );

const get = (url: string) => ({ label: 'get', method: 'GET', url });

describe('what comes back', () => {
  test('duplicate headers, raw names and the body are kept; redirects are not followed', async () => {
    const url = await http((_request, response) => {
      response.writeHead(302, ['X-Thing', 'a', 'x-thing', 'b', 'Location', '/elsewhere']);
      response.end('gr\u00fc\u00df');
    });
    const { response, failure, durationMs } = await transport().send(get(`${url}/a/../b?x=1`));
    expect(failure).toBeUndefined();
    expect(response?.status).toBe(302);
    expect(response?.headers.slice(0, 3)).toEqual([
      ['X-Thing', 'a'],
      ['x-thing', 'b'],
      ['Location', '/elsewhere'],
    ]);
    expect(response?.body).toBe('gr\u00fc\u00df');
    expect(response?.brokenUtf8).toBeUndefined();
    expect(durationMs).toBeGreaterThanOrEqual(0);
  });

  test('bytes that are not UTF-8 are noticed', async () => {
    const url = await http((_request, response) => response.end(Buffer.from([0x61, 0xff])));
    const { response } = await transport().send(get(url));
    expect(response).toMatchObject({ body: 'a\ufffd', brokenUtf8: true });
  });

  test('a compressed answer is read, as no coding was asked for or excluded', async () => {
    const url = await http((_request, response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end(gzipSync('{"ok":true}'));
    });
    expect((await transport().send(get(url))).response?.body).toBe('{"ok":true}');
  });

  test('an interim answer is skipped', async () => {
    const url = await tcp((socket) =>
      socket.write('HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n'),
    );
    expect((await transport().send(get(url))).response?.status).toBe(204);
  });
});

describe('what is sent', () => {
  test('headers, path and body go out as they are', async () => {
    const seen: { path: string | undefined; headers: string[]; body: Buffer }[] = [];
    const url = await http(async (request, response) => {
      const body = Buffer.concat(await request.toArray());
      seen.push({ path: request.url, headers: request.rawHeaders, body });
      response.end();
    });
    const exchange = await transport().send({
      label: 'raw',
      method: 'POST',
      url: `${url}/v1/../%zz?q="`,
      headers: [
        ['Authorization', 'Bearer \u00e9 "x"'],
        ['AUTHORIZATION', 'Basic !!'],
      ],
      body: Uint8Array.from([0xff, 0x7b]),
    });
    expect(exchange.response?.status).toBe(200);
    expect(exchange.request.body).toBe('\ufffd{');
    expect(seen[0]?.path).toBe('/v1/../%zz?q="');
    expect([...(seen[0]?.body ?? [])]).toEqual([0xff, 0x7b]);
    expect(seen[0]?.headers).toEqual(
      expect.arrayContaining(['Authorization', 'Bearer \u00e9 "x"', 'AUTHORIZATION', 'Basic !!']),
    );
    expect(seen[0]?.headers.map((name) => name.toLowerCase())).not.toContain('content-type');
  });

  test('from a chosen source address', async () => {
    const url = await http((request, response) => response.end(request.socket.remoteAddress));
    const { response, request } = await transport().send({ ...get(url), from: '127.0.0.2' });
    expect(response?.body).toBe('127.0.0.2');
    expect(request.from).toBe('127.0.0.2');
    const byName = url.replace('127.0.0.1', 'localhost');
    const named = await transport().send({ ...get(byName), from: '127.0.0.3' });
    expect(named.response?.body).toBe('127.0.0.3');
  });

  test('300 requests at once share 64 connections, and waiting in line is not a timeout', async () => {
    const ports = new Set<number | undefined>();
    const url = await http((request, response) => {
      ports.add(request.socket.remotePort);
      setTimeout(() => response.end('ok'), 150);
    });
    const client = transport(600);
    const all = await Promise.all(Array.from({ length: 300 }, () => client.send(get(url))));
    expect(ports.size).toBeLessThanOrEqual(64);
    expect(all.filter(({ failure }) => failure)).toEqual([]);
  });
});

describe('failures', () => {
  const failureOf = async (url: string, timeoutMs?: number) =>
    (await transport(timeoutMs).send(get(url))).failure;

  test('nothing listens', async () => {
    const url = await http(() => undefined);
    await Promise.all(opened.splice(0).map((one) => one.close()));
    expect(await failureOf(url)).toEqual({
      kind: 'unreachable',
      message: 'the connection was refused: nothing listens there',
    });
    expect((await failureOf(url.replace('127.0.0.1', 'localhost')))?.kind).toBe('unreachable');
  });

  test('no such host, no lawful request, no URL', async () => {
    expect((await failureOf('http://no-such-host.invalid'))?.kind).toBe('unreachable');
    expect((await failureOf('not a url'))?.kind).toBe('unreachable');
    const bad = { ...get('http://127.0.0.1:9'), headers: [['a', 'b\n']] as const };
    expect((await transport().send(bad)).failure).toEqual({
      kind: 'unreachable',
      message: 'the request could not be sent: invalid a header',
    });
  });

  test('no answer in time, and an answer that drips', async () => {
    const silent = await tcp(() => undefined);
    const message = 'no answer within 0.2 s';
    expect(await failureOf(silent, 200)).toEqual({ kind: 'timeout', message });
    const dripping = await http((_request, response) => {
      const timer = setInterval(() => response.write('x'), 50);
      response.on('close', () => clearInterval(timer));
    });
    const drip = await failureOf(dripping, 300);
    expect(drip).toEqual({
      kind: 'timeout',
      message: 'the answer (200) was not complete within 0.3 s',
    });
  });

  test.each([
    ['hung up', (socket: Socket) => socket.end()],
    ['reset', (socket: Socket) => socket.resetAndDestroy()],
    ['not HTTP', (socket: Socket) => socket.end('SSH-2.0-x\r\n\r\n')],
    ['cut off', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc')],
    ['half a head', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nconte')],
  ])('%s is closed, once', async (_name, onData) => {
    let requests = 0;
    const url = await tcp((socket) => {
      requests++;
      onData(socket);
    });
    const failure = await failureOf(url);
    expect(failure?.kind).toBe('closed');
    expect(failure?.message).not.toMatch(/\n|at .*:\d+/);
    expect(requests).toBe(1);
  });

  test('a body without end is cut at 5 MiB', async () => {
    const url = await http((_request, response) => {
      const fill = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536)));
      };
      response.on('drain', fill);
      fill();
    });
    expect((await failureOf(url))?.message).toContain('larger than 5 MiB');
  });
});

describe('a kept connection that the server closed', () => {
  const ok = 'HTTP/1.1 200 OK\r\nkeep-alive: timeout=60\r\ncontent-length: 2\r\n\r\nok';
  /** Sends one request and another that finds its connection idle. */
  const twice = async (url: string) => {
    const client = transport();
    expect((await client.send(get(url))).failure).toBeUndefined();
    await new Promise((resolve) => setTimeout(resolve, 20));
    return client.send({ ...get(url), method: 'POST', body: '{}' });
  };
  const scripted = async (onData: (socket: Socket, nth: number, request: number) => void) => {
    let requests = 0;
    const url = await tcp((socket, nth) => onData(socket, nth, ++requests));
    return { url, requests: () => requests };
  };

  test.each(['destroy', 'resetAndDestroy', 'end'] as const)(
    'by %s under way is no failure',
    async (how) => {
      const { url, requests } = await scripted((socket, nth) =>
        nth === 1 ? socket.write(ok) : socket[how](),
      );
      expect((await twice(url)).response?.status).toBe(200);
      expect(requests()).toBe(3);
    },
  );

  test('right after its answer is no failure', async () => {
    const { url, requests } = await scripted((socket) => socket.end(ok));
    expect((await twice(url)).response?.status).toBe(200);
    expect(requests()).toBe(2);
  });

  test('again on the fresh connection is one', async () => {
    const { url, requests } = await scripted((socket, _nth, request) =>
      request === 1 ? socket.write(ok) : socket.destroy(),
    );
    expect((await twice(url)).failure?.kind).toBe('closed');
    expect(requests()).toBe(3);
  });

  test('after it began to answer is one', async () => {
    const { url, requests } = await scripted((socket, nth) =>
      nth === 1 ? socket.write(ok) : socket.end('HTTP/1.1 2'),
    );
    expect((await twice(url)).failure?.kind).toBe('closed');
    expect(requests()).toBe(2);
  });

  test('long after the request was sent is one', async () => {
    const { url, requests } = await scripted((socket, nth) =>
      nth === 1 ? socket.write(ok) : setTimeout(() => socket.destroy(), 1_200),
    );
    expect((await twice(url)).failure?.kind).toBe('closed');
    expect(requests()).toBe(2);
  });
});
