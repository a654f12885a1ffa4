import { describe, expect, test } from 'vitest';
import { users } from '../../mock/accounts.ts';
import { visit } from './visitor.ts';

const UUID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const jane = { name: 'Jane Smith', email: 'jane@example.com', phone: '+1234567890' };

describe('creating a client', () => {
  test('answers exactly the documented members', async () => {
    const { api } = await (await visit()).connect();
    const answer = await api('POST', '/clients', { ...jane, city: 'New York', custom: 'x' });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.json).toEqual({
      id: expect.stringMatching(UUID),
      ...jane,
      created_date: expect.stringMatching(DATE),
    });
    const minimal = await api('POST', '/clients', { name: 'J', phone: '1', email: null });
    expect(minimal.json).toMatchObject({ email: null, phone: '1' });
  });

  test.each<[unknown, number, string]>([
    [{ phone: '1' }, 400, 'name'],
    [{ name: null, phone: '1' }, 400, 'name'],
    [{ name: '', phone: '1' }, 422, 'name'],
    [{ name: ' \t', phone: '1' }, 422, 'name'],
    [{ name: 7, phone: '1' }, 422, 'name'],
    [{ name: {}, phone: '1' }, 422, 'name'],
    [{ name: 'J' }, 400, 'phone'],
    [{ name: 'J', phone: null, email: null }, 400, 'phone'],
    [{ name: 'J', phone: '', email: '' }, 422, 'phone'],
    [{ name: 'J', phone: 5 }, 422, 'phone'],
    [{ name: 'J', email: [] }, 422, 'email'],
    [{ ...jane, city: 5 }, 422, 'city'],
    [{ ...jane, custom: {} }, 422, 'custom'],
    [{ ...jane, custom: [] }, 422, 'custom'],
    ['{"name":"J","phone":"1","n":1e999}', 422, 'n'],
    ['{"name":"J","phone":"1","__proto__":{"a":1}}', 422, '__proto__'],
  ])('refuses %j', async (body, status, field) => {
    const { api } = await (await visit()).connect();
    const answer = await api('POST', '/clients', body);
    expect([answer.status, answer.json.error.field]).toEqual([status, field]);
    expect(answer.json.error.code).toBe('validation_error');
    if (field === 'name' && status === 400) {
      expect(answer.json.error.message).toBe('Missing required field: name');
    }
    expect((await api('GET', '/clients')).json).toEqual([]);
  });

  test('keeps whatever text and custom fields it is given', async () => {
    const { api } = await (await visit()).connect();
    const odd =
      '{"name":"Zoë 🎉 \\ud800","phone":"1","__proto__":"p","constructor":true,"toString":1.5,"line2":"","owner":"me","id":"mine"}';
    const { id } = (await api('POST', '/clients', odd)).json;
    const text = (await api('GET', `/clients/${id}`)).text;
    const client = JSON.parse(text);
    expect(client.name).toBe('Zoë 🎉 \ud800');
    expect(client.constructor).toBe(true);
    expect(client.toString).toBe(1.5);
    expect(text).toContain('"__proto__":"p"');
    expect(client.line2).toBe('');
    expect(client.owner).toEqual({ id: users[0].id, name: users[0].name });
    expect(client.id).toBe(id);
  });
});

