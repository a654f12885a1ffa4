import type { Delivery, Exchange } from '../../contracts/evidence.ts';
import { succeeded } from '../../harness/judging/answers.ts';
import { inconclusive } from '../../harness/judging/outcome.ts';
import { aboutIn, boxesOf, mustArrive } from './arrived.ts';
import type { CastClient } from './cast.ts';
import type { Change } from './changes.ts';
import type { Deliveries } from './deliveries.ts';

/** When a delivery that a request causes is due, in milliseconds since the epoch. */
export function dueAt({ startedAt, durationMs }: Exchange, within: number): number {
  return startedAt + durationMs + within * 1000;
}

/** Whether a delivery came later than a run waits. */
export function isOverdue(delivery: Delivery, cause: Exchange, within: number): boolean {
  return delivery.receivedAt > dueAt(cause, within);
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

/** One update lacks its delivery, and a later one has two at one subscriber. */
function isUpdatedLate({ within }: Deliveries, changes: readonly Change[]): boolean {
  const first = changes.findIndex(
    ({ exchange, deliveries }) => succeeded(exchange) && deliveries.length === 0,
  );
  const isDouble = ({ deliveries }: Change): boolean => {
    const bodies = new Set(deliveries.map(({ url, body }) => `${url} ${body}`));
    return bodies.size > new Set(deliveries.map(({ url }) => url)).size;
  };
  return (
    changes.some(({ exchange, deliveries }) =>
      deliveries.some((each) => isOverdue(each, exchange, within)),
    ) ||
    (first !== -1 && changes.slice(first + 1).some(isDouble))
  );
}
