import { setTimeout as pause } from 'node:timers/promises';
import type { Exchange } from '../../contracts/evidence.ts';
import { succeeded } from '../../harness/judging/answers.ts';
import type { MakeData } from '../../harness/scenarios/data.ts';
import { idOf } from '../../harness/scenarios/id-of.ts';
import { notArranged, scenario } from '../../harness/scenarios/scenario.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';
import { trespass } from './other-account.ts';
import { isInvalid } from './piecewise.ts';
import { unlike } from './unlike.ts';
import { views } from './views.ts';

/** A note as it was sent, with the client it is for and the answer. */
export interface NoteAdded {
  readonly clientId: string;
  readonly note: string;
  readonly exchange: Exchange;
}

/** How long a list may lag behind what was written, in ms. */
const LAG_MS = 1_000;

/** Notes of two clients, and notes that must be refused. */
export const notes = scenario('notes', async (stage) => {
  const { gateway, a, seen } = stage;
  const [ours, { created: other }] = await Promise.all([
    gateway.createClient(a.client()),
    stage.evidenceOf(views),
  ]);
  const id = idOf(ours) ?? notArranged('no client could be created to note something', ours);
  const otherId = idOf(other) ?? notArranged('no client could be created to note something', other);
  const add = async (clientId: string, note: string, label: string): Promise<NoteAdded> => ({
    clientId,
    note,
    exchange: await gateway.addNote(clientId, { note }, { label }),
  });
  const refusal = (
    label: string,
    body: Record<string, unknown>,
    clientId = id,
  ): Promise<Exchange> => gateway.addNote(clientId, body, { label });
  const addLong = async (): Promise<NoteAdded> => {
    const whole = await add(id, longNote(a, 5000), 'add note of 5,000 characters');
    const isTooLong = isInvalid(whole.exchange) || whole.exchange.response?.status === 413;
    return isTooLong ? add(id, longNote(a, 1000), 'add note of 1,000 characters') : whole;
  };
  const addText = async (): Promise<NoteAdded> => {
    const whole = await add(id, textNote(a), 'add note beyond ASCII');
    if (!isInvalid(whole.exchange)) return whole;
    return add(id, letterNote(a), 'add note beyond ASCII, in letters');
  };
  // before the others, so that a list from which only those are missing is no page of a longer one
  const another = await add(
    otherId,
    `Prefers evening appointments, ${a.word()}`,
    'add note to another client',
  );
  const [first, text, long] = await Promise.all([
    add(id, `Prefers morning appointments, ${a.word()}`, 'add client note'),
    addText(),
    addLong(),
  ]);
  const second = await add(id, `Pays in cash, ${a.word()}`, 'add second note');
  const [missing, isNull, blank, number, object, unknown] = await Promise.all([
    refusal('add note without a note', {}),
    refusal('add note that is null', { note: null }),
    refusal('add note that is empty', { note: '' }),
    refusal('add note that is a number', { note: 20_250 }),
    refusal('add note that is an object', { note: { text: 'Pays in cash' } }),
    refusal('add note to an unknown client', { note: a.word() }, unlike(id)),
  ]);
  const foreign = `Seen by another account, ${a.word()}`;
  const trespassed = await trespass(stage, (token) =>
    gateway.addNote(
      id,
      { note: foreign },
      { token, label: 'add note with the token of another account' },
    ),
  );
  const list = await listWith(stage, [another, first, text, long, second]);
  const refusals = { missing, isNull, blank, number, object, unknown };
  const clientIds = clientIdsIn(seen());
  const added = { first, second, another, text, long };
  return { ...added, refusals, foreign, trespassed, list, clientIds };
});

/** The list of notes, once more where one is not listed yet: lists may lag. */
async function listWith({ gateway }: Stage, added: readonly NoteAdded[]): Promise<Exchange> {
  const list = await gateway.read('notes');
  const ids = added.map(({ exchange }) => idOf(exchange)).filter((id) => id !== undefined);
  const { body = '' } = list.response ?? {};
  const listed = ids.filter((id) => body.includes(id));
  if (!succeeded(list) || listed.length === 0 || listed.length === ids.length) return list;
  await pause(LAG_MS);
  return gateway.read('notes');
}

/** The clients that the run has created so far. */
function clientIdsIn(seen: readonly Exchange[]): readonly string[] {
  return seen
    .filter(({ request }) => request.method === 'POST' && /\/clients$/.test(request.url))
    .map(idOf)
    .filter((id) => id !== undefined);
}

function textNote(a: MakeData): string {
  return [
    `Zoë 漢字 😀 Cafe\u0301 "q" 'a' <b>&amp; \\ ${a.word()}`,
    '\tafter a tab — and a blank line:',
    '',
    'Ωmega\r\nthe end ',
    '',
  ].join('\n');
}

/** The same without markup, quotes and lines, which a gateway may refuse on purpose. */
function letterNote(a: MakeData): string {
  return `  Zoë 漢字 😀 Cafe\u0301 Ωmega ${a.word()} `;
}

function longNote(a: MakeData, length: number): string {
  const sentences = Array.from(
    { length: length / 25 },
    (_, index) => `${index}. ${a.word()} judged my vow.`,
  );
  return `${sentences
    .join(' ')
    .padEnd(length, '. and so on')
    .slice(0, length - 1)}!`;
}
