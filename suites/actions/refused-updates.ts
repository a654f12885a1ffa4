import type { Exchange } from '../../contracts/evidence.ts';
import { idOf } from '../../harness/scenarios/id-of.ts';
import { notArranged, scenario } from '../../harness/scenarios/scenario.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';
import { valuesOfWrites } from './elsewhere.ts';
import { follow, heard } from './life.ts';
import { trespass } from './other-account.ts';
import type { Values } from './sights.ts';
import { unlike } from './unlike.ts';
import { readClient, views } from './views.ts';

/** Updates that must be refused, between lawful ones that show what became of the client. */
export const refusedUpdates = scenario('refused updates', async (stage) => {
  const { gateway, a, seen } = stage;
  const [{ view, id: known }, created, updates] = await Promise.all([
    stage.evidenceOf(views),
    stage.webhooks.watch('client.created'),
    stage.webhooks.watch('client.updated'),
  ]);
  if (known === undefined) notArranged('no client could be created to update');
  const unknownId = unlike(known);
  const stranger = a.client({ city: `City ${a.word()}` });
  const unknown = await gateway.updateClient(unknownId, stranger, {
    label: 'update of an unknown client',
  });
  const unknownAgain = await gateway.updateClient(unknownId, stranger, {
    label: 'second update of an unknown client',
  });
  const sent = a.client({
    city: `City ${a.word()}`,
    line1: `1 ${a.word()} Street`,
    line2: `Suite ${a.word()}`,
  });
  const born = { sent, exchange: await gateway.createClient(sent) };
  const id = idOf(born.exchange);
  if (id === undefined) notArranged('no client could be created to update', born.exchange);
  await heard(stage, created, sent.email, sent.name);
  const client = await follow(stage, { view, updates }, born, false);
  const refused = (changes: Record<string, unknown>, label: string): Promise<Exchange> =>
    gateway.updateClient(id, changes, { label });
  await client.update({ utm_term: a.word() });
  const wrong = { city: `City ${a.word()}`, line1: `2 ${a.word()} Street` };
  const nameObject = await refused(
    { ...wrong, name: { first: 'Jane', last: 'Smith' } },
    'update of the name to an object',
  );
  const nameBlank = await refused({ name: '' }, 'update of the name to an empty text');
  const nameNull = await refused({ name: null }, 'update of the name to null');
  const foreign = { line2: `Suite ${a.word()}` };
  const trespassed = await trespass(stage, (token) =>
    gateway.updateClient(id, foreign, { token, label: 'update with the token of another account' }),
  );
  if ('value' in trespassed) tellRefusal(stage, trespassed.value.exchange);
  await client.update({ utm_term: a.word() }, 'update after the refused ones');
  const readUnknown = view === 'by id' ? await readClient(stage, view, unknownId) : undefined;
  const reads = [
    readUnknown,
    ...(view === 'not at all' ? [] : [await gateway.read('clients')]),
  ].filter((each) => each !== undefined);
  return {
    unknown,
    unknownAgain,
    readUnknown,
    stranger,
    wrong,
    nameObject,
    nameBlank,
    nameNull,
    foreign,
    trespassed,
    life: {
      ...client.life(),
      elsewhere: valuesOfOthers(seen(), { ...wrong, ...foreign, name: '' }),
    },
    deliveries: [...created.inbox.deliveries, ...updates.inbox.deliveries],
    reads,
  };
});

function tellRefusal({ observe }: Stage, { response }: Exchange): void {
  const status = `${response?.status ?? 'nothing'}`;
  const says = `An update by another account is answered with ${status}.`;
  observe('accounts.refusal', status, says);
}

/** What was asked of this client and refused is no other client's value. */
function valuesOfOthers(
  seen: readonly Exchange[],
  refused: Readonly<Record<string, unknown>>,
): Values {
  return Object.fromEntries(
    Object.entries(valuesOfWrites(seen)).map(([field, values]) => [
      field,
      values.filter((value) => value !== refused[field]),
    ]),
  );
}

/** The step of the client's life that comes after the refused updates. */
export const AFTERWARDS = 2;
