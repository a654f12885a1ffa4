import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { type Configuration, Provider } from 'oidc-provider';
import { OAUTH_PATHS, SCOPES } from '../../contracts/resources.ts';
import { zapierPart } from './zapier-part.ts';

type Part = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const secret = () => randomBytes(24).toString('base64url');

/** Two confidential clients, neither of which knows the other. */
const registered = [
  {
    clientId: 'zapier',
    clientSecret: secret(),
    redirectUri: 'http://127.0.0.1:9000/zapier/callback',
  },
  {
    clientId: 'another-app',
    clientSecret: secret(),
    redirectUri: 'http://127.0.0.1:9000/another-app/callback',
  },
] as const;

/** A running `oidc-provider` under a gateway's paths. */
export interface OidcGateway {
  readonly url: string;
  readonly clients: typeof registered;
  close(): Promise<void>;
}

/**
 * Starts `oidc-provider` at the documented paths, with the login and consent pages that it brings
 * for development, beside the smallest resource part and a control that ends a token's life. There
 * is no limiter and there are no webhooks.
 *
 * @param configuration replaces parts of the provider's
 */
export async function startOidcGateway(
  clientAuthentication: 'client_secret_post' | 'client_secret_basic',
  configuration: Configuration = {},
): Promise<OidcGateway> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(url, {
    routes: { authorization: OAUTH_PATHS.authorize, token: OAUTH_PATHS.token },
    scopes: [...SCOPES],
    cookies: { keys: [secret()] },
    clients: registered.map(({ clientId, clientSecret, redirectUri }) => ({
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uris: [redirectUri],
      grant_types: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_method: clientAuthentication,
    })),
    // By default only who asks for OpenID's `offline_access` gets one.
    issueRefreshToken: async (_, client) => client.grantTypeAllowed('refresh_token'),
    ...configuration,
  });
  const oauth = provider.callback();
  const parts: Readonly<Record<string, Part>> = {
    v1: zapierPart(async (token) => {
      const found = await provider.AccessToken.find(token);
      return found?.isValid ? [...found.scopes] : undefined;
    }),
    __control: (request, response) => expireToken(provider, request, response),
  };
  server.on('request', (request, response) => {
    const part = parts[request.url?.split('/')[1] ?? ''] ?? oauth;
    part(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  return {
    url,
    clients: registered,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Ends the life of `access_token` as its hour does: the provider's store forgets it. */
async function expireToken(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { access_token } = (await json(request)) as { readonly access_token: string };
  const token = await provider.AccessToken.find(access_token);
  await token?.destroy();
  response.writeHead(token === undefined ? 404 : 204).end();
}
