import type { Exchange } from '../../contracts/evidence.ts';
import type { Property } from '../../harness/fuzz/property.ts';
import { type Command, type Sequence, sequences } from '../../harness/fuzz/sequences.ts';
import { SEARCH_LANE } from '../../harness/fuzz/shrink.ts';
import type { Attempt } from '../../harness/fuzz/trial.ts';
import { succeeded } from '../../harness/judging/answers.ts';
import { memberOf } from '../../harness/judging/members.ts';
import { Broken, Inconclusive } from '../../harness/judging/outcome.ts';
import { idOf } from '../../harness/scenarios/id-of.ts';
import { notArranged } from '../../harness/scenarios/scenario.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';
import { jsonIn } from '../triggers/json-in.ts';
import { arrivals, faithfulFields } from './arrivals.ts';
import { trying } from './fuzzing.ts';
import { readBack, shownByRead } from './read-by-id.ts';
import { refusals } from './refusals.ts';
import { Derailed, type Manners, playTrack, type Scene } from './tracks.ts';

/** What is done to clients in turn; each must be what was last written to it, whatever the order. */
export const sequence: Property<Sequence> = {
  clause: 'errors/robustness/sequences-keep',
  // a case is many requests
  share: 0.25,
  least: sequences.length,
  prepare: async (stage) => {
    const { whole, updated: control, noted, notedId } = await stage.evidenceOf(refusals);
    if (control === undefined) return notArranged('no client could be created to update', whole);
    const off = { control, kinds: [], attempt: async () => ({ exchanges: [] }) };
    if (stage.settings.fuzz.runs === 0 || !succeeded(control)) return off;
    const manners = await mannersOf(stage, noted, notedId);
    return {
      control,
      kinds: sequences,
      attempt: ({ tracks }, lane) =>
        playTogether({ stage, manners, looks: lane !== SEARCH_LANE }, tracks),
    };
  },
};

/** The scenario of this property. */
export const keptSequences = trying('sequences', sequence);

async function playTogether(scene: Scene, tracks: Sequence['tracks']): Promise<Attempt> {
  const played = await Promise.allSettled(
    tracks.map((commands, at) => playTrack(scene, commands, at)),
  );
  const exchanges = played.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
  const thrown = played.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
  const requests = requestsOf(tracks);
  for (const each of thrown) {
    if (each instanceof Derailed) {
      const seen = each.seen.filter((one): one is Exchange => 'request' in one);
      const { message: why, place: suspect, difference } = each;
      return { exchanges: seen, requests, why, suspect, ...(difference && { difference }) };
    }
    if (each instanceof Broken) return { exchanges, requests, why: each.message };
  }
  const [first] = thrown;
  if (first instanceof Inconclusive) {
    return { exchanges: first.seen.filter((one) => 'request' in one), untold: first.message };
  }
  if (first !== undefined) throw first;
  return { exchanges };
}

/** Each client is created first and read last. */
function requestsOf(tracks: Sequence['tracks']): number {
  const requests = ({ do: what }: Command): number => (what === 'update twice' ? 2 : 1);
  return tracks
    .flatMap((commands) => commands.map(requests))
    .reduce((sum, each) => sum + each, tracks.length * 2);
}

async function mannersOf(
  stage: Stage,
  noted: Exchange | undefined,
  notedClient: string | undefined,
): Promise<Manners> {
  const { gateway, a } = stage;
  const label = 'fuzzed client of sequences';
  const sent = a.fullClient();
  const full = await gateway.createClient(sent, { label });
  const isFull = succeeded(full);
  const created = isFull ? full : await gateway.createClient(a.client(), { label });
  const id = succeeded(created) ? idOf(created) : undefined;
  const read = await readBack(stage, created);
  const client = read && id !== undefined ? shownByRead(read, id, new Set()).client : {};
  const changes = isFull ? a.changes(sent) : a.client();
  const watched = await arrivals(stage, 'client.updated', {
    sent: changes,
    cause: async () => {
      const exchange = id && (await gateway.updateClient(id, changes, { label }));
      return exchange && succeeded(exchange) ? id : undefined;
    },
  });
  const manners: Manners = {
    body: () => (isFull ? a.fullClient() : a.client()),
    read: isFull ? faithfulFields(client, sent) : new Set(),
    namesClient:
      noted !== undefined && String(memberOf(jsonIn(noted), 'client_id')) === notedClient,
    isSilenced: true,
    ...(watched && {
      watched: { arrivals: watched.arrivals, fields: faithfulFields(watched.shown, changes) },
    }),
  };
  return { ...manners, isSilenced: watched !== undefined && (await isSilenced(stage, manners)) };
}

/** Whether a plain subscription can be ended; that it can is the matter of another clause. */
async function isSilenced(stage: Stage, manners: Manners): Promise<boolean> {
  const update: Command = { do: 'update', members: { city: 'Springfield' } };
  const commands: readonly Command[] = [{ do: 'subscribe' }, { do: 'unsubscribe' }, update];
  const { why } = await playTogether({ stage, manners, looks: false }, [commands]);
  return why === undefined;
}
