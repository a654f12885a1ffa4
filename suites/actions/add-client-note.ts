import type { addClientNote } from '../../contracts/clauses/actions/add-client-note.ts';
import type { Exchange } from '../../contracts/evidence.ts';
import {
  answered,
  control,
  jsonOf,
  refused,
  shown,
  succeeded,
} from '../../harness/judging/answers.ts';
import { type Checks, check } from '../../harness/judging/check.ts';
import { hasErrorObject, namesField } from '../../harness/judging/errors.ts';
import { carries, exactly, memberOf, text } from '../../harness/judging/members.ts';
import { Broken, inconclusive } from '../../harness/judging/outcome.ts';
import {
  areDistinct,
  areJson,
  granted,
  isGranted,
  isIso,
  isNoLimit,
  isNow,
  success,
} from './granted.ts';
import {
  allOf,
  answersOf,
  areKept,
  listedNote,
  type Notes,
  plainOf,
  refusedAddsNothing,
  staysInAccount,
} from './listed-notes.ts';
import { type NoteAdded, notes } from './notes.ts';
import { readings } from './readings.ts';
import { notesAreThere } from './resources.ts';
import { jsonIn } from './sights.ts';
import { isSameInside } from './unchanged.ts';

/** The checks of §5.3. */
export const checks: Checks<typeof addClientNote> = {
  path: check(readings, notesAreThere),
  'status-201': check(notes, (evidence) => success(allOf(evidence), 201)),
  json: check(notes, (evidence) => areJson(allOf(evidence))),
  'answers-id': eachAnswer((exchange) => carries(exchange, 'id', text)),
  'answers-client-id': check(notes, (evidence) => {
    for (const { exchange, clientId } of grantedOf(plainOf(evidence))) {
      carries(exchange, 'client_id', text);
      const value = memberOf(jsonOf(exchange), 'client_id');
      // the id of another client is the matter of `right-client`
      if (!evidence.clientIds.includes(`${value}`))
        carries(exchange, 'client_id', exactly(clientId));
    }
  }),
  'answers-note': check(notes, (evidence) => {
    for (const { exchange, note } of grantedOf(plainOf(evidence))) {
      carries(exchange, 'note', exactly(note));
    }
  }),
  'answers-created-date': eachAnswer((exchange) => carries(exchange, 'created_date', text)),
  'created-date-iso': eachAnswer((exchange) => isIso(exchange, 'created_date')),
  'created-date-now': eachAnswer((exchange) => isNow(exchange, 'created_date')),
  'ids-distinct': check(notes, ({ first, second, text: third }) =>
    areDistinct([first.exchange, second.exchange, third.exchange]),
  ),
  'note-required': refusal('missing', refused),
  'note-named': refusal('missing', (exchange) => {
    if (succeeded(exchange)) inconclusive('a note without `note` was not refused', exchange);
    hasErrorObject(exchange);
    namesField(exchange, 'note');
  }),
  'note-null': refusal('isNull', refused),
  'note-blank': refusal('blank', refused),
  'note-number': refusal('number', refused),
  'note-object': refusal('object', refused),
  'unknown-client': refusal('unknown', (exchange) => answered(exchange, 404)),
  'other-account': staysInAccount,
  'right-client': check(notes, (evidence) => {
    const told = grantedOf(plainOf(evidence)).map((each) => tellsClient(each, evidence));
    if (!told.includes(true)) inconclusive('no answer tells the client of a note', evidence.list);
  }),
  kept: areKept,
  'refused-adds-nothing': refusedAddsNothing,
  'outer-blanks': check(notes, (evidence) => {
    const { text: added, list } = evidence;
    control(added.exchange);
    const answered = memberOf(jsonIn(added.exchange), 'note');
    const listed = listedNote(added, evidence)?.note;
    if (![answered, listed].some((value) => isSameInside(value, added.note)))
      inconclusive('the text of the note does not come back', added.exchange);
    if (isSameInside(answered, added.note)) mustBe(added.exchange, 'note', answered, added.note);
    if (isSameInside(listed, added.note)) mustBe(list, 'note', listed, added.note);
  }),
  'text-unchanged': check(notes, (evidence) => comesBack(evidence.text, evidence, isSameInside)),
  'long-note-unchanged': check(notes, (evidence) => {
    isNoLimit(evidence.long.exchange);
    comesBack(evidence.long, evidence);
  }),
};

function eachAnswer(judge: (exchange: Exchange) => void) {
  return check(notes, (evidence) => {
    for (const exchange of granted(answersOf(evidence))) judge(exchange);
  });
}

function refusal(flaw: keyof Notes['refusals'], judge: (exchange: Exchange) => void) {
  return check(notes, ({ first, refusals }) => {
    control(first.exchange);
    judge(refusals[flaw]);
  });
}

function grantedOf(added: readonly NoteAdded[]): readonly NoteAdded[] {
  const done = granted(added.map(({ exchange }) => exchange));
  return added.filter(({ exchange }) => done.includes(exchange));
}

/** Whether the note shows a client, which must not be another one than was named. */
function tellsClient(added: NoteAdded, evidence: Notes): boolean {
  const { list, clientIds } = evidence;
  const { exchange, clientId } = added;
  const listed = listedNote(added, evidence)?.client_id;
  const isAnswered = memberOf(jsonIn(exchange), 'client_id') === clientId;
  const sights = [
    { seen: exchange, value: memberOf(jsonIn(exchange), 'client_id'), counts: false },
    // where the answer has the id in the same form, another one is another client's
    { seen: list, value: listed, counts: isAnswered && typeof listed === 'string' },
  ].filter(({ value, counts }) => counts || clientIds.includes(`${value}`));
  for (const { seen, value } of sights) {
    if (`${value}` !== clientId) mustBe(seen, 'client_id', value, clientId);
  }
  return sights.length > 0;
}

/** A note must come back where a plain one does. */
function comesBack(
  added: NoteAdded,
  evidence: Notes,
  isSame: (value: unknown, expected: unknown) => boolean = Object.is,
): void {
  const { first, list } = evidence;
  control(first.exchange);
  isGranted(added.exchange);
  const isAnswered = memberOf(jsonIn(first.exchange), 'note') === first.note;
  const answered = memberOf(jsonIn(added.exchange), 'note');
  if (isAnswered && !isSame(answered, added.note))
    carries(added.exchange, 'note', exactly(added.note));
  const listed = listedNote(added, evidence);
  if (listed !== undefined && !isSame(listed.note, added.note))
    mustBe(list, 'note', listed.note, added.note);
  if (!isAnswered && listed === undefined) inconclusive('not even a plain note comes back', list);
}

function mustBe(seen: Exchange, member: string, value: unknown, expected: string): void {
  if (value === expected) return;
  throw new Broken(
    `"${member}" of a note must be ${shown(expected)}; in the answer to ${seen.label} it is ${shown(value)}`,
    [seen],
    `"${member}" must be ${shown(expected)}`,
    shown(value),
  );
}
