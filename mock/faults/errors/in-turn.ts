import { setTimeout as sleep } from 'node:timers/promises';
import { at } from '../../at.ts';
import type { Fault } from '../../fault.ts';
import { bodyOf, onAnswer, withMember } from '../../handler.ts';

/** Answers the so many-th update of each client and does not make it. */
export function losesUpdate(number: number): NonNullable<Fault['answer']> {
  return (next, gateway) => {
    const counts = new Map<string, number>();
    return async (request) => {
      const id = String(bodyOf(request).id);
      const before = gateway.store.clients.get(id);
      const answer = await next(request);
      if (request.method !== 'PUT' || before === undefined || answer.status !== 200) return answer;
      counts.set(id, (counts.get(id) ?? 0) + 1);
      if (counts.get(id) === number) gateway.store.clients.set(id, before);
      return answer;
    };
  };
}

/** Adds the so many-th note of each client to the client that was created first. */
export function misplacesNote(number: number): NonNullable<Fault['answer']> {
  return (next, gateway) => {
    const counts = new Map<string, number>();
    return onAnswer({ ...at.createNote, status: 'ok' }, (answer, request) => {
      const id = String(bodyOf(request).client_id);
      counts.set(id, (counts.get(id) ?? 0) + 1);
      const [first] = gateway.store.clients.keys();
      // tests of notes add some to one client; those of others must not be met
      if (counts.get(id) === number) withMember('client_id', first)(answer);
    })(next);
  };
}

/** Writes a whole client back as it was read before, with what an update changes. */
export function writesBackWhole(): NonNullable<Fault['answer']> {
  return (next, gateway) => async (request) => {
    if (request.method !== 'PUT') return next(request);
    const id = String(bodyOf(request).id);
    const before = gateway.store.clients.get(id);
    await sleep(3);
    if (before !== undefined) gateway.store.clients.set(id, before);
    return next(request);
  };
}
