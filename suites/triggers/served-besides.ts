import type { Delivery } from '../../contracts/evidence.ts';
import { control, succeeded } from '../../harness/judging/answers.ts';
import { Broken, inconclusive } from '../../harness/judging/outcome.ts';
import { touch } from '../../harness/judging/touched.ts';
import { aboutIn } from './arrived.ts';
import { type CastClient, isAbout } from './cast.ts';
import type { Deliveries } from './deliveries.ts';
import type { Failed } from './fail-one.ts';
import { areLate, dueAt, isOverdue } from './late.ts';

/** So many attempts at the failing one before another is served: that other waited for them. */
const WAITED = 3;
/** Unless others took about as long before there was a failing one. */
const SLOWER = 1.5;

/** Subscribers before and after a failing one must be served in time, and not only after its retries. */
export function isServedBesides(seen: Deliveries): void {
  const { failed } = seen;
  if (failed === undefined) control(seen.main['client.created'].subscribed);
  if (failed === undefined) return;
  control(failed.failing.subscribed);
  control(failed.behind.subscribed);
  const [first] = failed.clients;
  if (first !== undefined) control(first.created);
  if (failed.failing.deliveries.length === 0) {
    inconclusive('the failing subscriber got nothing that it could fail at');
  }
  for (const client of failed.clients.filter(({ created }) => succeeded(created))) {
    for (const deliveries of [...(isAlive(seen) ? [failed.main] : []), failed.behind.deliveries]) {
      isServed(seen, failed, client, deliveries);
    }
  }
}

/** Whether the first subscriber was still served before there was a failing one. */
function isAlive(seen: Deliveries): boolean {
  const last = seen.ended.awaited.at(-1) ?? seen.cast.full;
  return aboutIn(seen, seen.main['client.created'], last).length > 0;
}

function isServed(
  seen: Deliveries,
  { failing }: Failed,
  client: CastClient,
  deliveries: readonly Delivery[],
): void {
  const { within } = seen;
  const came = deliveries.find((each) => isAbout(each, client));
  if (came === undefined && !isAlive(seen)) {
    inconclusive(
      'nothing was delivered any more even before there was a failing one',
      client.created,
    );
  }
  const { startedAt } = client.created;
  const attempts = failing.deliveries.filter(
    (each) => isAbout(each, client) && came !== undefined && each.receivedAt < came.receivedAt,
  );
  // where everything comes more than once, so does every attempt
  const copies = Math.max(1, deliveries.filter((each) => isAbout(each, client)).length);
  const tries = Math.ceil(attempts.length / copies);
  const isLate = came === undefined || isOverdue(came, client.created, within);
  const took = (came?.receivedAt ?? 0) - dueAt(client.created, 0);
  if (came !== undefined && ((!isLate && tries < WAITED) || took <= usual(seen) * SLOWER)) {
    touch(came);
    return;
  }
  if (came === undefined && areLate(seen)) {
    inconclusive(`deliveries come later than ${within} s even beside none that fails`);
  }
  const rule = isLate
    ? `be served within ${within} s beside one that fails`
    : 'not wait for the repeated attempts at one that fails';
  const after = came === undefined ? '' : `${(came.receivedAt - startedAt) / 1000} s`;
  const actual =
    came === undefined
      ? 'no delivery came'
      : `it was served after ${isLate ? after : `${tries} of them, ${after}`}`;
  throw new Broken(
    `a subscriber must ${rule}; ${actual}`,
    [client.created, ...failing.deliveries.slice(0, 1), ...(came ? [came] : [])],
    rule,
    actual,
  );
}

/** The longest that the first subscriber waited for a client before there was a failing one, in milliseconds. */
function usual(seen: Deliveries): number {
  const { full, phoneOnly, emailOnly, beyondAscii, crowd } = seen.cast;
  const clients = [full, phoneOnly, emailOnly, beyondAscii, ...crowd, ...seen.ended.clients];
  const box = seen.main['client.created'];
  const times = clients.flatMap((each) =>
    aboutIn(seen, box, each)
      .slice(0, 1)
      .map(({ receivedAt }) => receivedAt - dueAt(each.created, 0)),
  );
  return Math.max(0, ...times);
}
