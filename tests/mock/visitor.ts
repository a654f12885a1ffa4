import { afterEach } from 'vitest';
import type { SandboxUser } from '../../mock/accounts.ts';
import { type GatewayOptions, type RunningGateway, startGateway } from '../../mock/gateway.ts';
import { sandbox as conformingSandbox } from '../../mock/sandbox.ts';

const open: RunningGateway[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((gateway) => gateway.close()));
});

type Parameters = Readonly<Record<string, string>>;

/** A parsed answer. */
export interface Got {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of any shape.
  readonly json: any;
}

/** Starts a gateway that is closed after the test, and a visitor of it. */
export async function visit(options: GatewayOptions = {}) {
  const gateway = await startGateway(options);
  open.push(gateway);
  return visitor(gateway);
}

/** Somebody who uses a gateway over HTTP, as Zapier would. */
export type Visitor = ReturnType<typeof visitor>;

async function send(url: string, init: RequestInit = {}): Promise<Got> {
  const answer = await fetch(url, { redirect: 'manual', ...init });
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    text,
    get json() {
      return JSON.parse(text);
    },
  };
}

function visitor(gateway: RunningGateway) {
  const { url, sandbox } = gateway;
  const { clientId, clientSecret, redirectUri, consent } = sandbox.oauth;
  const { secondClient } = conformingSandbox.oauth;
  const other = {
    client_id: secondClient.clientId,
    client_secret: secondClient.clientSecret,
    redirect_uri: secondClient.redirectUri,
  };
  const own = { client_id: clientId, client_secret: clientSecret };
  const asked = { response_type: 'code', client_id: clientId, redirect_uri: redirectUri };

  const self = {
    gateway,
    url,
    own,
    other,
    asked,
    get: (path: string, headers: Parameters = {}) => send(url + path, { headers }),
    send: (path: string, init?: RequestInit) => send(url + path, init),
    page: (parameters: Parameters | string = {}, headers: Parameters = {}) =>
      send(
        `${url}/oauth/authorize?${typeof parameters === 'string' ? parameters : new URLSearchParams({ ...asked, ...parameters })}`,
        { headers },
      ),
    decide: (page: Got, fields: Parameters = consent.approve, headers: Parameters = {}) =>
      send(`${url}/oauth/authorize`, {
        method: 'POST',
        headers,
        body: new URLSearchParams({
          request: /name="request" value="([^"]+)"/.exec(page.text)?.[1] ?? '',
          ...fields,
        }),
      }),
    async code(parameters: Parameters = {}, user?: SandboxUser): Promise<string> {
      const as = user && { email: user.email, password: user.password };
      const answer = await self.decide(await self.page(parameters), { ...consent.approve, ...as });
      return new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
    },
    token: (parameters: Parameters, headers: Parameters = {}) =>
      send(`${url}/oauth/token`, {
        method: 'POST',
        headers,
        body: new URLSearchParams(parameters),
      }),
    exchange: (code: string, more: Parameters = {}) =>
      self.token({
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectUri,
        ...own,
        ...more,
      }),
    refresh: (token: string, more: Parameters = {}) =>
      self.token({ grant_type: 'refresh_token', refresh_token: token, ...own, ...more }),
    async connect(parameters: Parameters = {}, user?: SandboxUser) {
      const answer = await self.exchange(await self.code(parameters, user));
      return { ...answer.json, api: apiOf(url, answer.json.access_token) };
    },
    control: (name: string, body?: unknown) =>
      send(`${url}/__control/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
  };
  return self;
}

function apiOf(url: string, accessToken: string) {
  return (method: string, path: string, body?: unknown, headers: Parameters = {}) =>
    send(`${url}/v1/zapier${path}`, {
      method,
      headers: {
        authorization: `Bearer ${accessToken}`,
        'content-type': 'application/json',
        ...headers,
      },
      ...(body !== undefined && {
        body:
          typeof body === 'string' || body instanceof Uint8Array
            ? (body as string)
            : JSON.stringify(body),
      }),
    });
}
