import { idOf } from '../../harness/scenarios/id-of.ts';
import { notArranged } from '../../harness/scenarios/scenario.ts';
import type { Scene } from '../scene.ts';
import { unthrottled } from '../unthrottled.ts';
import { granted } from './granted.ts';
import { type State, type StateParts, StateRefused } from './state.ts';
import { unknownId } from './unknown-id.ts';

/** States of clients (§5). */
export const clientStates: readonly State[] = [
  {
    name: 'nobody has a certain contact',
    setUp: async ({ stage: { a }, scene, params }) => {
      const contact = contactOf(a);
      for (const key of OURS) standFor(scene, contact[key], params[key]);
      return contact;
    },
  },
  { name: 'a client exists', setUp: (parts) => create(parts) },
  {
    name: 'a client without {member} exists',
    setUp: ({ params: { member = '', ...params }, ...parts }) =>
      create({ ...parts, params }, member),
  },
  {
    name: 'no client has a certain id',
    setUp: async (parts) => {
      const { clientId = '' } = await create({ ...parts, params: {} });
      return { unknownClientId: unknownId(clientId) };
    },
  },
  {
    name: 'the client is updated',
    setUp: async ({ stage, scene, params }) => {
      const { clientId } = scene.values;
      if (clientId === undefined)
        notArranged('no client is there yet; give `a client exists` before');
      granted(
        'an update of the client',
        await unthrottled(() => stage.gateway.updateClient(clientId, params)),
      );
      scene.changes = Object.values(params);
      return { ...params };
    },
  },
  {
    name: 'the client has a note',
    setUp: async ({ stage, scene: { values }, params }) => {
      const { clientId } = values;
      if (clientId === undefined)
        notArranged('no client is there yet; give `a client exists` before');
      const note = params.note ?? stage.a.word();
      granted(
        'a note on the client',
        await unthrottled(() => stage.gateway.addNote(clientId, { note })),
      );
      return { note };
    },
  },
];

/** The members that must not be the same for two clients: ours stand for those of the contract. */
const OURS = ['email', 'phone'] as const;

async function create(
  { stage, scene, params }: StateParts,
  without?: string,
): Promise<Record<string, string>> {
  const { id: exampleId, ...members } = params;
  const own: Record<string, unknown> = { ...stage.a.client(), ...contactOf(stage.a) };
  const body: Record<string, string> = {};
  for (const [key, value] of Object.entries<unknown>({ ...own, ...members })) {
    if (key === without) continue;
    const isOurs = OURS.some((each) => each === key) && members[key] !== undefined;
    body[key] = String(isOurs ? own[key] : value);
    if (isOurs) standFor(scene, String(own[key]), members[key]);
  }
  const created = granted(
    'a create of a client',
    await unthrottled(() => stage.gateway.createClient(body)),
  );
  const clientId = idOf(created);
  if (clientId === undefined)
    throw new StateRefused('a create of a client was answered without an id');
  standFor(scene, clientId, exampleId);
  return { ...body, clientId };
}

/** With a capital letter, since who lowers an email does not keep it as it was sent. */
function contactOf(a: StateParts['stage']['a']): Record<(typeof OURS)[number], string> {
  return { email: a.email().replace(/^c/, 'C'), phone: a.phone() };
}

function standFor(scene: Scene, ours: string, example: string | undefined): void {
  if (example !== undefined) scene.stands.set(ours, example);
}
