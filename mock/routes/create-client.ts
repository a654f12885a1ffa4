import { json } from '../answer.ts';
import type { Operation } from './call.ts';
import { readClientInput, requireClientFields } from './client-input.ts';
import { readBody } from './read-body.ts';

/** Creates a client (§5.1). */
export const createClient: Operation = (call) => {
  const { gateway, courier, bearer } = call;
  const { rules, store, clock } = gateway;
  const body = readBody(call.request, rules);
  requireClientFields(body, rules);
  const { values } = readClientInput(body, rules);
  const now = clock.now();
  const { id: ownerId, name } = bearer.user;
  const id = rules.newId('client', gateway.random);
  const owner = { id: ownerId, name };
  const client = gateway.record({ id, owner, values, createdAt: now, modifiedAt: now }, 'create');
  store.clients.set(client.id, client);
  courier.tellOfClient('createClient', client, Object.keys(values));
  return json(rules.createdStatus, rules.summaryOf(client, rules.formatDate));
};
