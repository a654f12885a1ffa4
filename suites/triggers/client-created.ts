import type { clientCreated } from '../../contracts/clauses/triggers/client-created.ts';
import type { Delivery } from '../../contracts/evidence.ts';
import { control } from '../../harness/judging/answers.ts';
import { type Check, type Checks, check } from '../../harness/judging/check.ts';
import {
  isoDateTime,
  memberOf,
  object,
  type Rule,
  sameInstant,
  text,
} from '../../harness/judging/members.ts';
import { Broken, inconclusive } from '../../harness/judging/outcome.ts';
import { touch } from '../../harness/judging/touched.ts';
import {
  anonymous,
  createdOf,
  deliveredOf,
  member,
  mustArrive,
  mustName,
  subscribedTo,
} from './arrived.ts';
import type { CastClient } from './cast.ts';
import { clientIn, clientMember } from './client-in.ts';
import { type Deliveries, deliveries } from './deliveries.ts';
import { jsonIn } from './json-in.ts';
import { dueAt, isOverdue, mustArriveUnlessLate } from './late.ts';
import { notOnUpdate } from './not-on-update.ts';
import { noneMadeUp, oneOf } from './values.ts';

type Pick = (cast: Deliveries['cast']) => CastClient;

const full: Pick = (cast) => cast.full;

/**
 * Of each subscriber the first delivery: later ones repeat it, or show what became of the client. So
 * may one that comes too late, which is written when it is sent.
 */
function firstOf(seen: Deliveries, client: CastClient): readonly Delivery[] {
  const came = deliveredOf(seen, client);
  const first = new Map<string, Delivery>();
  for (const each of came) if (!first.has(each.url)) first.set(each.url, each);
  const all = [...first.values()];
  const inTime = all.filter((each) => !isOverdue(each, client.created, seen.within));
  if (inTime.length === 0) inconclusive('it came too late to be judged', ...all.slice(0, 1));
  return inTime;
}

function mustBeInTime({ within }: Deliveries, { created }: CastClient, first: Delivery): void {
  touch(first);
  if (!isOverdue(first, created, within)) return;
  const rule = `must be delivered within ${within} s`;
  const ms = first.receivedAt - dueAt(created, 0);
  const actual = `it came after ${(ms / 1000).toFixed(1)} s`;
  throw new Broken(`a created client ${rule}; ${actual}`, [created, first], rule, actual);
}

function field(client: Pick, name: string, rule: (client: CastClient) => Rule): Check {
  return check(deliveries, (seen) => {
    const chosen = client(seen.cast);
    for (const delivery of firstOf(seen, chosen)) {
      clientMember(delivery, name, rule(chosen), chosen.created);
    }
  });
}

/** The value as it was sent, or as the create answered it: what is stored wrongly is not delivered wrongly. */
function asCreated(name: string): (client: CastClient) => Rule {
  return ({ sent, created }) => oneOf([sent[name], memberOf(jsonIn(created), name)], sent[name]);
}

/** A client that lacks one contact must be delivered, without one. */
function lacking(client: Pick, contact: 'email' | 'phone'): Check {
  return check(deliveries, (seen) => {
    const chosen = client(seen.cast);
    control(chosen.created);
    subscribedTo(seen, 'client.created');
    if (createdOf(seen, chosen).length === 0) {
      if (createdOf(seen, seen.cast.full).length === 0) inconclusive('no client was delivered');
      mustArriveUnlessLate(`a client without ${contact}`, seen, chosen.created);
    }
    for (const delivery of firstOf(seen, chosen)) clientMember(delivery, contact, noneMadeUp);
  });
}

/** The `created_date` of each delivery, by its delivery, where it is a date at all. */
function dated(seen: Deliveries, format: Rule): readonly Delivery[] {
  const came = firstOf(seen, seen.cast.full);
  const done = came.filter((each) => format.holds(memberOf(clientIn(each), 'created_date')));
  if (done.length === 0)
    inconclusive('"created_date" is not delivered so that it could be judged', ...came);
  return done;
}

const isDated = check(deliveries, (seen) => {
  for (const each of dated(seen, text)) clientMember(each, 'created_date', isoDateTime);
});

const isDatedAlike = check(deliveries, (seen) => {
  const { created } = seen.cast.full;
  const answered = memberOf(jsonIn(created), 'created_date');
  if (!isoDateTime.holds(answered)) inconclusive('the create answered no date', created);
  for (const each of dated(seen, isoDateTime)) {
    clientMember(each, 'created_date', sameInstant(answered), created);
  }
});

/** The checks of §4.1. */
export const checks: Checks<typeof clientCreated> = {
  delivered: check(deliveries, (seen) => {
    const { full } = seen.cast;
    control(full.created);
    subscribedTo(seen, 'client.created');
    const [first] = createdOf(seen, full);
    if (first !== undefined) return mustBeInTime(seen, full, first);
    const nameless = anonymous(seen);
    if (nameless.length > 0) mustName(seen, full, nameless);
    mustArrive('a created client', seen, full.created);
  }),
  envelope: check(deliveries, (seen) => {
    const [delivery, ...rest] = deliveredOf(seen, seen.cast.full);
    if (delivery !== undefined) member([delivery, ...rest], 'data', object);
  }),
  id: field(full, 'id', ({ created, id }) => {
    if (id === undefined) inconclusive('the create answered no id', created);
    return oneOf([memberOf(jsonIn(created), 'id'), id], id);
  }),
  name: field(full, 'name', asCreated('name')),
  email: field(full, 'email', asCreated('email')),
  phone: field(full, 'phone', asCreated('phone')),
  'created-date': field(full, 'created_date', () => text),
  'created-date-iso': isDated,
  'created-date-same': isDatedAlike,
  'phone-only': lacking((cast) => cast.phoneOnly, 'email'),
  'email-only': lacking((cast) => cast.emailOnly, 'phone'),
  'text-unchanged': check(deliveries, (seen) => {
    const { full, beyondAscii } = seen.cast;
    const isPlainRight = firstOf(seen, full).every((each) =>
      asCreated('name')(full).holds(memberOf(clientIn(each), 'name')),
    );
    if (!isPlainRight) inconclusive('not even a plain name is delivered as it was sent');
    for (const delivery of firstOf(seen, beyondAscii)) {
      clientMember(delivery, 'name', asCreated('name')(beyondAscii), beyondAscii.created);
    }
  }),
  'not-on-update': check(deliveries, notOnUpdate),
};
