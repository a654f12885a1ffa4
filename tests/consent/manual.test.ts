import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { createTransport } from '../../harness/client/transport.ts';
import { consentDriver } from '../../harness/consent/consent-driver.ts';

const transport = createTransport({ timeoutMs: 1_000 });
const URL_ = 'https://gateway.example/oauth/authorize?x=1';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function driverOf(within = 5, onSaid: (sentence: string) => void = () => undefined) {
  return consentDriver({ driver: 'manual', within }, { transport, announce: onSaid });
}

const get = (url: string) => transport.send({ label: 'person', method: 'GET', url });

test('the redirect of the person is caught, other requests are not', async () => {
  const redirectUri = `http://127.0.0.1:${await freePort()}/callback`;
  const said: string[] = [];
  let page: Awaited<ReturnType<typeof get>> | undefined;
  const driver = driverOf(5, (sentence) => {
    said.push(sentence);
    void get(redirectUri.replace('/callback', '/favicon.ico')).then(async () => {
      page = await get(`${redirectUri}?code=1&state=s`);
    });
  });
  const walks = await Promise.all([
    driver.walk(URL_, 'approve', redirectUri),
    driver.walk(URL_, 'deny', redirectUri),
  ]);
  for (const { redirect } of walks) {
    expect(redirect).toEqual({ location: `${redirectUri}?code=1&state=s`, status: undefined });
  }
  expect(said).toEqual([
    `Waiting for you: open ${URL_} and allow access; waiting 5 s.`,
    `Waiting for you: open ${URL_} and deny access; waiting 5 s.`,
  ]);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(page?.response?.body).toContain('You can close this window');
});

test('nobody comes in time', async () => {
  const redirectUri = `http://127.0.0.1:${await freePort()}/callback`;
  const walked = await driverOf(0.05).walk(URL_, 'approve', redirectUri);
  expect(walked).toEqual({
    exchanges: [],
    stopped: `Nobody was sent to ${redirectUri} within 0.05 s.`,
    cause: 'timeout',
  });
});

test('the run ends while waiting', async () => {
  const redirectUri = `http://127.0.0.1:${await freePort()}/callback`;
  const driver = driverOf(60);
  const walking = driver.walk(URL_, 'approve', redirectUri);
  setTimeout(() => void driver.close(), 50);
  expect((await walking).stopped).toBe('The run ended before the redirect came.');
});

test('a busy port and an address elsewhere are said plainly', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const busy = await driverOf().walk(URL_, 'approve', `http://127.0.0.1:${port}/cb`);
  expect(busy.stopped).toBe(
    `The redirect cannot be caught at 127.0.0.1:${port} (oauth.redirectUri): another program uses the port.`,
  );
  server.close();
  const far = await driverOf().walk(URL_, 'approve', 'https://zapier.com/cb');
  expect(far.stopped).toContain('it is https://zapier.com/cb');
});

test('the token driver gives no consent', async () => {
  const driver = consentDriver(
    { driver: 'token', accessToken: 't' },
    { transport, announce: () => undefined },
  );
  expect((await driver.walk(URL_, 'approve', 'http://127.0.0.1/cb')).stopped).toContain(
    'no consent',
  );
});
