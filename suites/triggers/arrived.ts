import type { Delivery, Exchange } from '../../contracts/evidence.ts';
import type { EventName } from '../../contracts/resources.ts';
import { control, shown } from '../../harness/judging/answers.ts';
import { memberOf, type Rule } from '../../harness/judging/members.ts';
import { Broken, inconclusive } from '../../harness/judging/outcome.ts';
import { touch } from '../../harness/judging/touched.ts';
import { type CastClient, isAbout } from './cast.ts';
import { clientIn, isClient } from './client-in.ts';
import type { Deliveries } from './deliveries.ts';
import { isNameless } from './greetings.ts';
import { isObject, jsonIn } from './json-in.ts';
import type { Mailbox } from './mailboxes.ts';
import { ownOf } from './strays.ts';

/** The subscribers of an event that nothing befalls. */
export function boxesOf(seen: Deliveries, event: EventName): readonly Mailbox[] {
  if (event === 'client.created') return [seen.main[event], seen.doomed, seen.queried];
  return event === 'client.updated' ? [seen.main[event], seen.second] : [seen.main[event]];
}

/** What an inbox got of its own event about a client. */
export function aboutIn(seen: Deliveries, box: Mailbox, client: CastClient): readonly Delivery[] {
  return ownOf(box, seen).filter((each) => isAbout(each, client));
}

/** `client.created` of a client, at whichever subscriber. */
export function createdOf(seen: Deliveries, client: CastClient): readonly Delivery[] {
  return boxesOf(seen, 'client.created').flatMap((box) => aboutIn(seen, box, client));
}

/** What came as `client.created` and names nobody, so that it could be about any client. */
export function anonymous(seen: Deliveries): readonly Delivery[] {
  return boxesOf(seen, 'client.created')
    .flatMap((box) => ownOf(box, seen))
    .filter((each) => isNameless(each) && !isClient(clientIn(each)));
}

/**
 * The same, to be judged: without any, something else tells. What names nobody is judged where
 * nothing else came: whoever it is about, it lacks what every client has.
 */
export function deliveredOf(seen: Deliveries, client: CastClient): readonly Delivery[] {
  control(client.created);
  const about = createdOf(seen, client);
  const came = (about.length > 0 ? about : anonymous(seen)).filter((each) =>
    isObject(jsonIn(each)),
  );
  if (came.length === 0) inconclusive('no delivery came that could be judged', client.created);
  return came;
}

/** That an event was subscribed to: the subscription must have been granted for a verdict. */
export function subscribedTo(seen: Deliveries, event: EventName): void {
  control(seen.main[event].subscribed);
}

/** Ends a judge: nothing that came is about a client. */
export function mustName(seen: Deliveries, client: CastClient, came: readonly Delivery[]): never {
  const rule = 'deliveries that name their client';
  const [first] = came;
  throw new Broken(
    `a created client must be delivered within ${seen.within} s; what came has neither its id nor its name, email or phone`,
    [client.created, ...(first ? [first] : [])],
    rule,
    first?.body || 'an empty body',
  );
}

/** Ends a judge: what was caused did not arrive. */
export function mustArrive(
  what: string,
  seen: Pick<Deliveries, 'within'>,
  ...causes: readonly Exchange[]
): never {
  const rule = `must be delivered within ${seen.within} s`;
  throw new Broken(`${what} ${rule}; no delivery came`, causes, rule, 'no delivery');
}

/** A member of a delivery must keep a rule; deliveries that are no JSON objects are another clause's matter. */
export function member(deliveries: readonly Delivery[], path: string, { rule, holds }: Rule): void {
  for (const delivery of deliveries) {
    const value = memberOf(jsonIn(delivery), path);
    touch(delivery);
    if (holds(value)) continue;
    throw new Broken(
      `"${path}" of the delivery must ${rule}; it is ${shown(value)}`,
      [delivery],
      `"${path}" must ${rule}`,
      shown(value),
    );
  }
}
