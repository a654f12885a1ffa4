import type { Delivery } from '../../contracts/evidence.ts';
import { control } from '../../harness/judging/answers.ts';
import { check } from '../../harness/judging/check.ts';
import { inconclusive } from '../../harness/judging/outcome.ts';
import { touch } from '../../harness/judging/touched.ts';
import { reachesOver, tried } from '../actions/other-account.ts';
import { createdOf } from './arrived.ts';
import { type CastClient, isAbout } from './cast.ts';
import { type Deliveries, deliveries } from './deliveries.ts';
import type { Mailbox } from './mailboxes.ts';
import type { Foreign } from './other-account.ts';

/** The delivery that shows that the other account's subscribers are delivered to. */
function proofOf({ created, client, again }: Foreign): Delivery | undefined {
  return aboutOne(created, client) ?? (again && aboutOne(again.box, again.before));
}

function aboutOne({ deliveries: came }: Mailbox, client: CastClient): Delivery | undefined {
  return came.find((each) => isAbout(each, client));
}

/** The run's own clients of which somebody was told. */
function announced(seen: Deliveries) {
  const { full, phoneOnly, emailOnly, beyondAscii, crowd } = seen.cast;
  const all = [full, phoneOnly, emailOnly, beyondAscii, ...crowd];
  return all.filter((client) => createdOf(seen, client).length > 0);
}

/** No event of one account may be delivered to a subscriber of another. */
export const staysInAccount = check(deliveries, (seen) => {
  const foreign = tried(seen.foreign);
  const { created, updated, client, astray } = foreign;
  const { full, phoneOnly, emailOnly, beyondAscii, crowd } = seen.cast;
  const own = [full, phoneOnly, emailOnly, beyondAscii, ...crowd, ...seen.ended.clients];
  const what = 'a subscriber must get no event of another account';
  for (const box of [created, updated]) {
    const leak = box.deliveries.find((each) => own.some((one) => isAbout(each, one)));
    if (leak !== undefined) reachesOver(what, 'it got one', box.subscribed, leak);
  }
  const [stray] = astray;
  if (stray !== undefined) reachesOver(what, 'it got one', client.created, stray);
  control(created.subscribed);
  control(updated.subscribed);
  if (announced(seen).length === 0) inconclusive('nothing was delivered to the run itself either');
  touch(proofOf(foreign) ?? inconclusive('the other account gets no deliveries of its own'));
});

/**
 * Ending the subscription of another account must leave it alone, whatever the answer is. One that
 * fell silent is told by a second one: that one was delivered to right before the attempt.
 */
export function endsOwnOnly(seen: Deliveries): void {
  const { created, client, trespass, again } = tried(seen.foreign);
  control(created.subscribed);
  if (trespass === undefined) inconclusive('no way to end a subscription was found');
  control(client.created);
  touch(trespass);
  if (aboutOne(created, client) !== undefined) return;
  const proof = again && aboutOne(again.box, again.before);
  const { trespass: second, after } = again ?? {};
  if (proof === undefined || second === undefined || after === undefined) {
    inconclusive('the other account gets no deliveries of its own', client.created);
  }
  control(after.created);
  if (again !== undefined && aboutOne(again.box, after) !== undefined) return;
  const what = 'a subscription must not end by the token of another account';
  reachesOver(what, 'it gets nothing more', proof, second, after.created);
}
