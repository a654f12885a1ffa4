import { getPublicSuffix } from 'tough-cookie';

/** Whether a URL is the client's, the gateway's, or neither's. */
export type Destination = 'client' | 'gateway' | 'elsewhere';

const ANSWER = ['code', 'error', 'access_token', 'id_token'];

/**
 * Tells where a redirect leads. Any redirect to the redirect URI's origin and path is the client's,
 * and so is one to a foreign origin that carries an answer, right or wrong: the suite judges it.
 * A sibling host of the gateway (api.example.com, login.example.com) is still the gateway, and so is
 * another port of its host, unless it is the client's, or a host where its users sign in.
 *
 * @param signInAt names of such hosts
 */
export function destination(
  url: URL,
  gateway: URL,
  redirectUri: string,
  signInAt: readonly string[] = [],
): Destination {
  if (sameEndpoint(url, redirectUri)) return 'client';
  if (sameOrigin(url, gateway)) return 'gateway';
  if (carriesAnswer(url)) return 'client';
  if (signInAt.includes(url.hostname)) return 'gateway';
  const isOurs = sameSite(url, gateway) || otherPort(url, gateway, redirectUri);
  return isOurs ? 'gateway' : 'elsewhere';
}

function otherPort(url: URL, gateway: URL, redirectUri: string): boolean {
  const isClients = URL.canParse(redirectUri) && new URL(redirectUri).host === url.host;
  return url.protocol === gateway.protocol && url.hostname === gateway.hostname && !isClients;
}

function sameEndpoint(url: URL, redirectUri: string): boolean {
  if (!URL.canParse(redirectUri)) return false;
  const wanted = new URL(redirectUri);
  return sameOrigin(url, wanted) && url.pathname === wanted.pathname;
}

// Not `origin`: that of every custom scheme is "null".
const sameOrigin = (a: URL, b: URL) => a.protocol === b.protocol && a.host === b.host;

function carriesAnswer(url: URL): boolean {
  const fragment = new URLSearchParams(url.hash.slice(1));
  return ANSWER.some((name) => url.searchParams.has(name) || fragment.has(name));
}

function sameSite(a: URL, b: URL): boolean {
  return a.protocol === b.protocol && site(a) !== undefined && site(a) === site(b);
}

/** The registrable domain; undefined for addresses and for `localhost`. */
function site({ hostname }: URL): string | undefined {
  if (hostname === 'localhost') return undefined;
  return getPublicSuffix(hostname, { allowSpecialUseDomain: true, ignoreError: true });
}
