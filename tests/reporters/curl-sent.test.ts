import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Exchange } from '../../contracts/evidence.ts';
import { curl } from '../../reporters/curl.ts';

const secrets = { CLIENT_SECRET: 's3cr+t/=&', CODE: 'c0de' };

function line(request: Partial<Exchange['request']>): string {
  return curl({
    label: '',
    request: { method: 'GET', url: 'http://127.0.0.1/', headers: [], ...request },
    startedAt: 0,
    durationMs: 0,
  });
}

const hasCurl = spawnSync('curl', ['--version']).status === 0;

describe.runIf(hasCurl)('the request that the real curl makes of the line', () => {
  const server = createServer((request, response) => {
    void read(request).then((body) => {
      const { method, url, rawHeaders } = request;
      response.end(JSON.stringify({ method, url, rawHeaders, body }));
    });
  });
  let origin = '';

  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(() => void server.close());

  async function sent(request: Partial<Exchange['request']>) {
    const text = line({ ...request, url: `${origin}${request.url ?? '/'}` });
    const env = { ...secrets, PATH: process.env.PATH, NO_PROXY: '*' };
    const { stdout } = await promisify(execFile)('sh', ['-c', text], { env });
    return JSON.parse(stdout.slice(stdout.indexOf('\r\n\r\n') + 4));
  }

  test('carries method, path and a body with control characters', async () => {
    const body = '{"name":"O\'Hara\n\u0000 é 🚀 $HOME"}';
    const headers: [string, string][] = [['content-type', 'application/json']];
    const request = { method: 'PATCH', url: '/a/../b?q=[1]', headers, body };
    expect(await sent(request)).toMatchObject({ method: 'PATCH', url: '/a/../b?q=[1]', body });
  });

  test('carries headers sent twice or empty, and no type of its own', async () => {
    const headers: [string, string][] = [
      ['X-Two', '1'],
      ['X-Two', '2'],
      ['X-Empty', ''],
    ];
    const { rawHeaders } = await sent({ method: 'POST', headers, body: 'a' });
    expect(rawHeaders.join('|')).toContain('X-Two|1|X-Two|2|X-Empty||');
    expect(rawHeaders.join('|').toLowerCase()).not.toContain('content-type');
  });

  test('carries a form with its secrets percent-encoded, in order', async () => {
    const headers: [string, string][] = [['content-type', 'application/x-www-form-urlencoded']];
    const body = 'code=$CODE&redirect_uri=http%3A%2F%2Fx&client_secret=$CLIENT_SECRET&a=b+c';
    const answer = await sent({ method: 'POST', headers, body });
    expect(answer.body).toBe(
      'code=c0de&redirect_uri=http%3A%2F%2Fx&client_secret=s3cr%2Bt%2F%3D%26&a=b+c',
    );
  });
});

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
