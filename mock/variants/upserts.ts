import { json } from '../answer.ts';
import { at } from '../at.ts';
import { bodyOf, type Handler } from '../handler.ts';
import type { GatewayState } from '../state.ts';

/** Answers a create that equals an earlier one with the client that it made. */
export function mergesEqualClients(next: Handler): Handler {
  const known = new Map<string, unknown>();
  return async (request) => {
    if (request.method !== at.createClient.method || request.path !== at.createClient.path) {
      return next(request);
    }
    const key = Buffer.from(request.body).toString();
    const before = known.get(key);
    // Only who may create is told of what was created.
    const answer = await next(request);
    if (answer.status !== 201) return answer;
    if (before !== undefined) return json(201, before);
    known.set(key, answer.body);
    return answer;
  };
}

/** Takes a create with the email of a client for an update of it. */
export function mergesByEmail(next: Handler, gateway: GatewayState): Handler {
  const { store, rules } = gateway;
  return async (request) => {
    const isCreate =
      request.method === at.createClient.method && request.path === at.createClient.path;
    const { email } = isCreate ? bodyOf(request) : {};
    const twin =
      typeof email === 'string' && email !== ''
        ? [...store.clients.values()].find(({ values }) => values.email === email)
        : undefined;
    const answer = await next(request);
    if (answer.status !== 201 || twin === undefined) return answer;
    const { id } = answer.body as { id: string };
    const values = { ...twin.values, ...store.clients.get(id)?.values };
    store.clients.delete(id);
    store.clients.set(twin.id, { ...twin, values });
    return json(201, rules.summaryOf({ ...twin, values }, rules.formatDate));
  };
}

/** Refuses a second client with an email that another has. */
export function uniqueEmails(next: Handler, { store }: GatewayState): Handler {
  return async (request) => {
    const isCreate =
      request.method === at.createClient.method && request.path === at.createClient.path;
    const { email } = isCreate ? bodyOf(request) : {};
    const isTaken =
      typeof email === 'string' &&
      email !== '' &&
      [...store.clients.values()].some(({ values }) => values.email === email);
    if (!isTaken) return next(request);
    const answer = await next(request);
    if (answer.status !== 201) return answer;
    const { id } = answer.body as { id: string };
    store.clients.delete(id);
    return json(422, {
      error: { code: 'taken', message: 'Email has already been taken', field: 'email' },
    });
  };
}
