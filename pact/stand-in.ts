import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OAUTH_PATHS } from '../contracts/resources.ts';
import type { Stage } from '../harness/scenarios/stage.ts';
import { asAgreed } from './as-agreed.ts';
import { deliver } from './deliver.ts';
import { forward } from './forward.ts';
import { hideSecrets } from './hide-secrets.ts';
import type { Problem } from './scene.ts';
import type { Scenes, StateRequest } from './set-scene.ts';
import { unthrottled } from './unthrottled.ts';
import { UNVERIFIED } from './unverified.ts';

/** Where Pact's verifier finds the provider. */
export interface StandIn {
  /** Answers requests with what the target answers. */
  readonly providerPort: number;
  /** Brings states about, and tells of deliveries. */
  readonly backstagePort: number;
  readonly close: () => Promise<void>;
}

/** A status that no contract can ask for: the scene's problem must not pass for an answer. */
const NO_ANSWER = 999;
const THROTTLED = 'the target answers 429, not what was asked';
/** Not 5xx: the verifier would ask again and again. */
const NOT_DONE = 400;

type Handle = (request: IncomingMessage, body: string, response: ServerResponse) => Promise<void>;

/** Stands between the verifier and the target: the one knows only the contract, the other only its dialect. */
export async function startStandIn(stage: Stage, scenes: Scenes): Promise<StandIn> {
  const failed = (error: unknown): void => {
    const says = error instanceof Error ? error.message : String(error);
    scenes.current().problem ??= { kind: 'inconclusive', says };
  };
  const [provider, backstage] = await Promise.all([
    serve(asProvider(stage, scenes), failed),
    serve(asBackstage(stage, scenes), failed),
  ]);
  return {
    providerPort: provider.port,
    backstagePort: backstage.port,
    close: async () => {
      await Promise.all([provider.close(), backstage.close()]);
    },
  };
}

function asProvider(stage: Stage, scenes: Scenes): Handle {
  return async ({ method = '', url = '/', headers }, body, response) => {
    const scene = scenes.current();
    scene.isSet = true;
    const at = url.indexOf('?');
    const path = at < 0 ? url : url.slice(0, at);
    const query = at < 0 ? '' : url.slice(at);
    if (scene.problem !== undefined) return refuse(response, scene.problem);
    const isToken = path === OAUTH_PATHS.token;
    const send = () => forward({ method, path, query, headers, body }, stage, scene);
    const exchange = isToken ? await send() : await unthrottled(send);
    if (exchange.response?.status === 429 && scene.mayBeThrottled !== true) {
      scene.problem = { kind: 'inconclusive', says: isToken ? spentLimit(stage) : THROTTLED };
      return refuse(response, scene.problem);
    }
    if (exchange.response === undefined) {
      const says = `the target gave no answer: ${exchange.failure?.message}`;
      scene.problem ??= { kind: 'fail', says };
      return refuse(response, scene.problem);
    }
    const { status, headers: answered } = exchange.response;
    for (const [name, value] of answered) {
      if (!isKept(name, status)) continue;
      response.appendHeader(name, value);
    }
    const told = hideSecrets(exchange.response.body, scene);
    response.writeHead(status).end(asAgreed(told, scene.stands));
  };
}

function spentLimit({ limit }: Stage): string {
  const spent = limit.spentBefore() + limit.refusedFrom().length;
  return `${THROTTLED}: ${spent} invalid token requests of this address are known within the hour; verify again when it is over, or from another address`;
}

/** Without a `Location` the verifier cannot follow a redirect, and sees what the target answered. */
function isKept(name: string, status: number): boolean {
  const isRedirect = status >= 300 && status < 400;
  if (isRedirect && /^location$/i.test(name)) return false;
  return !/^(connection|content-length|transfer-encoding|content-encoding|keep-alive)$/i.test(name);
}

function refuse(response: ServerResponse, { kind, says }: Problem): void {
  const status = kind === 'inconclusive' ? UNVERIFIED.status : NO_ANSWER;
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: { message: says } }));
}

function asBackstage(stage: Stage, scenes: Scenes): Handle {
  return async ({ url }, body, response) => {
    if (url === '/states') {
      const values = await scenes.request(JSON.parse(body) as StateRequest);
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(values));
      return;
    }
    const scene = scenes.current();
    scene.isSet = true;
    const delivery = await deliver(stage, scene);
    if (delivery === undefined) {
      const isOpen = scene.problem?.kind === 'inconclusive';
      response.writeHead(NOT_DONE, isOpen ? { 'content-type': UNVERIFIED.contentType } : {});
      response.end(isOpen ? 'not verified' : '');
      return;
    }
    const metadata = Buffer.from(JSON.stringify(delivery.metadata)).toString('base64');
    response.writeHead(200, {
      'content-type': delivery.contentType,
      'pact-message-metadata': metadata,
    });
    response.end(delivery.body);
  };
}

async function serve(handle: Handle, failed: (error: unknown) => void) {
  const server = createServer((request, response) => {
    answer(handle, request, response).catch((error: unknown) => {
      failed(error);
      if (!response.headersSent) response.writeHead(NO_ANSWER);
      response.end();
    });
  });
  server.listen({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(handle: Handle, request: IncomingMessage, response: ServerResponse) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  await handle(request, Buffer.concat(chunks).toString('utf8'), response);
}
