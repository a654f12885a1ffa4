import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inProcess } from '../cli/host-of.ts';

/** A broker that lets nobody in and repeats what it was told. */
const seen: (string | undefined)[] = [];
let server: Server;
let url = '';

beforeAll(async () => {
  server = createServer(({ headers }, response) => {
    seen.push(headers.authorization);
    response.writeHead(401, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: `not with ${headers.authorization}` }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const COMMANDS = [
  ['publish', '--consumer-version', '1'],
  ['can-i-deploy', '--pacticipant-version', '1', '--to-environment', 'test'],
  ['record-deployment', '--pacticipant-version', '1', '--environment', 'test'],
  ['record-release', '--pacticipant-version', '1', '--environment', 'test'],
  ['verify', '--broker', 'BROKER', '--provider-version', '1'],
];

it.each(COMMANDS)('%s says that it is not let in, and no secret', async (...args) => {
  for (const [env, header] of [
    [{ PACT_BROKER_TOKEN: 't0k3n-s3cr3t' }, 'Bearer t0k3n-s3cr3t'],
    [
      { PACT_BROKER_USERNAME: 'someone', PACT_BROKER_PASSWORD: 'p4ss-s3cr3t' },
      `Basic ${Buffer.from('someone:p4ss-s3cr3t').toString('base64')}`,
    ],
  ] as const) {
    seen.length = 0;
    const { code, out, err } = await inProcess(
      ['pact', ...args.map((each) => (each === 'BROKER' ? url : each))],
      {
        cwd: '/',
        env: { PATH: process.env.PATH, PACT_BROKER_BASE_URL: url, ...env },
        now: Date.now,
      },
    );
    expect(code, out + err).toBe(3);
    expect(err).toContain(`the broker at ${url} does not let us in`);
    expect(seen).toContain(header);
    expect(out + err).not.toMatch(/s3cr3t|c2NyM3Q|czNjcjN0/);
  }
});
