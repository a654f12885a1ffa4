import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../contracts/evidence.ts';
import { probeLocator, probeSubscription } from '../../harness/dialect/probe.ts';
import { settingsSchema } from '../../harness/settings/settings.ts';

const { dialect } = settingsSchema.parse({});
const answered = (status: number, body: unknown): Exchange => ({
  label: 'probe',
  request: { method: 'PUT', url: 'http://127.0.0.1/x', headers: [] },
  response: { status, headers: [], body: JSON.stringify(body) },
  startedAt: 0,
  durationMs: 0,
});

describe('probing where a client is named', () => {
  it('needs one request where the body is right', async () => {
    let sent = 0;
    const { locator } = await probeLocator('update', 'c1', dialect, () => {
      sent += 1;
      return Promise.resolve(answered(200, { id: 'c1' }));
    });
    expect([locator.place, locator.key, sent]).toEqual(['body', 'id', 1]);
  });

  it('goes on where another client was updated', async () => {
    const { locator } = await probeLocator('update', 'c1', dialect, (_method, path, _body, query) =>
      Promise.resolve(answered(200, { id: query === '?id=c1' ? 'c1' : path })),
    );
    expect([locator.place, locator.key]).toEqual(['query', 'id']);
  });

  it('finds a client in the path', async () => {
    const { locator } = await probeLocator('update', 'c1', dialect, (_method, path) =>
      Promise.resolve(path === '/clients/c1' ? answered(200, { id: 'c1' }) : answered(404, {})),
    );
    expect(locator.place).toBe('path');
  });

  it('falls back to the likeliest where nothing is granted', async () => {
    const probed = await probeLocator('note', 'c1', dialect, () =>
      Promise.resolve(answered(500, {})),
    );
    expect([probed.found, probed.locator.key]).toEqual([false, 'client_id']);
  });
});

describe('probing how a subscription is asked for', () => {
  it('takes the first key that is granted', async () => {
    const { dialect: found } = await probeSubscription(
      'http://hook',
      dialect,
      (_method, _path, body) =>
        Promise.resolve(answered('hookUrl' in (body as object) ? 201 : 422, { id: 's' })),
    );
    expect(found.body('client.created', 'http://hook')).toEqual({
      event: 'client.created',
      hookUrl: 'http://hook',
    });
  });

  it('tries other members for the event where `event` is refused with every URL', async () => {
    const { dialect: found } = await probeSubscription(
      'http://hook',
      dialect,
      (_method, _path, body) => {
        const { topic, url } = body as Record<string, unknown>;
        return Promise.resolve(answered(topic && url ? 201 : 422, { id: 's' }));
      },
    );
    expect(found.body('client.updated', 'http://hook')).toEqual({
      topic: 'client.updated',
      url: 'http://hook',
    });
  });
});
