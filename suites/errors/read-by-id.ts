import type { Exchange } from '../../contracts/evidence.ts';
import { RESOURCE_PATHS } from '../../contracts/resources.ts';
import { succeeded } from '../../harness/judging/answers.ts';
import { idOf } from '../../harness/scenarios/id-of.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';
import { itemIn, jsonIn } from '../actions/sights.ts';
import type { Shown } from './comes-back.ts';

/** The client as it can be read by its id, where it can. */
export async function readById({ gateway }: Stage, id: string): Promise<Exchange | undefined> {
  const path = `${RESOURCE_PATHS.clients}/${encodeURIComponent(id)}`;
  const exchange = await gateway.api('GET', path, undefined, { label: 'fuzzed read of a client' });
  return succeeded(exchange) ? exchange : undefined;
}

/** A client as it can be read after its create, where it can. */
export async function readBack(stage: Stage, created: Exchange): Promise<Exchange | undefined> {
  const id = succeeded(created) ? idOf(created) : undefined;
  return id === undefined ? undefined : readById(stage, id);
}

/** What a read shows of a client. */
export function shownByRead(read: Exchange, id: string, always: Shown['always']): Shown {
  const client = itemIn(jsonIn(read), id) ?? {};
  return { client, seen: read, where: 'the client that was read', always };
}

/** The fields that stand in an object. */
export function fieldsOf(read: Exchange | undefined, id: string): ReadonlySet<string> {
  return new Set(Object.keys((read && itemIn(jsonIn(read), id)) ?? {}));
}
