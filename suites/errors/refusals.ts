import type { Exchange } from '../../contracts/evidence.ts';
import { RESOURCE_PATHS } from '../../contracts/resources.ts';
import { succeeded } from '../../harness/judging/answers.ts';
import { idOf } from '../../harness/scenarios/id-of.ts';
import { scenario } from '../../harness/scenarios/scenario.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';
import { notes } from '../actions/notes.ts';
import type { Trespass, Tried } from '../actions/other-account.ts';
import { refusedCreates } from '../actions/refused-creates.ts';
import { refusedUpdates } from '../actions/refused-updates.ts';
import { unlike } from '../actions/unlike.ts';
import { views } from '../actions/views.ts';
import { changes, creates } from '../oauth/bearer-requests.ts';
import { ifArranged } from '../oauth/if-arranged.ts';

/** A successful request of every kind, and each kind of refusal once, where others met it too theirs. */
export const refusals = scenario('refusals of every kind', async (stage) => {
  const { created: whole } = await stage.evidenceOf(views);
  const id = succeeded(whole) ? idOf(whole) : undefined;
  const [onCreate, others, onClient] = await Promise.all([
    badCreates(stage),
    elsewhere(stage),
    ofClient(stage, id),
  ]);
  return { whole, ...onCreate, ...others, ...onClient };
});

/** What the play leaves behind. */
export type Refusals = Awaited<ReturnType<(typeof refusals)['play']>>;

async function badCreates(stage: Stage) {
  const { gateway, a } = stage;
  const met = (await ifArranged(stage, refusedCreates))?.attempts;
  const lawful = a.client();
  const create = (body: unknown, label: string): Promise<Exchange> =>
    gateway.createClient(body, { label });
  const [withoutName, withoutContact, malformed, list, text, nothing, empty, ...wrong] =
    await Promise.all([
      met?.['without a name'].exchange ??
        create({ ...lawful, name: undefined }, 'create without a name'),
      met?.['without phone and email'].exchange ??
        create({ name: a.name() }, 'create without a contact'),
      create(`${JSON.stringify(lawful).slice(0, -1)},`, 'create with a body that is no JSON'),
      create([lawful], 'create with a list'),
      create('"conformance"', 'create with a text'),
      create('null', 'create with null for a body'),
      create('', 'create with an empty body'),
      met?.['whose name is an object'].exchange ??
        create({ ...lawful, name: { first: a.name() } }, 'create with an object as name'),
      create({ name: a.name(), phone: { number: a.phone() } }, 'create with an object as phone'),
    ]);
  const [wrongName, wrongPhone] = wrong;
  const bodies = { malformed, list, text, nothing, empty };
  return { withoutName, withoutContact, ...bodies, wrongName, wrongPhone };
}

async function elsewhere(stage: Stage) {
  const { gateway, a } = stage;
  const met = (await ifArranged(stage, creates))?.attempts;
  const lawful = a.client();
  const unknown = `/conformance-${a.word()}`;
  const [withoutToken, unknownToken, unknownPath, patched, deleted, read] = await Promise.all([
    met?.missing?.exchange ??
      gateway.createClient(lawful, { token: null, label: 'create without a token' }),
    // unlike the token of the others in its shape too
    gateway.createClient(lawful, {
      token: `conformance-unknown-${a.word()}`,
      label: 'create with an unknown token',
    }),
    gateway.api('GET', unknown, undefined, { label: 'read a path that does not exist' }),
    gateway.api('PATCH', RESOURCE_PATHS.notes, { note: 'x' }, { label: 'PATCH notes' }),
    gateway.api('DELETE', RESOURCE_PATHS.notes, undefined, { label: 'DELETE notes' }),
    stage.evidenceOf(views).then(({ list }) => list),
  ]);
  return { withoutToken, unknownToken, unknownPath, patched, deleted, read };
}

async function ofClient(stage: Stage, id: string | undefined) {
  if (id === undefined) return {};
  const { gateway, a } = stage;
  const onEach = await ifArranged(stage, notes);
  const onNotes = onEach?.refusals;
  const known = onEach?.first ?? {
    clientId: id,
    note: `Conformance ${a.word()}`,
    exchange: undefined,
  };
  const { note, clientId: notedId } = known;
  const onUpdates = await ifArranged(stage, refusedUpdates);
  // of nothing but the city, too
  const { update: control } = (await ifArranged(stage, changes))?.control ?? {};
  const [updated, noted, withoutNote, wrongUpdate, unknownUpdate, unknownNote] = await Promise.all([
    control ?? gateway.updateClient(id, { city: 'Springfield' }),
    known.exchange ?? gateway.addNote(id, { note }),
    onNotes?.missing ?? gateway.addNote(id, {}, { label: 'add a note without its text' }),
    onUpdates?.nameObject ??
      gateway.updateClient(
        id,
        { name: { first: 'x' } },
        { label: 'update with an object as name' },
      ),
    onUpdates?.unknown ??
      gateway.updateClient(unlike(id), { city: 'Nowhere' }, { label: 'update an unknown client' }),
    onNotes?.unknown ??
      gateway.addNote(unlike(id), { note: 'Nobody' }, { label: 'add a note to an unknown client' }),
  ]);
  const foreignUpdate = exchangeOf(onUpdates?.trespassed);
  const foreignNote = exchangeOf(onEach?.trespassed);
  return {
    updated,
    note,
    notedId,
    noted,
    withoutNote,
    wrongUpdate,
    unknownUpdate,
    unknownNote,
    foreignUpdate,
    foreignNote,
  };
}

/** The answer to another account, where that could ask. */
function exchangeOf(trespassed: Tried<Trespass> | undefined): Exchange | undefined {
  return trespassed !== undefined && 'value' in trespassed ? trespassed.value.exchange : undefined;
}
