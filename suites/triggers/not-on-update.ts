import type { Delivery } from '../../contracts/evidence.ts';
import { control } from '../../harness/judging/answers.ts';
import { memberOf } from '../../harness/judging/members.ts';
import { Broken, inconclusive } from '../../harness/judging/outcome.ts';
import { touch } from '../../harness/judging/touched.ts';
import type { Stage, Subscription } from '../../harness/scenarios/stage.ts';
import { aboutIn, boxesOf } from './arrived.ts';
import { type CastClient, isAbout } from './cast.ts';
import type { Change } from './changes.ts';
import type { Deliveries } from './deliveries.ts';
import { jsonIn } from './json-in.ts';
import { isOverdue } from './late.ts';

/**
 * `client.created` must not come again for a client that was updated. Clients that were never
 * updated are the control: where those come twice, too, it is repetition and not the update.
 */
export function notOnUpdate(seen: Deliveries): void {
  const { cast, changes } = seen;
  const updated: [CastClient, readonly Change[]][] = [
    [cast.full, changes.full],
    [cast.phoneOnly, changes.phoneOnly],
    [cast.beyondAscii, changes.beyondAscii],
  ];
  const [client, done] = updated.find(([, each]) => each.length > 0) ?? [];
  if (client === undefined || done?.[0] === undefined) inconclusive('no client could be updated');
  control(done[0].exchange);
  const repeats = boxesOf(seen, 'client.created').some((box) =>
    [cast.emailOnly, ...cast.crowd].some((each) => aboutIn(seen, box, each).length > 1),
  );
  for (const [client, each] of updated) isNotCreatedAgain(seen, client, each, repeats);
}

/** Longer than most that deliver again because they missed an answer. */
const AGAIN_MS = 1_000;

/**
 * Waits, where a client that was updated came again as created, whether one that was never updated
 * does so, too: only beside that is it repetition.
 */
export async function awaitRepetition(
  stage: Stage,
  { inbox }: Subscription,
  { full, phoneOnly, emailOnly, beyondAscii, crowd }: Deliveries['cast'],
): Promise<void> {
  const isAgain = (client: CastClient): boolean =>
    inbox.deliveries.filter((each) => isAbout(each, client)).length > 1;
  const never = (): boolean => [emailOnly, ...crowd].some(isAgain);
  if (![full, phoneOnly, beyondAscii].some(isAgain) || never()) return;
  await stage.webhooks.arrival(inbox, never, AGAIN_MS);
}

function isNotCreatedAgain(
  seen: Deliveries,
  client: CastClient,
  changes: readonly Change[],
  repeats: boolean,
): void {
  for (const box of boxesOf(seen, 'client.created')) {
    const [first, ...again] = aboutIn(seen, box, client);
    if (first !== undefined) touch(first);
    // one that comes late may be written when it is sent
    const only = first && !isOverdue(first, client.created, seen.within) ? [first] : [];
    const showing = [...again, ...only].find((each) => showsChange(each, changes));
    const caused = showing ?? (repeats ? undefined : again.find((each) => isAfter(each, changes)));
    if (caused === undefined) continue;
    throw new Broken(
      'an update must not be delivered as client.created; the updated client came again',
      [changes[0]?.exchange, caused].filter((each) => each !== undefined),
      'no client.created after an update',
      'a client.created after an update',
    );
  }
}

/** Whether a delivery shows a value that an update brought. */
function showsChange(delivery: Delivery, changes: readonly Change[]): boolean {
  const body = jsonIn(delivery);
  return changes.some(({ named }) =>
    ['name', 'email', 'phone'].some((field) => {
      const value = named[field];
      if (typeof value !== 'string') return false;
      return value === memberOf(body, `data.${field}`) || value === memberOf(body, field);
    }),
  );
}

function isAfter({ receivedAt }: Delivery, [first]: readonly Change[]): boolean {
  return first !== undefined && receivedAt >= first.exchange.startedAt;
}
