import type { Delivery, Exchange } from '../../contracts/evidence.ts';
import { succeeded } from '../../harness/judging/answers.ts';
import { memberOf, type Rule } from '../../harness/judging/members.ts';
import { inconclusive } from '../../harness/judging/outcome.ts';
import type { ClientBody } from '../../harness/scenarios/data.ts';
import { aboutIn, boxesOf, mustArrive } from './arrived.ts';
import type { CastClient } from './cast.ts';
import type { Change } from './changes.ts';
import { clientIn } from './client-in.ts';
import type { Deliveries } from './deliveries.ts';

/** When a delivery that a request causes is due, in milliseconds since the epoch. */
export function dueAt({ startedAt, durationMs }: Exchange, within: number): number {
  return startedAt + durationMs + within * 1000;
}

/** Whether a delivery came later than a run waits. */
export function isOverdue(delivery: Delivery, cause: Exchange, within: number): boolean {
  return delivery.receivedAt > dueAt(cause, within);
}

/** One that comes too late may be written when it is sent, and show what updates have brought. */
export function orUpdated(
  rule: Rule,
  field: string,
  of: { readonly seen: Deliveries; readonly client: CastClient; readonly delivery: Delivery },
): Rule {
  const { seen, client, delivery } = of;
  if (!isOverdue(delivery, client.created, seen.within)) return rule;
  const { cast, changes } = seen;
  const all = [
    [cast.full, changes.full],
    [cast.phoneOnly, changes.phoneOnly],
    [cast.beyondAscii, changes.beyondAscii],
  ] as const;
  const named = all
    .flatMap(([one, done]) => (one === client ? done : []))
    .map((each) => each.named);
  const isUpdated = (value: unknown): boolean =>
    value !== undefined && named.some((each) => each[field] === value);
  return { ...rule, holds: (value) => rule.holds(value) || isUpdated(value) };
}

/** Ends a judge: what was caused is missing, or is late where other deliveries are. */
export function mustArriveUnlessLate(
  what: string,
  seen: Deliveries,
  ...causes: readonly Exchange[]
): never {
  if (!areLate(seen)) mustArrive(what, seen, ...causes);
  tellLate(seen, causes);
}

/** The same of a subscriber that was there to the end, so that what is late had more time to come. */
export function mustArriveInTheEnd(
  what: string,
  seen: Deliveries,
  ...causes: readonly Exchange[]
): never {
  if (!areLate(seen, causes.at(-1))) mustArrive(what, seen, ...causes);
  tellLate(seen, causes);
}

function tellLate({ within }: Deliveries, causes: readonly Exchange[]): never {
  const hint = 'give `webhooks.within` more';
  return inconclusive(`deliveries come, but later than ${within} s; ${hint}`, ...causes);
}

/** What has not come in so many times the longest that another took is lost. */
const LONGER = 1.5;

/**
 * Whether deliveries come, but later than a run waits: one that is not there may be on its way.
 *
 * @param cause what is not there was caused by it; it may have been waited for long enough
 */
export function areLate(seen: Deliveries, cause?: Exchange): boolean {
  const { cast, ended, changes } = seen;
  const { full, phoneOnly, emailOnly, beyondAscii, crowd } = cast;
  const clients = [full, phoneOnly, emailOnly, beyondAscii, ...crowd, ...ended.clients];
  const longestMs = Math.max(0, ...clients.flatMap((each) => delaysOf(seen, each)));
  const waitedMs = cause === undefined ? 0 : seen.endedAt - dueAt(cause, 0);
  return (
    (longestMs > seen.within * 1000 && waitedMs <= longestMs * LONGER) ||
    [changes.full, changes.phoneOnly, changes.beyondAscii].some((each) => isUpdatedLate(seen, each))
  );
}

/** How long a created client took to each subscriber that it reached, in milliseconds. */
function delaysOf(seen: Deliveries, client: CastClient): readonly number[] {
  if (!succeeded(client.created)) return [];
  return boxesOf(seen, 'client.created').flatMap((box) =>
    aboutIn(seen, box, client)
      .slice(0, 1)
      .map(({ receivedAt }) => receivedAt - dueAt(client.created, 0)),
  );
}

/** Whether one update lacks its delivery, and one comes that shows nothing of a later update. */
function isUpdatedLate({ within }: Deliveries, changes: readonly Change[]): boolean {
  const lacking = changes.findIndex(
    ({ exchange, deliveries }) => succeeded(exchange) && deliveries.length === 0,
  );
  const isOfBefore = ({ named, deliveries }: Change): boolean =>
    deliveries.some((each) => !Object.keys(named).some((field) => showsNew(each, field, named)));
  return (
    changes.some(({ exchange, deliveries }) =>
      deliveries.some((each) => isOverdue(each, exchange, within)),
    ) ||
    (lacking !== -1 && changes.slice(lacking + 1).some(isOfBefore))
  );
}

function showsNew(delivery: Delivery, field: string, named: ClientBody): boolean {
  return memberOf(clientIn(delivery), field) === named[field];
}
