import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { Framing } from '../../harness/client/framing.ts';
import { createTransport } from '../../harness/client/transport.ts';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

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

function send(url: string, framing: Partial<Framing>, timeoutMs = 2_000) {
  const transport = createTransport({ timeoutMs });
  opened.push(transport);
  return transport.send({
    label: 'framed',
    method: 'POST',
    url: `${url}/a?b=c`,
    headers: [['x-one', '1']],
    body: '{}',
    framing: { headers: [], wire: Buffer.from('{}'), ends: false, ...framing },
  });
}

const ANSWER = 'HTTP/1.1 201 Created\r\nX-Two: 2\r\nContent-Length: 2\r\n\r\n{}';

describe('a request that is framed oddly', () => {
  test('is sent byte for byte, and its answer is read', async () => {
    let got = '';
    const url = await listening(
      createServer((socket) => {
        socket.on('data', (chunk) => {
          got += chunk.toString('latin1');
          if (got.endsWith('END')) socket.write(ANSWER);
        });
      }),
    );
    const headers = [['content-length', '-1']] as const;
    const exchange = await send(url, { headers, wire: Buffer.from('{}END') });
    expect(got).toBe(
      `POST /a?b=c HTTP/1.1\r\nhost: ${url.slice(7)}\r\nconnection: close\r\nx-one: 1\r\ncontent-length: -1\r\n\r\n{}END`,
    );
    expect(exchange.response).toEqual({
      status: 201,
      headers: [
        ['X-Two', '2'],
        ['Content-Length', '2'],
      ],
      body: '{}',
    });
    expect(exchange.request).toMatchObject({ body: '{}', headers: [['x-one', '1'], ...headers] });
  });

  test('waits for the go-ahead that it expects, or a second where none comes', async () => {
    const url = await listening(
      createHttpServer((request, response) => {
        request.resume();
        request.on('end', () => response.end('done'));
      }),
    );
    const headers = [
      ['content-length', '2'],
      ['expect', '100-continue'],
    ] as const;
    const exchange = await send(url, { headers });
    expect(exchange.response).toMatchObject({ status: 200, body: 'done' });
    expect(exchange.durationMs).toBeLessThan(900);

    const silent = await listening(
      createServer((socket) => {
        let got = '';
        socket.on('data', (chunk) => {
          got += chunk.toString();
          if (got.endsWith('\r\n\r\n{}')) socket.end(ANSWER);
        });
      }),
    );
    expect((await send(silent, { headers })).response?.status).toBe(201);
  });

  test('tells a connection that is closed from silence and from a port where nobody listens', async () => {
    const closing = await listening(
      createServer((socket) => socket.once('data', () => socket.end())),
    );
    expect((await send(closing, {})).failure?.kind).toBe('closed');
    const silent = await listening(createServer((socket) => socket.resume()));
    expect((await send(silent, {}, 100)).failure).toEqual({
      kind: 'timeout',
      message: 'no answer within 0.1 s',
    });
    expect((await send('http://127.0.0.1:9', {})).failure?.kind).toBe('unreachable');
  });

  test('says that no more will come where it ends', async () => {
    const url = await listening(
      createServer({ allowHalfOpen: true }, (socket) => {
        socket.resume();
        socket.on('end', () => socket.end(ANSWER));
      }),
    );
    expect((await send(url, { ends: true })).response?.status).toBe(201);
  });
});
