import { describe, expect, test } from 'vitest';
import { documentedError } from '../../contracts/schemas/error.ts';
import { raw } from './raw.ts';
import { type Got, visit } from './visitor.ts';

const jane = { name: 'Jane', phone: '1' };

const expectError = (answer: Got, status: number) => {
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toBe('application/json');
  documentedError.parse(answer.json);
};

describe('the access token', () => {
  test.each<[string, Record<string, string>, boolean]>([
    ['none', {}, false],
    ['no scheme', { authorization: 'TOKEN' }, true],
    ['another scheme', { authorization: 'Basic TOKEN' }, true],
    ['no token', { authorization: 'Bearer' }, true],
    ['two tokens', { authorization: 'Bearer TOKEN TOKEN' }, true],
    ['an unknown token', { authorization: 'Bearer nope' }, true],
    ['a longer token', { authorization: 'Bearer TOKENx' }, true],
    ['odd characters', { authorization: 'Bearer \u00ff"' }, true],
  ])('%s is refused with 401', async (_what, headers, sent) => {
    const zapier = await visit();
    const { access_token } = await zapier.connect();
    const real = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        name,
        value.replaceAll('TOKEN', access_token),
      ]),
    );
    for (const path of ['/clients', '/nowhere', '']) {
      const answer = await zapier.get(`/v1/zapier${path}`, real);
      expectError(answer, 401);
      const challenge = answer.headers.get('www-authenticate') ?? '';
      expect(challenge).toMatch(/^Bearer/);
      expect(challenge.includes('error="invalid_token"')).toBe(sent);
    }
  });

  test('is not read from query or body, comes in any case, and must come once', async () => {
    const zapier = await visit();
    const { access_token } = await zapier.connect();
    expectError(await zapier.get(`/v1/zapier/clients?access_token=${access_token}`), 401);
    const authorization = `BEARER ${access_token}`;
    expect((await zapier.get('/v1/zapier/clients', { authorization })).status).toBe(200);
    const header = `Authorization: ${authorization}\r\n`;
    const twice = `GET /gateway/v1/zapier/clients HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${header}${header}\r\n`;
    expect((await raw(zapier.url, twice)).status).toBe(401);
  });

  test('needs the scope of the operation', async () => {
    const zapier = await visit();
    const { api } = await zapier.connect({ scope: 'read:clients' });
    const refused = [
      await api('POST', '/clients', jane),
      await api('PUT', '/clients', jane),
      await api('POST', '/client/notes', {}),
      await api('GET', '/booking'),
      await api('GET', '/payment'),
      await api('GET', '/subaccounts'),
      await api('POST', '/webhooks', { event: 'booking.created', target_url: 'http://x.example' }),
    ];
    for (const answer of refused) {
      expectError(answer, 403);
      expect(answer.headers.get('www-authenticate')).toContain('insufficient_scope');
    }
    expect((await api('GET', '/clients')).status).toBe(200);
    const hook = { event: 'client.updated', target_url: 'http://x.example' };
    expect((await api('POST', '/webhooks', hook)).status).toBe(201);
  });
});

describe('bodies', () => {
  const deep = '['.repeat(400_000);
  test.each<[string, string | Uint8Array, number]>([
    ['nothing', '', 400],
    ['no JSON', '{"name":', 400],
    ['an array', '[]', 400],
    ['null', 'null', 400],
    ['a string', '"x"', 400],
    ['broken UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 400],
    ['deep nesting', deep, 400],
    ['deep nesting in a field', `{"name":"a","phone":"1","x":${deep}${']'.repeat(400_000)}}`, 422],
    ['a megabyte too much', `{"name":"${'x'.repeat(1024 * 1024)}"}`, 413],
  ])('%s', async (_what, body, status) => {
    const { api } = await (await visit()).connect();
    for (const [method, path] of [
      ['POST', '/clients'],
      ['PUT', '/clients'],
      ['POST', '/client/notes'],
      ['POST', '/webhooks'],
    ] as const) {
      const answer = await api(method, path, body);
      expectError(answer, path === '/clients' && method === 'POST' ? status : answer.status);
      expect([400, 413, 422]).toContain(answer.status);
    }
    expect((await api('POST', '/clients', jane)).status).toBe(201);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'garbage', 'application/jsonx'])(
    'sent as "%s" are refused with 415',
    async (type) => {
      const { api } = await (await visit()).connect();
      const answer = await api('POST', '/clients', jane, { 'content-type': type });
      expectError(answer, 415);
    },
  );

  test('JSON with a charset or a suffix is read', async () => {
    const { api } = await (await visit()).connect();
    for (const type of [
      'application/json; charset=utf-8',
      'APPLICATION/JSON',
      'application/vnd.a+json',
    ]) {
      expect((await api('POST', '/clients', jane, { 'content-type': type })).status).toBe(201);
    }
  });
});

describe('paths and methods', () => {
  test('an unknown path is a 404', async () => {
    const zapier = await visit();
    const { api } = await zapier.connect();
    for (const path of [
      '/nowhere',
      '',
      '/',
      '/clients/',
      '/Clients',
      '//clients',
      '/clients/a/b/c',
    ]) {
      expectError(await api('GET', path), 404);
    }
    expectError(await zapier.get('/nowhere'), 404);
    expectError(await zapier.get('/oauth/elsewhere'), 404);
    expect((await fetch(new URL('/v1/zapier/clients', zapier.url))).status).toBe(404);
  });

  test('a method that a path lacks is a 405 that says which it has', async () => {
    const { api } = await (await visit()).connect();
    const answer = await api('DELETE', '/clients');
    expectError(answer, 405);
    expect(answer.headers.get('allow')).toBe('GET, HEAD, POST, PUT, OPTIONS');
    expectError(await api('PATCH', '/booking', {}), 405);
    expectError(await api('PROPFIND', '/clients'), 405);
  });

  test('HEAD and OPTIONS', async () => {
    const { api } = await (await visit()).connect();
    const head = await api('HEAD', '/clients');
    expect([head.status, head.text, head.headers.get('content-length')]).toEqual([200, '', '2']);
    const options = await api('OPTIONS', '/booking');
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS']);
  });

  test('broken percent-encoding is a 400, after the token', async () => {
    const zapier = await visit();
    const { api } = await zapier.connect();
    expectError(await api('GET', '/clients/%zz'), 400);
    expectError(await zapier.get('/v1/zapier/%ff'), 401);
    expectError(await zapier.get('/%'), 400);
  });
});