describe('updating a client', () => {
  test.each(['body id', 'body client_id', 'query', 'path'])('named by %s', async (place) => {
    const { api } = await (await visit()).connect();
    const { id } = (await api('POST', '/clients', { ...jane, line1: 'Old' })).json;
    const change = { phone: '+1987654321', city: 'Los Angeles', state: 'CA' };
    const answer = await (place === 'query'
      ? api('PUT', `/clients?id=${id}`, change)
      : place === 'path'
        ? api('PUT', `/clients/${id}`, change)
        : api('PUT', '/clients', { ...change, [place.slice(5)]: id }));
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({
      id,
      name: jane.name,
      ...change,
      last_modified_date: expect.stringMatching(DATE),
    });
    expect((await api('GET', `/clients/${id}`)).json).toMatchObject({
      ...jane,
      ...change,
      line1: 'Old',
    });
  });

  test.each<[unknown, number, string | undefined]>([
    [{ city: 'X' }, 400, 'id'],
    [{ id: '26ae3c3e-98cd-4ac7-a60a-61a17a424626', city: 'X' }, 404, undefined],
    [{ id: 5, city: 'X' }, 422, 'id'],
    [{ id: 'ID', client_id: 'another', city: 'X' }, 422, 'id'],
    [{ id: 'ID', name: '' }, 422, 'name'],
    [{ id: 'ID', name: null }, 422, 'name'],
    [{ id: 'ID', name: {} }, 422, 'name'],
    [{ id: 'ID', city: 'X', email: null, phone: null }, 422, 'email'],
    [{ id: 'ID', city: 'X', email: 5 }, 422, 'email'],
  ])('refuses %j and changes nothing', async (body, status, field) => {
    const { api } = await (await visit()).connect();
    const { id } = (await api('POST', '/clients', jane)).json;
    const before = (await api('GET', '/clients')).text;
    const answer = await api('PUT', '/clients', JSON.stringify(body).replace('ID', id));
    expect([answer.status, answer.json.error.field]).toEqual([status, field]);
    expect((await api('GET', '/clients')).text).toBe(before);
  });

  test('clears a field with null, but not the last contact', async () => {
    const { api } = await (await visit()).connect();
    const { id } = (await api('POST', '/clients', { ...jane, city: 'X' })).json;
    const answer = await api('PUT', '/clients', { id, city: null, email: null });
    expect(answer.json).toMatchObject({ city: null, email: null });
    expect((await api('PUT', '/clients', { id, phone: null })).status).toBe(422);
  });
});

describe('adding a note', () => {
  test.each(['client_id', 'id', 'query', 'path'])('to the client named by %s', async (place) => {
    const { api } = await (await visit()).connect();
    const { id } = (await api('POST', '/clients', jane)).json;
    const note = 'Prefers mornings\n🎉';
    const answer = await (place === 'query'
      ? api('POST', `/client/notes?client_id=${id}`, { note })
      : place === 'path'
        ? api('POST', `/clients/${id}/notes`, { note })
        : api('POST', '/client/notes', { note, [place]: id }));
    expect(answer.status).toBe(201);
    expect(answer.json).toEqual({
      id: expect.stringMatching(UUID),
      client_id: id,
      note,
      created_date: expect.stringMatching(DATE),
    });
    expect((await api('GET', '/client/notes')).json).toEqual([answer.json]);
  });

  test.each<[unknown, number, string | undefined]>([
    [{}, 400, 'note'],
    [{ note: null }, 400, 'note'],
    [{ note: '' }, 422, 'note'],
    [{ note: 5 }, 422, 'note'],
    [{ note: {} }, 422, 'note'],
  ])('refuses %j', async (body, status, field) => {
    const { api } = await (await visit()).connect();
    const { id } = (await api('POST', '/clients', jane)).json;
    const answer = await api('POST', `/client/notes?client_id=${id}`, body);
    expect([answer.status, answer.json.error.field]).toEqual([status, field]);
  });

  test('needs a client that exists', async () => {
    const { api } = await (await visit()).connect();
    expect((await api('POST', '/client/notes', { note: 'x' })).json.error.field).toBe('client_id');
    const unknown = await api('POST', '/client/notes', { note: 'x', client_id: 'nope' });
    expect([unknown.status, unknown.json.error.code]).toEqual([404, 'not_found']);
  });
});

test("one user's clients are not another's", async () => {
  const zapier = await visit();
  const john = await zapier.connect();
  const mary = await zapier.connect({}, users[1]);
  const { id } = (await john.api('POST', '/clients', jane)).json;
  expect((await mary.api('GET', '/clients')).json).toEqual([]);
  expect((await mary.api('GET', `/clients/${id}`)).status).toBe(404);
  expect((await mary.api('PUT', '/clients', { id, city: 'X' })).status).toBe(404);
  expect((await mary.api('POST', '/client/notes', { client_id: id, note: 'x' })).status).toBe(404);
});

test('lists are newest first', async () => {
  const { api } = await (await visit()).connect();
  for (const name of ['a', 'b', 'c']) await api('POST', '/clients', { ...jane, name });
  const names = (await api('GET', '/clients')).json.map(({ name }: { name: string }) => name);
  expect(names).toEqual(['c', 'b', 'a']);
  for (const path of ['/booking', '/payment', '/subaccounts', '/client/notes', '/webhooks']) {
    expect((await api('GET', path)).json).toEqual([]);
  }
});
