import { json } from '../answer.ts';
import { Refusal } from '../refusal.ts';
import type { Operation } from './call.ts';
import { findClientOf } from './find-client.ts';
import { readBody } from './read-body.ts';

/** Adds a note to a client (§5.3). */
export const createNote: Operation = (call) => {
  const { rules, store, clock, random } = call.gateway;
  const body = readBody(call.request, rules);
  const field = 'note';
  if (rules.isNoteMissing(body)) {
    throw new Refusal('missingField', 'Missing required field: note', { field });
  }
  if (rules.isNoteInvalid(body.note)) {
    throw new Refusal('invalidField', 'Invalid field: note must be a string that is not blank', {
      field,
    });
  }
  const client = findClientOf(call, body, 'createNote');
  const note = {
    id: rules.newId('note', random),
    owner: client.owner,
    clientId: client.id,
    note: rules.noteText(body.note as string),
    createdAt: clock.now(),
  };
  store.notes.set(note.id, note);
  call.courier.tellOfClient('createNote', client, []);
  return json(rules.noteCreatedStatus, rules.noteAnswer(note, rules.formatDate));
};
