import type { Exchange } from '../../contracts/evidence.ts';
import {
  anyText,
  carries,
  isoDateTime,
  memberOf,
  optional,
  type Rule,
  sameInstant,
  text,
} from '../../harness/judging/members.ts';
import { inconclusive } from '../../harness/judging/outcome.ts';
import type { Change } from './changes.ts';
import { clientIn, clientMember } from './client-in.ts';
import { jsonIn } from './json-in.ts';
import { type Dated, writtenAt } from './late-update.ts';
import { judgeable } from './updated-values.ts';

/** A text must be an ISO 8601 date and time; what is no text is another clause's matter. */
export function isDate(changes: readonly Change[], field: string): void {
  const came = judgeable(changes).flatMap((each) => each.deliveries);
  const dated = came.filter((each) => text.holds(memberOf(clientIn(each), field)));
  if (dated.length === 0) inconclusive(`no delivery has a text "${field}"`, ...came.slice(0, 1));
  for (const delivery of dated) clientMember(delivery, field, isoDateTime);
}

/** A date must be the one that an answer told. */
export function datedAlike(
  clients: readonly Dated[],
  field: string,
  toldBy: (client: Dated, change: Change) => Exchange,
): void {
  let judged = 0;
  for (const client of clients) {
    for (const change of deliveredIn(client)) {
      const told = toldBy(client, change);
      const answered = memberOf(jsonIn(told), field);
      if (!isoDateTime.holds(answered)) continue;
      for (const delivery of change.deliveries) {
        // a date in another format is another clause's matter
        if (!isoDateTime.holds(memberOf(clientIn(delivery), field))) continue;
        clientMember(delivery, field, sameInstant(answered), told);
        judged += 1;
      }
    }
  }
  if (judged === 0) inconclusive(`"${field}" is not answered and delivered as a date`);
}

/** An update's date must be later than that of the write before it, from which a second or more is past. */
export function advances(clients: readonly Dated[], field: string): void {
  let judged = 0;
  for (const { earlier, changes } of clients) {
    const date = earlier && writtenAt(earlier);
    if (earlier === undefined || date === undefined) continue;
    for (const { exchange, deliveries } of changes) {
      const answered = memberOf(jsonIn(exchange), field);
      for (const delivery of deliveries) {
        const value = memberOf(clientIn(delivery), field);
        // one that differs from the answer's is another clause's matter
        const isAnswers = answered === undefined || sameInstant(answered).holds(value);
        if (!isAnswers || !isoDateTime.holds(value)) continue;
        clientMember(delivery, field, laterThan(date), earlier);
        judged += 1;
      }
    }
  }
  if (judged === 0) advancesInAnswers(clients, field);
}

/** What is not delivered is answered at least. */
function advancesInAnswers(clients: readonly Dated[], field: string): void {
  const told = clients.flatMap(({ earlier, changes }) =>
    changes
      .map(({ exchange }) => exchange)
      .filter((each) => isoDateTime.holds(memberOf(jsonIn(each), field)))
      .map((exchange) => ({ exchange, date: earlier && writtenAt(earlier) })),
  );
  const dated = told.filter(({ date }) => date !== undefined);
  if (dated.length === 0) inconclusive(`no update that comes later tells a date "${field}"`);
  for (const { exchange, date } of dated) carries(exchange, field, laterThan(`${date}`));
}

function laterThan(date: string): Rule {
  return {
    rule: `be later than ${date}, when the client was last written before`,
    holds: (value) => Date.parse(String(value)) > Date.parse(date),
  };
}

/** A text, where a client has one. */
export function isDateText(clients: readonly Dated[], field: string): void {
  const came = clients.flatMap(deliveredIn).flatMap((each) => each.deliveries);
  if (came.length === 0) inconclusive('no delivery came that could be judged');
  for (const delivery of came) clientMember(delivery, field, optional(anyText));
}

function deliveredIn({ changes }: Dated): readonly Change[] {
  return changes.some(({ deliveries }) => deliveries.length > 0) ? judgeable(changes) : [];
}
