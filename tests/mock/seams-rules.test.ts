import { describe, expect, test } from 'vitest';
import type { Rules } from '../../mock/rules.ts';
import { faulty } from './faulty.ts';
import { type Visitor, visit } from './visitor.ts';

describe('rules', () => {
  test('a named decision is replaced', async () => {
    const { api } = await (await faulty({ rules: { isNameMissing: () => false } })).connect();
    expect((await api('POST', '/clients', { phone: '1' })).status).toBe(201);
  });

  test('a function sees the conforming ones, and variants come before faults', async () => {
    const zapier = await visit({
      variants: [{ name: 'v', does: 'answers 422', rules: { missingFieldStatus: 422 } }],
      faults: [
        {
          name: 'f',
          does: 'adds one',
          rules: ({ missingFieldStatus }) => ({ missingFieldStatus: missingFieldStatus + 1 }),
        },
      ],
    });
    const { api } = await zapier.connect();
    expect((await api('POST', '/clients', {})).status).toBe(423);
  });

  test.each<[string, Partial<Rules>, (zapier: Visitor) => Promise<number>, number]>([
    [
      'codes twice',
      { isCodeSpent: () => false },
      async (zapier) => {
        const code = await zapier.code();
        await zapier.exchange(code);
        return (await zapier.exchange(code)).status;
      },
      200,
    ],
    [
      'codes of others',
      { bindsCodeToClient: false },
      async (zapier) =>
        (
          await zapier.exchange(await zapier.code(), {
            client_id: zapier.other.client_id,
            client_secret: zapier.other.client_secret,
          })
        ).status,
      200,
    ],
    [
      'any redirect URI',
      { bindsCodeToRedirectUri: false },
      async (zapier) =>
        (await zapier.exchange(await zapier.code(), { redirect_uri: 'http://x.example' })).status,
      200,
    ],
    [
      'no redirect URI',
      { redirectUriMayBeOmitted: true },
      async (zapier) => (await zapier.exchange(await zapier.code(), { redirect_uri: '' })).status,
      200,
    ],
    [
      'no secret',
      { requiresClientSecret: false },
      async (zapier) => (await zapier.exchange(await zapier.code(), { client_secret: '' })).status,
      200,
    ],
    [
      'any secret',
      { isClientSecretRight: () => true },
      async (zapier) => (await zapier.exchange(await zapier.code(), { client_secret: 'x' })).status,
      200,
    ],
    [
      'any client',
      { isClientKnown: () => true, isClientSecretRight: () => true, bindsCodeToClient: false },
      async (zapier) =>
        (await zapier.exchange(await zapier.code(), { client_id: 'nobody' })).status,
      200,
    ],
    [
      'wider scopes',
      { refusesWiderScope: false, scopesRefreshed: (_granted, asked) => asked ?? [] },
      async (zapier) =>
        (
          await zapier.refresh((await zapier.connect({ scope: 'read:clients' })).refresh_token, {
            scope: 'read:payments',
          })
        ).status,
      200,
    ],
    [
      'refresh tokens of others',
      { bindsRefreshToClient: false },
      async (zapier) =>
        (
          await zapier.refresh((await zapier.connect()).refresh_token, {
            client_id: zapier.other.client_id,
            client_secret: zapier.other.client_secret,
          })
        ).status,
      200,
    ],
    [
      'any token',
      { isTokenKnown: () => true },
      async (zapier) =>
        (await zapier.get('/v1/zapier/clients', { authorization: 'Bearer x' })).status,
      200,
    ],
    [
      'no token',
      { isOpen: () => true },
      async (zapier) => (await zapier.get('/v1/zapier/clients')).status,
      200,
    ],
    [
      'GET for tokens',
      { acceptsGet: true },
      async (zapier) =>
        (
          await zapier.get(
            `/oauth/token?${new URLSearchParams({ grant_type: 'authorization_code', code: await zapier.code(), ...zapier.own, redirect_uri: zapier.asked.redirect_uri })}`,
          )
        ).status,
      200,
    ],
    ['no consent', { asksForConsent: false }, async (zapier) => (await zapier.page()).status, 302],
    [
      'a missing list',
      { serves: (operation) => operation !== 'listBookings' },
      async (zapier) => (await (await zapier.connect()).api('GET', '/booking')).status,
      404,
    ],
  ])('%s', async (_what, rules, act, status) => {
    expect(await act(await faulty({ rules }))).toBe(status);
  });

  test('sign-in and consent on two pages', async () => {
    const zapier = await faulty({ rules: { signsInFirst: true } });
    const first = await zapier.page();
    expect(first.text).not.toContain('name="decision"');
    const who = { email: 'john@sandbox.example', password: 'sandbox-johns-password' };
    expect((await zapier.decide(first, { ...who, password: 'x' })).status).toBe(403);
    const second = await zapier.decide(first, who);
    expect(second.status).toBe(200);
    expect(second.text).not.toContain('name="password"');
    const cookie = second.headers.get('set-cookie')?.split(';')[0] ?? '';
    const answer = await zapier.decide(second, { decision: 'approve' }, { cookie });
    expect(answer.headers.get('location')).toContain('code=');
  });

  test.each<[string, Partial<Rules>, Record<string, string>, number]>([
    ['no verifier', { verifierMayBeOmitted: true }, {}, 200],
    ['no verifier', { verifierMayBeOmitted: true }, { code_verifier: 'w'.repeat(43) }, 400],
    ['a wrong verifier', { verifierMayBeWrong: true }, { code_verifier: 'w'.repeat(43) }, 200],
    ['a wrong verifier', { verifierMayBeWrong: true }, {}, 400],
    ['no PKCE', { enforcesChallenge: false }, { code_verifier: 'w'.repeat(43) }, 200],
    [
      'the method plain',
      { isChallengeMethodSupported: () => true },
      { code_verifier: 'c'.repeat(43) },
      200,
    ],
  ])('with %s: %j', async (_what, rules, more, status) => {
    const zapier = await faulty({ rules });
    const method = rules.isChallengeMethodSupported ? 'plain' : 'S256';
    const asked = { code_challenge: 'c'.repeat(43), code_challenge_method: method };
    expect((await zapier.exchange(await zapier.code(asked), more)).status).toBe(status);
  });

  test('a refresh token that is kept', async () => {
    const zapier = await faulty({ rules: { rotatesRefreshToken: false } });
    const { refresh_token } = await zapier.connect();
    expect((await zapier.refresh(refresh_token)).json.refresh_token).toBe(refresh_token);
    expect((await zapier.refresh(refresh_token)).status).toBe(200);
  });
});
