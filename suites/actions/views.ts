import type { Exchange } from '../../contracts/evidence.ts';
import { succeeded } from '../../harness/judging/answers.ts';
import { idOf } from '../../harness/scenarios/id-of.ts';
import { scenario } from '../../harness/scenarios/scenario.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';
import { itemIn, jsonIn } from './sights.ts';

/** How one client can be read; the document only implies that clients can be read at all. */
export type View = 'by id' | 'in the list' | 'not at all';

/** A longer list is not worth reading again after each write. */
const LONGEST_LIST = 200_000;

/** One client, looked for in the list and by its id. */
export const views = scenario('read clients', async (stage) => {
  const { gateway, a } = stage;
  const sent = a.client();
  const created = await gateway.createClient(sent);
  const id = idOf(created);
  const [list, single] = await Promise.all([
    gateway.read('clients'),
    id === undefined ? undefined : readById(stage, id),
  ]);
  const view = viewOf(id, list, single);
  stage.observe('clients.read', view, `A client can be read ${view}.`);
  return {
    sent,
    created,
    list,
    view,
    ...(id === undefined ? {} : { id }),
    ...(single === undefined ? {} : { single }),
  };
});

/** Reads a client in the way that the target has. */
export async function readClient(
  stage: Stage,
  view: View,
  id: string,
): Promise<Exchange | undefined> {
  if (view === 'by id') return readById(stage, id);
  return view === 'in the list' ? stage.gateway.read('clients') : undefined;
}

function readById({ gateway }: Stage, id: string): Promise<Exchange> {
  return gateway.api('GET', `/clients/${encodeURIComponent(id)}`, undefined, {
    label: 'read client',
  });
}

function viewOf(id: string | undefined, list: Exchange, single: Exchange | undefined): View {
  if (id === undefined) return 'not at all';
  if (single !== undefined && succeeded(single) && itemIn(jsonIn(single), id)) return 'by id';
  const isShort = (list.response?.body.length ?? 0) <= LONGEST_LIST;
  return succeeded(list) && isShort && itemIn(jsonIn(list), id) ? 'in the list' : 'not at all';
}
