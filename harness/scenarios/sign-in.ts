import type { Exchange } from '../../contracts/evidence.ts';
import type { Gateway } from '../client/gateway.ts';
import type { ConsentDriver } from '../consent/consent.ts';
import type { ClientCredentials } from '../settings/settings.ts';
import type { Connection, Consent, Grant, GrantRequest } from './stage.ts';

/** What signing in is made of. */
export interface SignInParts {
  readonly gateway: Gateway;
  readonly driver: ConsentDriver;
  readonly client: ClientCredentials;
  readonly scopes: readonly string[];
  readonly newState: () => string;
  /** Gets each code, so that it is masked wherever it turns up. */
  readonly learnCode: (code: string | undefined) => void;
  /** What the exchange of the code is called in the report. */
  readonly label?: string;
  /** Lets one client do one thing after the other: some gateways keep one code alive for a user and client. */
  readonly inTurn: <Value>(clientId: string, work: () => Promise<Value>) => Promise<Value>;
}

/** The address of an authorization request (RFC 6749 §4.1.1). */
export function authorizationUrl(
  {
    gateway,
    client: own,
    scopes,
    newState,
  }: Pick<SignInParts, 'gateway' | 'client' | 'scopes' | 'newState'>,
  request: GrantRequest = {},
): string {
  const client = request.client ?? own;
  const parameters: NonNullable<GrantRequest['parameters']> = {
    response_type: 'code',
    client_id: client.clientId,
    redirect_uri: client.redirectUri,
    scope: 'scope' in request ? request.scope : scopes.join(' '),
    state: 'state' in request ? request.state : newState(),
    ...request.parameters,
  };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const each of [value ?? []].flat()) query.append(name, each);
  }
  return `${gateway.authorizeUrl}?${query}`;
}

/** Walks from the authorization request to the redirect (RFC 6749 §4.1.1, §4.1.2). */
export async function askConsent(parts: SignInParts, request: GrantRequest = {}): Promise<Consent> {
  const isWrong = ['client_id', 'redirect_uri', 'response_type'].some(
    (name) => name in (request.parameters ?? {}),
  );
  // what comes to no code ends no other
  if (isWrong) return walkFrom(parts, request);
  return parts.inTurn(clientOf(parts, request), () => walkFrom(parts, request));
}

function clientOf({ client }: SignInParts, request: GrantRequest): string {
  return (request.client ?? client).clientId;
}

async function walkFrom(parts: SignInParts, request: GrantRequest): Promise<Consent> {
  const url = authorizationUrl(parts, request);
  const walk = await parts.driver.walk(
    url,
    request.decision ?? 'approve',
    new URL(url).searchParams.get('redirect_uri') ?? parts.client.redirectUri,
  );
  if (walk.redirect === undefined) return { authorizationUrl: url, walk, code: undefined };
  const redirect = { ...walk.redirect, ...partsOf(walk.redirect.location) };
  const code = redirect.query.code ?? redirect.fragment.code;
  parts.learnCode(code);
  return { authorizationUrl: url, walk, redirect, code };
}

/** Walks and exchanges the code (RFC 6749 §4.1.3); lenient, since each part is judged on its own. */
export async function signIn(parts: SignInParts, request: GrantRequest = {}): Promise<Grant> {
  return parts.inTurn(clientOf(parts, request), () => grantFrom(parts, request));
}

async function grantFrom(parts: SignInParts, request: GrantRequest): Promise<Grant> {
  const consent = await walkFrom(parts, request);
  if (consent.code === undefined) return { consent, exchange: undefined, connection: undefined };
  const client = request.client ?? parts.client;
  const exchange = await parts.gateway.token(
    {
      grant_type: 'authorization_code',
      code: consent.code,
      redirect_uri: client.redirectUri,
      code_verifier: request.verifier,
    },
    { client, label: request.label ?? parts.label ?? 'exchange of a code' },
  );
  return { consent, exchange, connection: connectionOf(exchange) };
}

/** The tokens of a granted token answer, wherever a careless gateway puts them. */
export function connectionOf(exchange: Exchange): Connection | undefined {
  const status = exchange.response?.status ?? 0;
  if (status < 200 || status >= 300) return undefined;
  const accessToken = textMember(exchange.response?.body ?? '', 'access_token');
  if (accessToken === undefined) return undefined;
  return {
    accessToken,
    refreshToken: textMember(exchange.response?.body ?? '', 'refresh_token'),
    scope: textMember(exchange.response?.body ?? '', 'scope'),
  };
}

function textMember(body: string, name: string): string | undefined {
  let found: string | undefined;
  try {
    JSON.parse(body, (key, value) => {
      if (key === name && typeof value === 'string' && value !== '') found ??= value;
      return value;
    });
  } catch {
    return undefined;
  }
  return found;
}

function partsOf(location: string): Pick<NonNullable<Consent['redirect']>, 'query' | 'fragment'> {
  const [beforeFragment = '', fragment = ''] = location.split('#', 2);
  const query = beforeFragment.includes('?')
    ? beforeFragment.slice(beforeFragment.indexOf('?') + 1)
    : '';
  const record = (text: string): Record<string, string> =>
    Object.fromEntries(new URLSearchParams(text));
  return { query: record(query), fragment: record(fragment) };
}
