import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

/** Says which scopes an access token holds, `undefined` for a token that is not valid. */
export type Introspect = (token: string) => Promise<readonly string[] | undefined>;

type Answer = readonly [status: number, body: unknown, headers?: Readonly<Record<string, string>>];

/** The smallest resource part of a gateway: clients are created and updated, and nothing else is there. */
export function zapierPart(introspect: Introspect) {
  const clients = new Map<string, Readonly<Record<string, unknown>>>();
  const routes: Readonly<Record<string, (body: Record<string, unknown>) => Answer>> = {
    'POST /v1/zapier/clients': (body) => {
      const field = ['name', 'phone'].find(
        (name) => !(name in body || (name === 'phone' && 'email' in body)),
      );
      if (field !== undefined) return refusal(400, 'validation_error', field);
      const client = { ...body, id: randomUUID(), created_date: new Date().toISOString() };
      clients.set(client.id, client);
      return [201, client];
    },
    'PUT /v1/zapier/clients': ({ id, ...changes }) => {
      const known = clients.get(String(id));
      if (known === undefined) return refusal(404, 'not_found', 'id');
      const client = { ...known, ...changes, last_modified_date: new Date().toISOString() };
      clients.set(String(id), client);
      return [200, client];
    },
  };
  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const route = routes[`${request.method} ${request.url?.split('?')[0]}`];
    const sent = await text(request);
    const token = /^bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const scopes = token === undefined ? undefined : await introspect(token);
    if (scopes === undefined) {
      return [...refusal(401, 'invalid_token'), { 'www-authenticate': 'Bearer' }];
    }
    if (route === undefined) return refusal(404, 'not_found');
    if (!scopes.includes('write:clients')) return refusal(403, 'insufficient_scope');
    const body = objectIn(sent);
    return body === undefined ? refusal(400, 'invalid_json') : route(body);
  };
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [status, body, headers] = await answer(request);
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
}

function refusal(status: number, code: string, field?: string): readonly [number, unknown] {
  const message = field === undefined ? code : `${code}: ${field}`;
  return [status, { error: { code, message, ...(field !== undefined && { field }) } }];
}

function objectIn(sent: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(sent);
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
