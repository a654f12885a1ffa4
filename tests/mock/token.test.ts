import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { visit } from './visitor.ts';

const challengeOf = (verifier: string) => createHash('sha256').update(verifier).digest('base64url');

describe('exchanging a code', () => {
  test('answers tokens that are not stored', async () => {
    const zapier = await visit();
    const answer = await zapier.exchange(await zapier.code({ scope: 'read:clients' }));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('pragma')).toBe('no-cache');
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.json).toEqual({
      access_token: expect.stringMatching(/^[\w-]{43}$/),
      token_type: 'Bearer',
      expires_in: 3600,
      refresh_token: expect.stringMatching(/^[\w-]{43}$/),
      scope: 'read:clients',
    });
  });

  test('takes Basic credentials too, but not both at once', async () => {
    const zapier = await visit();
    const { client_id, client_secret } = zapier.own;
    const basic = { authorization: `Basic ${btoa(`${client_id}:${client_secret}`)}` };
    const form = { grant_type: 'authorization_code', redirect_uri: zapier.asked.redirect_uri };
    const code = await zapier.code();
    const both = await zapier.token({ ...form, code, ...zapier.own }, basic);
    expect([both.status, both.json.error]).toEqual([400, 'invalid_request']);
    expect((await zapier.token({ ...form, code }, basic)).status).toBe(200);
  });

  test('takes a code once, and takes back what it gave when it comes again', async () => {
    const zapier = await visit();
    const code = await zapier.code();
    const first = (await zapier.exchange(code)).json;
    const again = await zapier.exchange(code);
    expect([again.status, again.json.error]).toEqual([400, 'invalid_grant']);
    const headers = { authorization: `Bearer ${first.access_token}` };
    expect((await zapier.get('/v1/zapier/clients', headers)).status).toBe(401);
    expect((await zapier.refresh(first.refresh_token)).json.error).toBe('invalid_grant');
  });

  test('a code exchanged twice at the same time is granted once', async () => {
    const zapier = await visit();
    const code = await zapier.code();
    const answers = await Promise.all([zapier.exchange(code), zapier.exchange(code)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
  });

  test('a code lapses after ten minutes', async () => {
    const zapier = await visit();
    const [early, late] = [await zapier.code(), await zapier.code()];
    await zapier.control('clock', { advance_seconds: 598 });
    expect((await zapier.exchange(early)).status).toBe(200);
    await zapier.control('clock', { advance_seconds: 2 });
    expect((await zapier.exchange(late)).json.error).toBe('invalid_grant');
  });

  test.each<[string, Record<string, string>, number, string]>([
    ['an unknown code', { code: 'nope' }, 400, 'invalid_grant'],
    ['no code', { code: '' }, 400, 'invalid_request'],
    [
      'another redirect URI',
      { redirect_uri: 'http://127.0.0.1:9001/other/callback' },
      400,
      'invalid_grant',
    ],
    ['no redirect URI', { redirect_uri: '' }, 400, 'invalid_request'],
    ['no grant type', { grant_type: '' }, 400, 'invalid_request'],
    ['an unknown grant type', { grant_type: 'magic' }, 400, 'unsupported_grant_type'],
    ['the password grant', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
    ['a wrong secret', { client_secret: 'wrong' }, 401, 'invalid_client'],
    ['no secret', { client_secret: '' }, 401, 'invalid_client'],
    ['an unknown client', { client_id: 'nobody' }, 401, 'invalid_client'],
    ['no client', { client_id: '' }, 401, 'invalid_client'],
    [
      'the other client',
      { client_id: 'sandbox-other', client_secret: 'sandbox-other-secret' },
      400,
      'invalid_grant',
    ],
    ['a secret beyond ASCII', { client_secret: 'ü\u0000' }, 400, 'invalid_request'],
    ['a verifier that was not announced', { code_verifier: 'v'.repeat(43) }, 400, 'invalid_grant'],
  ])('refuses %s', async (_what, changed, status, error) => {
    const zapier = await visit();
    const answer = await zapier.exchange(await zapier.code(), changed);
    expect([answer.status, answer.json.error]).toEqual([status, error]);
    expect(answer.json.error_description).toMatch(/^[ !#-[\]-~]+$/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.has('www-authenticate')).toBe(status === 401);
  });

  test('takes parameters from a POSTed form only, each once', async () => {
    const zapier = await visit();
    const form = new URLSearchParams({ grant_type: 'authorization_code', ...zapier.own });
    const refused = [
      await zapier.get(`/oauth/token?${form}`),
      await zapier.send(`/oauth/token?${form}`, { method: 'POST', body: new URLSearchParams() }),
      await zapier.send('/oauth/token', { method: 'POST', body: JSON.stringify({}) }),
      await zapier.send('/oauth/token', {
        method: 'POST',
        body: new URLSearchParams(`${form}&code=a&code=b`),
      }),
      await zapier.send('/oauth/token', { method: 'POST' }),
    ];
    expect(refused.map(({ status, json }) => [status, json.error])).toEqual([
      [405, 'invalid_request'],
      [400, 'invalid_request'],
      [400, 'invalid_request'],
      [400, 'invalid_request'],
      [400, 'invalid_request'],
    ]);
    expect(refused[0]?.headers.get('allow')).toBe('POST, OPTIONS');
  });
});

describe('PKCE', () => {
  const verifier = 'v'.repeat(20) + 'erifier-'.repeat(4);
  const asked = { code_challenge: challengeOf(verifier), code_challenge_method: 'S256' };

  test.each<[string, Record<string, string>, number]>([
    ['the right verifier', { code_verifier: verifier }, 200],
    ['a wrong verifier', { code_verifier: 'w'.repeat(50) }, 400],
    ['a malformed verifier', { code_verifier: 'short' }, 400],
    ['no verifier', {}, 400],
  ])('with %s', async (_what, more, status) => {
    const zapier = await visit();
    const answer = await zapier.exchange(await zapier.code(asked), more);
    expect(answer.status).toBe(status);
    if (status === 400) expect(answer.json.error).toBe('invalid_grant');
  });
});

describe('refreshing', () => {
  test('rotates the refresh token, leaving the old one a minute', async () => {
    const zapier = await visit();
    const first = await zapier.connect();
    const second = await zapier.refresh(first.refresh_token);
    expect(second.status).toBe(200);
    expect(second.json.access_token).not.toBe(first.access_token);
    expect(second.json.refresh_token).not.toBe(first.refresh_token);
    expect((await first.api('GET', '/clients')).status).toBe(200);
    await zapier.control('clock', { advance_seconds: 58 });
    expect((await zapier.refresh(first.refresh_token)).status).toBe(200);
    await zapier.control('clock', { advance_seconds: 2 });
    expect((await zapier.refresh(first.refresh_token)).json.error).toBe('invalid_grant');
    expect((await zapier.refresh(second.json.refresh_token)).status).toBe(200);
  });

  test('narrows the scope on request and never widens it', async () => {
    const zapier = await visit();
    const { refresh_token } = await zapier.connect({ scope: 'read:clients write:clients' });
    const narrow = await zapier.refresh(refresh_token, { scope: 'read:clients' });
    expect(narrow.json.scope).toBe('read:clients');
    const wide = await zapier.refresh(narrow.json.refresh_token);
    expect(wide.json.scope).toBe('read:clients write:clients');
    const wider = await zapier.refresh(wide.json.refresh_token, {
      scope: 'read:clients read:payments',
    });
    expect([wider.status, wider.json.error]).toEqual([400, 'invalid_scope']);
    await zapier.control('clock', { advance_seconds: 61 });
    expect((await zapier.refresh(wide.json.refresh_token)).status).toBe(200);
  });

  test('works after the access token has expired', async () => {
    const zapier = await visit();
    const first = await zapier.connect();
    await zapier.control('clock', { advance_seconds: 3600 });
    expect((await first.api('GET', '/clients')).status).toBe(401);
    const { json } = await zapier.refresh(first.refresh_token);
    const headers = { authorization: `bearer ${json.access_token}` };
    expect((await zapier.get('/v1/zapier/clients', headers)).status).toBe(200);
  });

  test.each<[string, Record<string, string>, string]>([
    ['an unknown token', { refresh_token: 'nope' }, 'invalid_grant'],
    ['no token', { refresh_token: '' }, 'invalid_request'],
    [
      'the other client',
      { client_id: 'sandbox-other', client_secret: 'sandbox-other-secret' },
      'invalid_grant',
    ],
  ])('refuses %s', async (_what, changed, error) => {
    const zapier = await visit();
    const { refresh_token } = await zapier.connect();
    expect((await zapier.refresh(refresh_token, changed)).json.error).toBe(error);
  });
});
