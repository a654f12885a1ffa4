import { describe, expect, test } from 'vitest';
import type { Fault } from '../../mock/fault.ts';
import { asText, onDelivery, withMember, without } from '../../mock/handler.ts';
import { faulty } from './faulty.ts';
import { openInbox } from './inbox.ts';

const jane = { name: 'Jane', phone: '1' };

test('what is stored', async () => {
  const zapier = await faulty({
    record: (client) => ({ ...client, values: { ...client.values, city: 'Berlin' } }),
  });
  const { api } = await zapier.connect();
  await api('POST', '/clients', jane);
  expect((await api('GET', '/clients')).json[0].city).toBe('Berlin');
});

test('the model of the OAuth library', async () => {
  const zapier = await faulty({
    model: (model) => ({ ...model, revokeAuthorizationCode: async () => true }),
  });
  const code = await zapier.code();
  await zapier.exchange(code);
  expect((await zapier.exchange(code)).status).toBe(200);
});

test('the clock', async () => {
  const zapier = await faulty({ clock: (now) => () => now() + 86_400_000 });
  const { api } = await zapier.connect();
  const { created_date } = (await api('POST', '/clients', jane)).json;
  expect(Date.parse(created_date) - Date.now()).toBeGreaterThan(86_000_000);
});

describe('deliveries', () => {
  test.each<[string, Fault['deliver'] & object, (body: string) => unknown]>([
    [
      'changed',
      onDelivery('booking.created', withMember('data.total', String)),
      (text) => expect(JSON.parse(text).data.total).toBe('150'),
    ],
    [
      'lacking',
      onDelivery('*', without('data.id')),
      (text) => expect(JSON.parse(text).data).not.toHaveProperty('id'),
    ],
    [
      'as text',
      onDelivery(
        ['booking.created'],
        asText(() => '"x"'),
      ),
      (text) => expect(text).toBe('"x"'),
    ],
  ])('%s', async (_what, deliver, look) => {
    const zapier = await faulty({ deliver });
    const inbox = await openInbox();
    const { api } = await zapier.connect();
    await api('POST', '/webhooks', { event: 'booking.created', target_url: inbox.url });
    await zapier.control('emit', { event: 'booking.created' });
    look((await inbox.waitFor(1))[0]?.text ?? '');
  });

  test('twice, and by a rule to everybody', async () => {
    const inbox = await openInbox();
    const zapier = await faulty({
      rules: { whoReceives: () => true },
      deliver: (next) => async (delivery) => {
        await next(delivery);
        await next(delivery);
      },
    });
    const { api } = await zapier.connect();
    await api('POST', '/webhooks', { event: 'booking.created', target_url: inbox.url });
    await api('POST', '/clients', jane);
    expect(await inbox.waitFor(2)).toHaveLength(2);
  });
});
