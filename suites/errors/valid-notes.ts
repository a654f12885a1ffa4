import { setTimeout as pause } from 'node:timers/promises';
import type { Exchange } from '../../contracts/evidence.ts';
import { outcomeOf } from '../../harness/fuzz/outcome-of.ts';
import type { ValidNote } from '../../harness/fuzz/payloads.ts';
import type { Property } from '../../harness/fuzz/property.ts';
import type { Attempt } from '../../harness/fuzz/trial.ts';
import { validNotes } from '../../harness/fuzz/valid.ts';
import { succeeded } from '../../harness/judging/answers.ts';
import { memberOf } from '../../harness/judging/members.ts';
import { idOf } from '../../harness/scenarios/id-of.ts';
import { notArranged } from '../../harness/scenarios/scenario.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';
import { itemIn } from '../actions/sights.ts';
import { jsonIn } from '../triggers/json-in.ts';
import { comesBack, grantedInLetters, isTaken, type Sent } from './comes-back.ts';
import { trying } from './fuzzing.ts';
import { refusals } from './refusals.ts';
import { shownByAnswer } from './valid-inputs.ts';

/** One read of the list tells of all notes that were added meanwhile. */
const TOGETHER_MS = 50;
/** Notes of a long run; a list that has more is not read any more. */
const LISTED = 300;

/** Where notes come back. */
interface Windows {
  /** Fields that the answer to a plain note has. */
  readonly answered: ReadonlySet<string>;
  /** Reads the list, where a plain note stands in it as it was sent. */
  readonly list?: () => Promise<Exchange | undefined>;
}

/** Lawful notes of every kind of text, of several lines and of any length. */
export const validNote: Property<ValidNote> = {
  clause: 'errors/robustness/valid-note-unchanged',
  prepare: async (stage) => {
    const { whole: created, note, noted: control } = await stage.evidenceOf(refusals);
    const id = succeeded(created) ? idOf(created) : undefined;
    if (id === undefined || control === undefined) {
      return notArranged('no client could be created to add notes to', created);
    }
    const isOff = stage.settings.fuzz.runs === 0;
    const windows = isOff ? undefined : await windowsOf(stage, control, note);
    return {
      control,
      kinds: windows === undefined ? [] : validNotes(),
      attempt: (sent) => add(stage, id, sent, windows ?? { answered: new Set() }),
    };
  },
};

/** The scenario of this property. */
export const validAdditions = trying('valid notes', validNote);

async function add(
  { gateway }: Stage,
  clientId: string,
  { note, demand }: ValidNote,
  { answered, list }: Windows,
): Promise<Attempt> {
  const sent: Sent = { body: { note }, demand };
  const label = 'fuzzed valid note';
  const exchange = await gateway.addNote(clientId, sent.body, { label });
  const plainer = await grantedInLetters(exchange, demand, { note }, (plain) =>
    gateway.addNote(clientId, plain, { label }),
  );
  if (plainer !== undefined) return { exchanges: [exchange, plainer] };
  const told = outcomeOf([exchange], () => {
    if (isTaken(exchange, demand)) comesBack(sent, shownByAnswer(exchange, answered));
  });
  const id = succeeded(exchange) ? idOf(exchange) : undefined;
  if (told.why !== undefined || id === undefined || list === undefined) return told;
  const later = async (): Promise<Attempt> => {
    const seen = await list();
    const client = seen && itemIn(jsonIn(seen), id);
    // a list may lag, and may be a page of a longer one
    if (seen === undefined || client === undefined) return told;
    const where = 'the note that was listed';
    return outcomeOf([exchange, seen], () =>
      comesBack(sent, { client, seen, where, always: new Set(['note']) }),
    );
  };
  return { ...told, later };
}

async function windowsOf(stage: Stage, control: Exchange, note: string): Promise<Windows> {
  const answered = new Set(memberOf(jsonIn(control), 'note') === note ? ['note'] : []);
  const read = (): Promise<Exchange> =>
    stage.gateway.read('notes', { label: 'fuzzed read of notes' });
  const id = succeeded(control) ? idOf(control) : undefined;
  const first = await read();
  const listed = id === undefined ? undefined : itemIn(jsonIn(first), id);
  return memberOf(listed, 'note') === note ? { answered, list: together(read) } : { answered };
}

/** Lets all who ask within a moment share one read, which is sent after the last of them has asked. */
function together(read: () => Promise<Exchange>): () => Promise<Exchange | undefined> {
  let next: Promise<Exchange> | undefined;
  let asked = 0;
  const readSoon = async (): Promise<Exchange> => {
    await pause(TOGETHER_MS);
    next = undefined;
    return read();
  };
  return async () => {
    asked += 1;
    if (asked > LISTED) return undefined;
    next ??= readSoon();
    return next;
  };
}
