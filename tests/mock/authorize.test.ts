import { describe, expect, test } from 'vitest';
import { visit } from './visitor.ts';

const params = (location: string | null) => new URL(location ?? '').searchParams;

describe('the authorization endpoint', () => {
  test('shows a page that names client and scopes and may be neither framed nor stored', async () => {
    const zapier = await visit();
    const page = await zapier.page({ scope: 'read:clients' }, { accept: 'text/html' });
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    expect(page.text).toContain('Zapier (sandbox)');
    expect(page.text).toContain('read:clients');
    expect(page.text).not.toContain('read:payments');
    expect(page.headers.get('x-frame-options')).toBe('DENY');
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
  });

  test('grants a code and returns the state unchanged', async () => {
    const zapier = await visit();
    const state = 'a b&c=ü%/+#';
    const answer = await zapier.decide(await zapier.page({ state }));
    expect(answer.status).toBe(303);
    const location = answer.headers.get('location');
    expect(location).toMatch(/^http:\/\/127\.0\.0\.1:9000\/callback\?/);
    expect(params(location).get('state')).toBe(state);
    expect(params(location).get('code')).toMatch(/^[\w-]{43}$/);
    expect([...params(location).keys()].sort()).toEqual(['code', 'state']);
  });

  test('an empty state counts as none', async () => {
    const zapier = await visit();
    const answer = await zapier.decide(await zapier.page({ state: '' }));
    expect(params(answer.headers.get('location')).has('state')).toBe(false);
  });

  test('tells a denial, with or without a sign-in', async () => {
    const zapier = await visit();
    const { deny } = zapier.gateway.sandbox.oauth.consent;
    for (const fields of [deny, { decision: 'deny' }]) {
      const answer = await zapier.decide(await zapier.page({ state: 's' }), fields);
      const got = params(answer.headers.get('location'));
      expect([got.get('error'), got.get('state'), got.get('code')]).toEqual([
        'access_denied',
        's',
        null,
      ]);
    }
  });

  test('shows the page again for a wrong password, and it still works then', async () => {
    const zapier = await visit();
    const page = await zapier.page();
    const wrong = { email: 'john@sandbox.example', password: 'no', decision: 'approve' };
    const again = await zapier.decide(page, wrong);
    expect(again.status).toBe(403);
    expect(again.text).toContain('role="alert"');
    expect((await zapier.decide(again)).status).toBe(303);
    expect((await zapier.decide(again)).status).toBe(400);
  });

  test.each([
    ['no client', { client_id: '' }],
    ['an unknown client', { client_id: 'nobody' }],
    ['no redirect URI', { redirect_uri: '' }],
    ['a foreign redirect URI', { redirect_uri: 'https://evil.example/callback' }],
    ['a longer redirect URI', { redirect_uri: 'http://127.0.0.1:9000/callback/x' }],
    ['another redirect URI with a query', { redirect_uri: 'http://127.0.0.1:9000/callback?x=1' }],
    ["the other client's redirect URI", { redirect_uri: 'http://127.0.0.1:9001/other/callback' }],
  ])('refuses %s without a redirect', async (_what, changed) => {
    const zapier = await visit();
    const answer = await zapier.page(changed);
    expect(answer.status).toBe(400);
    expect(answer.headers.has('location')).toBe(false);
    expect(answer.json.error.code).toBe('invalid_request');
    const html = await zapier.page(changed, { accept: 'text/html,*/*' });
    expect([html.status, html.text.slice(0, 9)]).toEqual([400, '<!doctype']);
  });

  test.each([
    [{ response_type: '' }, 'invalid_request'],
    [{ response_type: 'token' }, 'unsupported_response_type'],
    [{ scope: 'read:clients admin' }, 'invalid_scope'],
    [{ scope: '"\\' }, 'invalid_scope'],
    [{ code_challenge: 'x'.repeat(43), code_challenge_method: 'plain' }, 'invalid_request'],
    [{ code_challenge: 'x'.repeat(43) }, 'invalid_request'],
    [{ code_challenge: 'short', code_challenge_method: 'S256' }, 'invalid_request'],
  ])('tells %j by a redirect', async (changed, error) => {
    const zapier = await visit();
    const answer = await zapier.page({ state: 's', ...changed });
    expect(answer.status).toBe(302);
    const got = params(answer.headers.get('location'));
    expect([got.get('error'), got.get('state'), got.has('code')]).toEqual([error, 's', false]);
  });

  test('refuses a repeated parameter', async () => {
    const zapier = await visit();
    const query = new URLSearchParams({ ...zapier.asked, state: 's' });
    const answer = await zapier.page(`${query}&scope=read:clients&scope=read:bookings`);
    expect(params(answer.headers.get('location')).get('error')).toBe('invalid_request');
    expect((await zapier.page(`${query}&client_id=x`)).status).toBe(400);
  });

  test('remembers a sign-in for the page that was shown to it only', async () => {
    const zapier = await visit();
    const first = await zapier.decide(await zapier.page());
    const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect(first.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Lax/);
    const page = await zapier.page({}, { cookie });
    expect(page.text).toContain('Signed in as');
    expect(page.text).not.toContain('name="password"');
    const consent = { decision: 'approve' };
    expect((await zapier.decide(page, consent, { cookie })).status).toBe(303);
    const foreign = await zapier.page();
    expect((await zapier.decide(foreign, consent, { cookie })).status).toBe(403);
  });

  test('has no other method', async () => {
    const zapier = await visit();
    const answer = await zapier.send('/oauth/authorize', { method: 'PUT' });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
  });
});
