import * as oauth from 'oauth4webapi';
import { AuthorizationCode } from 'simple-oauth2';
import { describe, expect, test } from 'vitest';
import { SCOPES } from '../../contracts/resources.ts';
import { registeredClients } from '../../mock/accounts.ts';
import { type Visitor, visit } from '../mock/visitor.ts';

const CLIENT = { name: 'Jane Foreign', email: 'jane@foreign.example' };
const scope = SCOPES.join(' ');
const [{ clientId, clientSecret, redirectUri }] = registeredClients;

/** The user's part: signs in and allows what the client asks for; returns the redirect's address. */
async function allow(visitor: Visitor, authorizationUrl: string | URL): Promise<URL> {
  const url = new URL(authorizationUrl);
  expect(url.href.split('?')[0]).toBe(`${visitor.url}/oauth/authorize`);
  const answer = await visitor.decide(await visitor.page(url.search.slice(1)));
  return new URL(answer.headers.get('location') ?? '');
}

describe('oauth4webapi', () => {
  const client: oauth.Client = { client_id: clientId };
  // It refuses http, and the sandbox has no certificate.
  const insecure = { [oauth.allowInsecureRequests]: true };
  const serverOf = ({ url }: Visitor): oauth.AuthorizationServer => ({
    issuer: url,
    authorization_endpoint: `${url}/oauth/authorize`,
    token_endpoint: `${url}/oauth/token`,
  });

  async function redirected(visitor: Visitor, verifier: string) {
    const state = oauth.generateRandomState();
    const challenge = await oauth.calculatePKCECodeChallenge(verifier);
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri,
      scope,
      state,
      code_challenge: challenge,
      code_challenge_method: 'S256',
    });
    const server = serverOf(visitor);
    const to = await allow(visitor, `${server.authorization_endpoint}?${query}`);
    return oauth.validateAuthResponse(server, client, to, state);
  }

  test.each([
    ['body', oauth.ClientSecretPost(clientSecret)],
    ['Basic', oauth.ClientSecretBasic(clientSecret)],
  ])('grant with PKCE, refresh and a create; the secret by %s', async (_, authentication) => {
    const visitor = await visit();
    const server = serverOf(visitor);
    const verifier = oauth.generateRandomCodeVerifier();
    const parameters = await redirected(visitor, verifier);
    const exchanged = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      authentication,
      parameters,
      redirectUri,
      verifier,
      insecure,
    );
    const granted = await oauth.processAuthorizationCodeResponse(server, client, exchanged);
    expect(granted).toMatchObject({ token_type: 'bearer', refresh_token: expect.any(String) });

    const answer = await oauth.refreshTokenGrantRequest(
      server,
      client,
      authentication,
      granted.refresh_token ?? '',
      insecure,
    );
    const refreshed = await oauth.processRefreshTokenResponse(server, client, answer);
    expect(refreshed.access_token).not.toBe(granted.access_token);

    const created = await oauth.protectedResourceRequest(
      refreshed.access_token,
      'POST',
      new URL(`${visitor.url}/v1/zapier/clients`),
      new Headers({ 'content-type': 'application/json' }),
      JSON.stringify(CLIENT),
      insecure,
    );
    expect(created.status).toBe(201);
    expect(await created.json()).toMatchObject(CLIENT);
  });

  test('a wrong verifier and a bad token are errors that it understands', async () => {
    const visitor = await visit();
    const server = serverOf(visitor);
    const parameters = await redirected(visitor, oauth.generateRandomCodeVerifier());
    const refused = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      oauth.ClientSecretPost(clientSecret),
      parameters,
      redirectUri,
      oauth.generateRandomCodeVerifier(),
      insecure,
    );
    await expect(
      oauth.processAuthorizationCodeResponse(server, client, refused),
    ).rejects.toMatchObject({ error: 'invalid_grant', status: 400 });
    const url = new URL(`${visitor.url}/v1/zapier/clients`);
    await expect(
      oauth.protectedResourceRequest('unknown', 'POST', url, new Headers(), '{}', insecure),
    ).rejects.toMatchObject({ cause: [{ scheme: 'bearer' }] });
  });

  test('a denial is an error that it understands', async () => {
    const visitor = await visit();
    const state = oauth.generateRandomState();
    const page = await visitor.page({ state, scope });
    const { email, password } = visitor.gateway.sandbox.oauth.consent.deny;
    const denied = await visitor.decide(page, {
      email: email ?? '',
      password: password ?? '',
      decision: 'deny',
    });
    const to = new URL(denied.headers.get('location') ?? '');
    expect(() => oauth.validateAuthResponse(serverOf(visitor), client, to, state)).toThrow(
      expect.objectContaining({ error: 'access_denied' }),
    );
  });
});

describe('simple-oauth2', () => {
  test.each(['body', 'header'] as const)(
    'grant, refresh and a create; the secret in the %s',
    async (authorizationMethod) => {
      const visitor = await visit();
      const client = new AuthorizationCode({
        client: { id: clientId, secret: clientSecret },
        auth: {
          tokenHost: visitor.url,
          tokenPath: `${new URL(visitor.url).pathname}/oauth/token`,
          authorizePath: `${new URL(visitor.url).pathname}/oauth/authorize`,
        },
        options: { authorizationMethod },
      });
      const state = 'a state of ours';
      const asked = client.authorizeURL({ redirect_uri: redirectUri, scope: [...SCOPES], state });
      const { searchParams } = await allow(visitor, asked);
      expect(searchParams.get('state')).toBe(state);
      const code = searchParams.get('code') ?? '';
      const granted = await client.getToken({ code, redirect_uri: redirectUri });
      expect(granted.expired()).toBe(false);

      const refreshed = await granted.refresh();
      expect(refreshed.token.access_token).not.toBe(granted.token.access_token);
      const created = await visitor.send('/v1/zapier/clients', {
        method: 'POST',
        headers: {
          authorization: `Bearer ${refreshed.token.access_token}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify(CLIENT),
      });
      expect([created.status, created.json]).toMatchObject([201, CLIENT]);
      await expect(client.getToken({ code, redirect_uri: redirectUri })).rejects.toMatchObject({
        data: { payload: { error: 'invalid_grant' } },
      });
    },
  );
});
