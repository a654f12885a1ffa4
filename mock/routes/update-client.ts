import { json } from '../answer.ts';
import type { Operation } from './call.ts';
import { readClientInput, requireContact } from './client-input.ts';
import { findClientOf } from './find-client.ts';
import { readBody } from './read-body.ts';

/** Updates a client: what is named changes, all else stays (§5.2). */
export const updateClient: Operation = (call) => {
  const { rules, store, clock, record } = call.gateway;
  const body = readBody(call.request, rules);
  const before = findClientOf(call, body, 'updateClient');
  const { values: sent, cleared } = readClientInput(body, rules);
  const changed = [...Object.keys(sent), ...cleared];
  const values = rules.valuesAfterUpdate(before.values, sent, cleared);
  const contact = cleared.find((field) => field === 'phone' || field === 'email');
  if (contact) requireContact(values, contact, rules);
  const modifiedAt = changed.length > 0 ? clock.now() : before.modifiedAt;
  const client = record({ ...before, values, modifiedAt }, 'update');
  store.clients.set(client.id, client);
  call.courier.tellOfClient('updateClient', client, changed);
  return json(rules.updatedStatus, rules.updateAnswer(client, changed, rules.formatDate));
};
