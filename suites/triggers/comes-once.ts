import type { Delivery } from '../../contracts/evidence.ts';
import { EVENTS } from '../../contracts/resources.ts';
import { succeeded } from '../../harness/judging/answers.ts';
import { Broken, inconclusive } from '../../harness/judging/outcome.ts';
import { touch } from '../../harness/judging/touched.ts';
import { aboutIn, boxesOf } from './arrived.ts';
import type { Deliveries } from './deliveries.ts';
import type { Mailbox } from './mailboxes.ts';
import { ownOf } from './strays.ts';

/** No subscriber that answered 200 may get the same again: no client twice, no update twice, no body twice. */
export function comesOnce(seen: Deliveries): void {
  let judged = 0;
  for (const box of EVENTS.flatMap((event) => boxesOf(seen, event))) {
    const own = ownOf(box, seen);
    for (const delivery of own.slice(0, 1)) touch(delivery);
    judged += own.length;
    if (box.event === 'client.created') isCreatedOnce(seen, box);
    else if (box.event === 'client.updated') isUpdatedOnce(seen, box);
    else isSentOnce(box, own);
  }
  if (judged === 0) inconclusive('no delivery came');
}

/** Clients that others update may well look the same twice; bookings and payments do not. */
function isSentOnce(box: Mailbox, own: readonly Delivery[]): void {
  const double = own.find((each, at) => own.slice(0, at).some(({ body }) => body === each.body));
  if (double !== undefined) twice(box, double);
}

/** Only clients that were never updated: an update that comes as a create is another clause's matter. */
function isCreatedOnce(seen: Deliveries, box: Mailbox): void {
  for (const client of [seen.cast.emailOnly, ...seen.cast.crowd, ...seen.ended.clients]) {
    const [, again] = aboutIn(seen, box, client);
    if (again !== undefined) twice(box, again);
  }
}

function isUpdatedOnce(seen: Deliveries, box: Mailbox): void {
  const { changes, cast } = seen;
  const updated = [
    [cast.phoneOnly, changes.phoneOnly],
    [cast.beyondAscii, changes.beyondAscii],
  ] as const;
  for (const [client, done] of updated) {
    const early = changes.early.length;
    const granted = done.filter(({ exchange }) => succeeded(exchange)).length;
    const came = aboutIn(seen, box, client);
    const again = came[granted];
    if (early === 0 && again !== undefined) twice(box, again);
  }
}

function twice(box: Mailbox, delivery: Delivery): never {
  throw new Broken(
    `an event must be delivered once to a subscriber that took it; ${box.event} came again`,
    [delivery],
    'one delivery',
    'a second delivery of the same',
  );
}
