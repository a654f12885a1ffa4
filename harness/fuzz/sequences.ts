import fc from 'fast-check';
import { OPTIONAL_CLIENT_FIELDS } from '../../contracts/resources.ts';
import { smallestPart } from './smallest.ts';
import type { Kind, Reduce } from './trial.ts';

type ClientMembers = Readonly<Record<string, string>>;

/** One thing that is done to a client. */
export type Command =
  | { readonly do: 'update'; readonly members: ClientMembers }
  /** Two updates under way together; neither names what the other does. */
  | { readonly do: 'update twice'; readonly both: readonly [ClientMembers, ClientMembers] }
  | { readonly do: 'note'; readonly note: string }
  | { readonly do: 'subscribe' }
  | { readonly do: 'unsubscribe' };

/** What is done to one client after another, or to two at once: each is created first. */
export interface Sequence {
  readonly tracks: readonly (readonly Command[])[];
}

/** Where a sequence went wrong, as a search for a smaller one is told. */
export function placeOf(track: number, step: number): string {
  return `${track}:${step}`;
}

/** Free texts: two of them never depend on one another in a lawful gateway. */
const FIELDS = OPTIONAL_CLIENT_FIELDS.filter(
  (field) => !['state', 'postal_code', 'country_code', 'birthday'].includes(field),
);

const word = fc.nat(999).map((number) => `Word ${number}`);
const field = fc.constantFrom(...FIELDS);

function update(most: number): fc.Arbitrary<Command> {
  return fc
    .array(fc.tuple(field, word), { minLength: 1, maxLength: most })
    .map((members) => ({ do: 'update', members: Object.fromEntries(members) }));
}

const twice: fc.Arbitrary<Command> = fc
  .uniqueArray(field, { minLength: 2, maxLength: 4 })
  .chain((fields) => fc.tuple(...fields.map((name) => fc.tuple(fc.constant(name), word))))
  .map((members) => {
    const [first, ...others] = members;
    return {
      do: 'update twice',
      both: [Object.fromEntries(first ? [first] : []), Object.fromEntries(others)],
    };
  });

const note: fc.Arbitrary<Command> = word.map((text) => ({ do: 'note', note: text }));
const subscribe: fc.Arbitrary<Command> = fc.constant({ do: 'subscribe' });
const unsubscribe: fc.Arbitrary<Command> = fc.constant({ do: 'unsubscribe' });
const single = update(1);

const many = (command: fc.Arbitrary<Command>, minLength: number, maxLength: number) =>
  fc.array(command, { minLength, maxLength });

/** One field, to and fro. */
const toAndFro = fc
  .tuple(field, word, word)
  .map(([name, one, other]) =>
    [one, other, one, other].map(
      (value): Command => ({ do: 'update', members: { [name]: value } }),
    ),
  );

const TRACKS = {
  'updates of single fields': many(single, 4, 6),
  'updates of several fields': many(update(4), 3, 5),
  'one field to and fro': toAndFro,
  'updates of one client at once': many(twice, 2, 3),
  'updates and notes': many(fc.oneof(single, note), 4, 6),
  notes: many(note, 3, 4),
  'an update amid notes': fc.tuple(note, single, note, note),
  'a subscription amid updates': fc.tuple(single, subscribe, single, unsubscribe, single),
  'two subscriptions in turn': fc.tuple(
    subscribe,
    single,
    unsubscribe,
    subscribe,
    single,
    unsubscribe,
    single,
  ),
  anything: many(fc.oneof(single, update(3), note, subscribe, unsubscribe), 3, 7),
} as const satisfies Readonly<Record<string, fc.Arbitrary<readonly Command[]>>>;

/** Sequences of one client and of two at once. */
export const sequences: readonly Kind<Sequence>[] = Object.entries(TRACKS).flatMap(
  ([name, track]) => [
    {
      name: `sequence, ${name}`,
      reduce: reduceSequence,
      cases: track.map((commands) => ({ tracks: [commands] })),
    },
    {
      name: `sequence, ${name}, two at once`,
      reduce: reduceSequence,
      cases: fc.tuple(track, track).map((tracks) => ({ tracks })),
    },
  ],
);

/** The fewest clients, the fewest commands, the fewest fields. */
async function reduceSequence(
  found: Sequence,
  { fails, suspect }: Parameters<Reduce<Sequence>>[1],
): Promise<void> {
  let best = found;
  const isSmaller = async (candidate: Sequence): Promise<boolean> => {
    if (candidate.tracks.every((track) => track.length === 0)) return false;
    if (!(await fails(candidate))) return false;
    best = candidate;
    return true;
  };
  const [track = 0, step = Number.POSITIVE_INFINITY] = (suspect() ?? '').split(':').map(Number);
  const until = found.tracks[track]?.slice(0, step + 1) ?? [];
  await isSmaller({ tracks: [until] });
  for (const at of best.tracks.keys()) {
    await smallestPart(best.tracks[at] ?? [], (commands) =>
      isSmaller({ tracks: best.tracks.with(at, commands) }),
    );
    for (const index of (best.tracks[at] ?? []).keys()) await fewestFields(at, index);
  }

  async function fewestFields(at: number, index: number): Promise<void> {
    const command = best.tracks[at]?.[index];
    if (command?.do !== 'update') return;
    await smallestPart(Object.entries(command.members), async (members) => {
      if (members.length === 0) return false;
      const smaller: Command = { do: 'update', members: Object.fromEntries(members) };
      const commands = best.tracks[at]?.with(index, smaller) ?? [];
      return isSmaller({ tracks: best.tracks.with(at, commands) });
    });
  }
}
