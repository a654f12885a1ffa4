import { describe, expect, test } from 'vitest';
import { EVENTS, type EventName } from '../../contracts/resources.ts';
import { deliveries } from '../../contracts/schemas/delivery.ts';
import { openInbox } from './inbox.ts';
import { visit } from './visitor.ts';

const jane = { name: 'Jane', phone: '1' };

async function subscribed(answer?: Parameters<typeof openInbox>[0], options = {}) {
  const zapier = await visit(options);
  const inbox = await openInbox(answer);
  const { api } = await zapier.connect();
  const subscribe = (event: EventName, path = `/${event}`) =>
    api('POST', '/webhooks', { event, target_url: inbox.url + path });
  return { zapier, inbox, api, subscribe };
}

describe('a subscription', () => {
  test.each(['target_url', 'hookUrl', 'url'])('is made with %s and ended', async (key) => {
    const { api } = await (await visit()).connect();
    const hook = { event: 'client.created', [key]: 'https://hooks.example/1?a=b' };
    const answer = await api('POST', '/webhooks', hook);
    expect(answer.status).toBe(201);
    expect(answer.json).toEqual({
      id: expect.any(String),
      event: 'client.created',
      target_url: 'https://hooks.example/1?a=b',
      created_date: expect.any(String),
    });
    expect((await api('POST', '/webhooks', hook)).json.id).toBe(answer.json.id);
    expect((await api('GET', '/webhooks')).json).toEqual([answer.json]);
    const ended = await api('DELETE', `/webhooks/${answer.json.id}`);
    expect([ended.status, ended.text, ended.headers.get('content-length')]).toEqual([
      204,
      '',
      null,
    ]);
    expect((await api('DELETE', `/webhooks/${answer.json.id}`)).status).toBe(404);
  });

  test.each<[unknown, number, string]>([
    [{ target_url: 'http://x.example' }, 400, 'event'],
    [{ event: 'nope', target_url: 'http://x.example' }, 422, 'event'],
    [{ event: ['client.created'], target_url: 'http://x.example' }, 422, 'event'],
    [{ event: 'client.created' }, 400, 'target_url'],
    [{ event: 'client.created', target_url: 'nope' }, 422, 'target_url'],
    [{ event: 'client.created', target_url: 'ftp://x.example' }, 422, 'target_url'],
    [{ event: 'client.created', hookUrl: '/path' }, 422, 'hookUrl'],
    [{ event: 'client.created', url: 5 }, 422, 'url'],
  ])('%j is refused', async (body, status, field) => {
    const { api } = await (await visit()).connect();
    const answer = await api('POST', '/webhooks', body);
    expect([answer.status, answer.json.error.field]).toEqual([status, field]);
  });
});

describe('a delivery', () => {
  test('of each event keeps its documented shape and goes to its subscribers alone', async () => {
    const { zapier, inbox, api, subscribe } = await subscribed();
    for (const event of EVENTS) await subscribe(event);
    for (const event of EVENTS) {
      expect((await zapier.control('emit', { event })).status).toBe(202);
    }
    for (const event of EVENTS) {
      const [letter, ...more] = await inbox.waitFor(1, `/${event}`);
      expect(more).toEqual([]);
      deliveries[event].parse(letter?.body);
      expect(letter?.method).toBe('POST');
      expect(letter?.headers['content-type']).toBe('application/json');
    }
    const ids = inbox.letters.map(({ headers }) => headers['x-pocketsuite-delivery']);
    expect(new Set(ids).size).toBe(7);
    const [created] = inbox.at('/booking.created');
    const [completed] = inbox.at('/booking.completed');
    expect(completed?.body.data.id).toBe(created?.body.data.id);
    expect((await api('GET', '/booking')).json).toHaveLength(1);
    expect((await api('GET', '/payment')).json).toHaveLength(1);
    expect((await api('GET', '/subaccounts')).json).toHaveLength(1);
    expect((await api('GET', '/clients')).json[0].id).toBe(created?.body.data.client.id);
  });

  test('of a create and an update carries what they made, to the whole URL', async () => {
    const { inbox, api, subscribe } = await subscribed();
    await subscribe('client.created', '/c?key=a%20b&x=1');
    await subscribe('client.updated');
    const sent = { ...jane, line1: 'Main', custom: 'ü', n: 1.5 };
    const created = (await api('POST', '/clients', sent)).json;
    const [first] = await inbox.waitFor(1, '/c?key=a%20b&x=1');
    expect(first?.body).toEqual({ data: created });
    const changes = ['A', 'B', 'C'].map((city) => ({ id: created.id, city }));
    const answers = [];
    for (const change of changes) answers.push((await api('PUT', '/clients', change)).json);
    const letters = await inbox.waitFor(3, '/client.updated');
    expect(letters.map(({ body }) => body.city)).toEqual(['A', 'B', 'C']);
    expect(letters[0]?.body).toMatchObject({ ...sent, id: created.id, email: null });
    expect(letters[2]?.body.last_modified_date).toBe(answers[2]?.last_modified_date);
    expect(letters[0]?.body.created_date).toBe(created.created_date);
    await api('PUT', '/clients', { id: created.id });
    await api('PUT', '/clients', { id: created.id, name: '' });
    await api('PUT', '/clients', { id: created.id, city: 'D' });
    expect((await inbox.waitFor(4, '/client.updated'))[3]?.body.city).toBe('D');
    expect(inbox.letters).toHaveLength(5);
  });

  test('is repeated after a 5xx, with the same id, and not after a 4xx or 3xx', async () => {
    const answers = new Map([
      ['/flaky', [500, 429, 200]],
      ['/lost', [404]],
      ['/moved', [302]],
    ]);
    const { inbox, api, subscribe } = await subscribed(({ path }, response) => {
      response.statusCode = answers.get(path)?.shift() ?? 200;
      if (response.statusCode === 302) response.setHeader('location', '/elsewhere');
    });
    for (const path of answers.keys()) await subscribe('client.created', path);
    await api('POST', '/clients', jane);
    const flaky = await inbox.waitFor(3, '/flaky');
    expect(new Set(flaky.map(({ headers }) => headers['x-pocketsuite-delivery'])).size).toBe(1);
    await api('POST', '/clients', jane);
    await inbox.waitFor(4, '/flaky');
    expect(inbox.letters.map(({ path }) => path).sort()).toEqual([
      ...Array(4).fill('/flaky'),
      ...Array(2).fill('/lost'),
      ...Array(2).fill('/moved'),
    ]);
  });

  test('that is answered 410 ends the subscription', async () => {
    const { inbox, api, subscribe } = await subscribed((_letter, response) => {
      response.statusCode = 410;
    });
    await subscribe('client.created');
    await api('POST', '/clients', jane);
    await inbox.waitFor(1);
    await expect.poll(async () => (await api('GET', '/webhooks')).json).toEqual([]);
  });

  test('waits for no other subscriber, and none comes after the end', async () => {
    const { zapier, inbox, api, subscribe } = await subscribed(({ path }, response) => {
      if (path === '/slow') response.statusCode = 102;
    });
    const slow = (await subscribe('client.created', '/slow')).json;
    await subscribe('client.created', '/quick');
    await api('POST', '/clients', jane);
    await api('POST', '/clients', jane);
    await inbox.waitFor(2, '/quick');
    expect(inbox.at('/slow')).toHaveLength(1);
    await api('DELETE', `/webhooks/${slow.id}`);
    await api('POST', '/clients', jane);
    await inbox.waitFor(3, '/quick');
    expect(inbox.at('/slow')).toHaveLength(1);
    await zapier.gateway.close();
  });
});
