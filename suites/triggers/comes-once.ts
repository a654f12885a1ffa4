import type { Delivery } from '../../contracts/evidence.ts';
import { EVENTS, type EventName } from '../../contracts/resources.ts';
import { succeeded } from '../../harness/judging/answers.ts';
import { memberOf } from '../../harness/judging/members.ts';
import { Broken, inconclusive } from '../../harness/judging/outcome.ts';
import { touch } from '../../harness/judging/touched.ts';
import { aboutIn, boxesOf } from './arrived.ts';
import { type CastClient, isAbout } from './cast.ts';
import { type Change, REFUSED } from './changes.ts';
import type { Deliveries } from './deliveries.ts';
import { jsonIn } from './json-in.ts';
import type { LookBack } from './look-back.ts';
import type { Mailbox } from './mailboxes.ts';
import { isSold } from './not-delivered.ts';
import { ownOf } from './strays.ts';

/** What came a second time, and the first delivery of it. */
export interface Repetition {
  readonly event: EventName;
  readonly first: Delivery;
  readonly delivery: Delivery;
}

/** No subscriber that answered 200 may get the same again: no client twice, no update twice, no body twice. */
export function comesOnce({ again, run, any, control }: LookBack): void {
  if (again !== undefined) twice(again.event, again.first, again.delivery);
  if (run.double !== undefined) twice('client.created', run.double);
  if (any === undefined) inconclusive('no delivery came', control);
  touch(any);
}

/** What a subscriber got of its event though it had taken it. */
export function repetitionIn(seen: Deliveries): Repetition | undefined {
  for (const box of EVENTS.flatMap((event) => boxesOf(seen, event))) {
    const found =
      box.event === 'client.created'
        ? createdTwice(seen, box)
        : box.event === 'client.updated'
          ? updatedTwice(seen, box)
          : sentTwice(ownOf(box, seen));
    if (found !== undefined) return { event: box.event, ...found };
  }
  return lateTwice(seen);
}

type Twice = Omit<Repetition, 'event'>;

function second([first, delivery]: readonly Delivery[]): Twice | undefined {
  return first && delivery && { first, delivery };
}

/** Whatever is sent again may have another time in it; bookings and payments have an id. */
function sentTwice(own: readonly Delivery[]): Twice | undefined {
  for (const delivery of own) {
    const first = own.find((each) => each === delivery || isSame(each, delivery));
    if (first !== undefined && first !== delivery) return { first, delivery };
  }
  return undefined;
}

function isSame(one: Delivery, other: Delivery): boolean {
  if (one.body === other.body) return true;
  const [event, id] = ['event', 'data.id'].map((path) => memberOf(jsonIn(one), path));
  const isOfItsOwn = typeof id === 'string' && /^(booking|payment)\./.test(String(event));
  return isOfItsOwn && id === memberOf(jsonIn(other), 'data.id');
}

/** Only clients that were never updated: an update that comes as a create is another clause's matter. */
function createdTwice(seen: Deliveries, box: Mailbox): Twice | undefined {
  for (const client of [seen.cast.emailOnly, ...seen.cast.crowd, ...seen.ended.clients]) {
    const found = second(aboutIn(seen, box, client));
    if (found !== undefined) return found;
  }
  return undefined;
}

function updatedTwice(seen: Deliveries, box: Mailbox): Twice | undefined {
  const { changes, cast } = seen;
  if (changes.early.length > 0) return undefined;
  const refused = changes.full.find(({ exchange }) => exchange.label === REFUSED);
  // what a refused update or a sale brings is another matter
  const isFullAlone = (refused?.deliveries.length ?? 0) === 0 && !isSold(seen, cast.full);
  const updated: readonly (readonly [CastClient, readonly Change[]])[] = [
    ...(isFullAlone ? [[cast.full, changes.full] as const] : []),
    [cast.phoneOnly, changes.phoneOnly],
    [cast.beyondAscii, changes.beyondAscii],
  ];
  for (const [client, done] of updated) {
    const granted = done.filter(({ exchange }) => succeeded(exchange)).length;
    const came = aboutIn(seen, box, client);
    const [first, delivery] = [came[0], came[granted]];
    if (granted > 0 && first && delivery) return { first, delivery };
  }
  return undefined;
}

/** Subscribers that came later, one of them anew: what was ended must not come back beside it. */
function lateTwice({ failed, ended, doomed }: Deliveries): Repetition | undefined {
  if (failed === undefined) return undefined;
  const hears = (client: CastClient): boolean =>
    doomed.deliveries.some((each) => isAbout(each, client));
  // one that never fell silent is another clause's matter
  const anew = ended.clients.some(hears) ? undefined : failed.anew;
  for (const box of [failed.behind, ...(anew === undefined ? [] : [anew])]) {
    for (const client of failed.clients) {
      const found = second(box.deliveries.filter((each) => isAbout(each, client)));
      if (found !== undefined) return { event: box.event, ...found };
    }
  }
  return undefined;
}

function twice(event: EventName, ...deliveries: readonly Delivery[]): never {
  throw new Broken(
    `an event must be delivered once to a subscriber that took it; ${event} came again`,
    deliveries,
    'one delivery',
    'a second delivery of the same',
  );
}
