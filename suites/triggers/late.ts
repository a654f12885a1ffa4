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
  if (areLate(seen)) {
    inconclusive(
      `deliveries come, but later than ${seen.within} s; give \`webhooks.within\` more`,
      ...causes,
    );
  }
  mustArrive(what, seen, ...causes);
}

/** Whether deliveries come, but later than a run waits: one that is not there may be on its way. */
export function areLate(seen: Deliveries): boolean {
  const { cast, ended, changes } = seen;
  const { full, phoneOnly, emailOnly, beyondAscii, crowd } = cast;
  const clients = [full, phoneOnly, emailOnly, beyondAscii, ...crowd, ...ended.clients];
  return (
    clients.some((each) => isCreatedLate(seen, each)) ||
    [changes.full, changes.phoneOnly, changes.beyondAscii].some((each) => isUpdatedLate(seen, each))
  );
}

function isCreatedLate(seen: Deliveries, client: CastClient): boolean {
  if (!succeeded(client.created)) return false;
  return boxesOf(seen, 'client.created').some((box) => {
    const [first] = aboutIn(seen, box, client);
    return first !== undefined && isOverdue(first, client.created, seen.within);
  });
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
