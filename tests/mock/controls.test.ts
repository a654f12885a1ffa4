import { describe, expect, test } from 'vitest';
import { settingsSchema } from '../../harness/settings/settings.ts';
import { visit } from './visitor.ts';

const jane = { name: 'Jane', phone: '1' };

describe('controls', () => {
  test('the description is a configuration', async () => {
    const zapier = await visit();
    const { mock, ...config } = (await zapier.get('/__control')).json;
    expect(mock).toBe('pocketsuite-conformance');
    expect(config).toEqual({ ...zapier.gateway.sandbox, mock: undefined });
    const settings = settingsSchema.parse({ target: zapier.url, ...config });
    expect(settings.controls.failNext?.json).toEqual({ status: '{status}' });
  });

  test('the clock is advanced', async () => {
    const zapier = await visit({ now: () => Date.UTC(2025, 0, 15, 14, 30) });
    const { api } = await zapier.connect();
    await zapier.control('clock', { advance_seconds: 60 });
    const { created_date } = (await api('POST', '/clients', jane)).json;
    expect(created_date).toBe('2025-01-15T14:31:00Z');
  });

  test('a token expires', async () => {
    const zapier = await visit();
    const { access_token, api } = await zapier.connect();
    expect((await zapier.control('expire-token', { access_token })).status).toBe(204);
    const answer = await api('GET', '/clients');
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([
      401,
      expect.stringContaining('invalid_token'),
    ]);
    expect((await zapier.control('expire-token', { access_token: 'x' })).status).toBe(404);
  });

  test('the next request fails, or the next that matches', async () => {
    const zapier = await visit();
    const { api } = await zapier.connect();
    await zapier.control('fail-next', { status: 500 });
    const failed = await api('GET', '/clients');
    expect([failed.status, failed.json.error.code]).toEqual([500, 'server_error']);
    expect((await api('GET', '/clients')).status).toBe(200);
    await zapier.control('fail-next', { status: 503, method: 'GET', path: '/v1/zapier/booking' });
    expect((await api('GET', '/clients')).status).toBe(200);
    expect((await api('GET', '/booking')).status).toBe(503);
  });

  test('a reset forgets all', async () => {
    const zapier = await visit();
    const { api } = await zapier.connect();
    await api('POST', '/clients', jane);
    for (let count = 0; count < 11; count += 1) await zapier.token({});
    await zapier.control('clock', { advance_seconds: 60 });
    expect((await zapier.control('reset')).status).toBe(204);
    expect((await api('GET', '/clients')).status).toBe(401);
    expect((await zapier.token({})).status).toBe(400);
    expect((await (await zapier.connect()).api('GET', '/clients')).json).toEqual([]);
  });

  test('a wrong control is told so', async () => {
    const zapier = await visit();
    expect((await zapier.control('clock', { advance_seconds: '{seconds}' })).status).toBe(422);
    expect((await zapier.control('emit', { event: 'nope' })).json.error.field).toBe('event');
    expect((await zapier.control('nope')).status).toBe(404);
    expect((await zapier.get('/__control/reset')).status).toBe(405);
  });
});
