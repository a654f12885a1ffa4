import { Agent, request } from 'undici';
import { expect, test } from 'vitest';
import { visit } from './visitor.ts';

const bad = { grant_type: 'authorization_code', code: 'x' };

test('the eleventh invalid token request of an hour is answered with 429', async () => {
  const zapier = await visit();
  const { access_token, refresh_token } = await zapier.connect();
  for (let count = 1; count <= 10; count += 1) {
    const kind = count % 2 ? { grant_type: 'magic', ...zapier.own } : bad;
    expect((await zapier.token(kind)).status).not.toBe(429);
  }
  const eleventh = await zapier.token(bad);
  expect(eleventh.status).toBe(429);
  expect(eleventh.json.error.code).toBe('rate_limit_exceeded');
  expect(Number(eleventh.headers.get('retry-after'))).toBeGreaterThan(3590);
  expect(Number(eleventh.headers.get('retry-after'))).toBeLessThanOrEqual(3600);

  const forged = await zapier.token(bad, { 'x-forwarded-for': '10.0.0.1' });
  expect(forged.status).toBe(429);
  expect((await zapier.token({ ...bad, ...zapier.other })).status).toBe(429);
  const headers = { authorization: `Bearer ${access_token}` };
  expect((await zapier.get('/v1/zapier/clients', headers)).status).toBe(200);
  expect((await zapier.refresh(refresh_token)).status).toBe(200);
  await zapier.control('expire-token', { access_token });
  expect((await zapier.get('/v1/zapier/clients', headers)).status).toBe(401);

  await zapier.control('clock', { advance_seconds: 3590 });
  expect((await zapier.token(bad)).status).toBe(429);
  await zapier.control('clock', { advance_seconds: 10 });
  expect((await zapier.token(bad)).status).toBe(401);
});

test('neither valid requests nor expired access tokens count', async () => {
  const zapier = await visit();
  const connected = await zapier.connect();
  await zapier.control('expire-token', connected);
  const headers = { authorization: `Bearer ${connected.access_token}` };
  for (let count = 0; count < 12; count += 1) {
    expect((await zapier.get('/v1/zapier/clients', headers)).status).toBe(401);
    expect((await zapier.refresh(connected.refresh_token)).status).toBe(200);
    expect((await zapier.token(bad, headers)).status).toBe(401);
  }
  for (let count = 0; count < 10; count += 1) {
    expect((await zapier.token(bad)).status).toBe(401);
  }
  expect((await zapier.token(bad)).status).toBe(429);
});

test('each address has its own limit', async () => {
  const zapier = await visit();
  for (let count = 0; count < 11; count += 1) await zapier.token(bad);
  const dispatcher = new Agent({ localAddress: '127.0.0.2' });
  const answer = await request(`${zapier.url}/oauth/token`, { method: 'POST', dispatcher });
  expect(answer.statusCode).toBe(400);
  await dispatcher.destroy();
});

test('of requests at the same time no more than ten are let through', async () => {
  const zapier = await visit();
  const answers = await Promise.all(Array.from({ length: 30 }, () => zapier.token(bad)));
  expect(answers.filter(({ status }) => status !== 429)).toHaveLength(10);
});
