import type { Exchange } from '../../contracts/evidence.ts';
import { control, shown, succeeded } from '../../harness/judging/answers.ts';
import { check } from '../../harness/judging/check.ts';
import { memberOf } from '../../harness/judging/members.ts';
import { Broken, inconclusive, notApplicable } from '../../harness/judging/outcome.ts';
import { touch } from '../../harness/judging/touched.ts';
import { idOf } from '../../harness/scenarios/id-of.ts';
import type { Scenario } from '../../harness/scenarios/scenario.ts';
import { itemsOf } from './listed.ts';
import { type NoteAdded, notes } from './notes.ts';
import { reachesOver, refusedToOther, tried } from './other-account.ts';

type Members = Readonly<Record<string, unknown>>;

/** What the play of notes leaves behind. */
export type Notes = typeof notes extends Scenario<infer Evidence> ? Evidence : never;

/** The plain notes. */
export const plainOf = ({ first, second, another }: Notes): readonly NoteAdded[] => [
  first,
  second,
  another,
];

/** The answers to the plain notes. */
export const answersOf = (evidence: Notes): readonly Exchange[] =>
  plainOf(evidence).map(({ exchange }) => exchange);

/** The answers to all notes that were to be added. */
export const allOf = ({ text: beyond, long, ...rest }: Notes): readonly Exchange[] => [
  ...answersOf({ text: beyond, long, ...rest }),
  beyond.exchange,
  long.exchange,
];

/** Notes with one id in common are the matter of `ids-distinct`; they are not looked for. */
export function listedNote({ exchange }: NoteAdded, evidence: Notes): Members | undefined {
  const { list } = evidence;
  const id = idOf(exchange);
  const isShared = allOf(evidence).filter((each) => idOf(each) === id).length > 1;
  if (!succeeded(list) || id === undefined || isShared) return undefined;
  return (itemsOf(list) as readonly Members[]).find((item) => String(item?.id) === id);
}

/** No note that was added between two that are listed may be missing. */
export const areKept = check(notes, (evidence) => {
  const { first, second, another, text, long, list } = evidence;
  control(first.exchange);
  if (!succeeded(list)) notApplicable('notes cannot be listed');
  const isListed = (each: NoteAdded): boolean => listedNote(each, evidence) !== undefined;
  if (!isListed(another) || !isListed(second)) {
    inconclusive('the list of notes does not have the oldest and the newest one of the run', list);
  }
  const granted = [first, text, long].filter(({ exchange }) => succeeded(exchange));
  const lost = granted.find((each) => idOf(each.exchange) !== undefined && !isListed(each));
  touch(list);
  if (lost === undefined) return;
  throw new Broken(
    'a note must stay when others are added; one that was added is listed no more',
    [lost.exchange, second.exchange, list],
    `a note with the id ${shown(idOf(lost.exchange))}`,
    'no such note',
  );
});

/** No note that was refused may be listed. */
export const refusedAddsNothing = check(notes, (evidence) => {
  const { first, list, refusals } = evidence;
  control(first.exchange);
  if (!succeeded(list)) notApplicable('notes cannot be listed');
  if (listedNote(first, evidence) === undefined)
    inconclusive('not even a plain note is listed', list);
  const listed = new Set((itemsOf(list) as readonly Members[]).map((item) => asText(item?.note)));
  touch(list);
  for (const refused of [refusals.unknown, refusals.number, refusals.object]) {
    const sent = asText((JSON.parse(refused.request.body ?? '{}') as Members).note);
    if (succeeded(refused) || !listed.has(sent)) continue;
    throw new Broken(
      `a refused note must not be added; that of "${refused.label}" is listed`,
      [refused, list],
      'no such note',
      sent,
    );
  }
});

/** A note by another account must be refused, and not be listed either. */
export const staysInAccount = check(notes, (evidence) => {
  const { first, list, trespassed, foreign } = evidence;
  control(first.exchange);
  const attempt = tried(trespassed);
  const isListed =
    succeeded(list) && itemsOf(list).some((item) => memberOf(item, 'note') === foreign);
  if (isListed) {
    const what = `${attempt.exchange.label} must add nothing`;
    reachesOver(what, 'its note is listed', attempt.exchange, list);
  }
  refusedToOther(attempt, { id: first.clientId, unknown: evidence.refusals.unknown });
});

/** A note of another type may have been stored as its text. */
function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
