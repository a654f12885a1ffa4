import type { IncomingHttpHeaders } from 'node:http';
import type { Exchange } from '../contracts/evidence.ts';
import { API_BASE, EVENTS, OAUTH_PATHS, RESOURCE_PATHS } from '../contracts/resources.ts';
import type { RequestOptions } from '../harness/client/gateway.ts';
import type { Stage } from '../harness/scenarios/stage.ts';
import type { Scene } from './scene.ts';

/** A request of the contract, filled in by the verifier. */
export interface ContractRequest {
  readonly method: string;
  /** Below the gateway's address, as the document has it. */
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What the verifier says of itself, not of the consumer. */
const NOT_FORWARDED =
  /^(host|connection|content-length|transfer-encoding|accept-encoding|user-agent)$/;

/**
 * Sends a request of the contract to the target, in the target's own dialect: where the document is
 * silent, the contract says what Zapier sends, and a gateway may want it otherwise.
 */
export async function forward(
  request: ContractRequest,
  stage: Stage,
  scene: Scene,
): Promise<Exchange> {
  const { method, path, body } = request;
  const { gateway } = stage;
  const options = optionsOf(request, scene);
  if (path === OAUTH_PATHS.token && method === 'POST') return token(request, stage, options);
  if (!path.startsWith(API_BASE)) return gateway.visit(beside(stage, request), `${method} ${path}`);
  const below = path.slice(API_BASE.length);
  const named = method === 'DELETE' ? undefined : translated(method, below, body);
  if (named !== undefined) return named(stage, scene, options);
  const { subscription } = scene;
  if (
    method === 'DELETE' &&
    subscription !== undefined &&
    below.startsWith(RESOURCE_PATHS.webhooks)
  ) {
    const tried = await stage.webhooks.unsubscribe(subscription);
    const last = tried.at(-1);
    if (last !== undefined) return last;
  }
  return gateway.api(method, below, body === '' ? undefined : body, options);
}

function optionsOf({ headers, query }: ContractRequest, { from }: Scene): RequestOptions {
  const kept = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined || NOT_FORWARDED.test(name) ? [] : [[name, [value].flat().join(', ')]],
  );
  return {
    token: null,
    headers: Object.fromEntries(kept),
    query,
    ...(from !== undefined && { from }),
  };
}

/** The form as it is: the client's credentials are part of the contract. */
function token(
  { body }: ContractRequest,
  { gateway, settings }: Stage,
  { headers, from, query }: RequestOptions,
): Promise<Exchange> {
  const {
    client_id: id,
    client_secret: secret,
    ...form
  } = Object.fromEntries(new URLSearchParams(body));
  const isBasic = settings.oauth?.clientAuthentication === 'basic';
  const isWhole = id !== undefined && secret !== undefined;
  const sender = { ...(headers && { headers }), ...(from !== undefined && { from }) };
  if (isBasic && isWhole) {
    const client = { clientId: id, clientSecret: secret, redirectUri: '' };
    return gateway.token(form, { ...sender, client, authentication: 'basic' });
  }
  const credentials = { client_id: id, client_secret: secret };
  return gateway.token(
    { ...form, ...credentials },
    { ...sender, query: query ?? '', authentication: 'none' },
  );
}

type Translated = (stage: Stage, scene: Scene, options: RequestOptions) => Promise<Exchange>;

function translated(method: string, below: string, body: string): Translated | undefined {
  const members = membersOf(body);
  if (method === 'PUT' && below === RESOURCE_PATHS.clients && typeof members?.id === 'string') {
    const { id, ...changes } = members;
    return ({ gateway }, _, options) => gateway.updateClient(String(id), changes, options);
  }
  if (method !== 'POST') return undefined;
  if (below === RESOURCE_PATHS.notes && typeof members?.client_id === 'string') {
    const { client_id: id, ...note } = members;
    return ({ gateway }, _, options) => gateway.addNote(String(id), note, options);
  }
  if (below !== RESOURCE_PATHS.webhooks || typeof members?.target_url !== 'string')
    return undefined;
  const { event, target_url: url, ...others } = members;
  if (Object.keys(others).length > 0) return undefined;
  return (stage, scene, options) => subscribe(String(event), url, { stage, scene, options });
}

/** With our own token the subscription is remembered, and ended with the others. */
async function subscribe(
  event: string,
  url: string,
  parts: { readonly stage: Stage; readonly scene: Scene; readonly options: RequestOptions },
): Promise<Exchange> {
  const { stage, scene, options } = parts;
  const { inbox } = scene;
  const known = EVENTS.find((each) => each === event);
  const own = `Bearer ${(await stage.connection()).accessToken}`;
  const isOurs = inbox?.url === url && options.headers?.authorization === own;
  if (known === undefined || inbox === undefined || !isOurs) {
    return stage.gateway.subscribe(event, url, options);
  }
  scene.subscription = await stage.webhooks.subscribe(known, inbox);
  return scene.subscription.subscribed;
}

function membersOf(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    const isObject = parsed !== null && typeof parsed === 'object' && !Array.isArray(parsed);
    return isObject ? (parsed as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

function beside({ gateway, settings }: Stage, { path, query }: ContractRequest): string {
  const target = gateway.tokenUrl.slice(0, -settings.paths.token.length);
  const own = path === OAUTH_PATHS.authorize ? settings.paths.authorize : path;
  return `${target}${own}${query}`;
}
