import type { clientCreated } from '../../contracts/clauses/triggers/client-created.ts';
import type { Delivery } from '../../contracts/evidence.ts';
import { control, succeeded } from '../../harness/judging/answers.ts';
import { type Check, type Checks, check } from '../../harness/judging/check.ts';
import {
  isoDateTime,
  memberOf,
  object,
  type Rule,
  sameInstant,
  text,
} from '../../harness/judging/members.ts';
import { inconclusive } from '../../harness/judging/outcome.ts';
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
import { dueAt, isOverdue, mustArriveUnlessLate, orUpdated } from './late.ts';
import { notOnUpdate } from './not-on-update.ts';
import { noneMadeUp, oneOf } from './values.ts';

type Pick = (cast: Deliveries['cast']) => CastClient;

/** The clients that a field must be right of: the first for a verdict, others where they came. */
const FULL: readonly [Pick, ...Pick[]] = [(cast) => cast.full];
const WITH_PHONE = [...FULL, (cast: Deliveries['cast']) => cast.phoneOnly] as const;
const WITH_EMAIL = [...FULL, (cast: Deliveries['cast']) => cast.emailOnly] as const;
const ALL = [...WITH_PHONE, (cast: Deliveries['cast']) => cast.emailOnly] as const;

/** Of each subscriber the first delivery: later ones repeat it, or show what became of the client. */
function firstOf(seen: Deliveries, client: CastClient): readonly Delivery[] {
  const came = deliveredOf(seen, client);
  const first = new Map<string, Delivery>();
  for (const each of came) if (!first.has(each.url)) first.set(each.url, each);
  return [...first.values()];
}

/** What comes too late, maybe for the load of the run, is no breach, nor was it awaited. */
function mustBeInTime({ within }: Deliveries, { created }: CastClient, first: Delivery): void {
  touch(first);
  if (!isOverdue(first, created, within)) return;
  const seconds = ((first.receivedAt - dueAt(created, 0)) / 1000).toFixed(1);
  const hint = 'give `webhooks.within` more';
  inconclusive(
    `it came after ${seconds} s, which is later than ${within} s; ${hint}`,
    created,
    first,
  );
}

function field(
  picks: readonly [Pick, ...Pick[]],
  name: string,
  rule: (client: CastClient) => Rule,
): Check {
  return check(deliveries, (seen) => {
    for (const client of deliveredAmong(seen, picks)) {
      for (const each of firstOf(seen, client)) {
        const fitting = orUpdated(rule(client), name, { seen, client, delivery: each });
        clientMember(each, name, fitting, client.created);
      }
    }
  });
}

/** The first of them, and those of the others that were created and delivered. */
function deliveredAmong(
  seen: Deliveries,
  [first, ...others]: readonly [Pick, ...Pick[]],
): readonly CastClient[] {
  const isThere = (client: CastClient): boolean =>
    succeeded(client.created) && client.id !== undefined && createdOf(seen, client).length > 0;
  return [first(seen.cast), ...others.map((pick) => pick(seen.cast)).filter(isThere)];
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

/** The deliveries of a client in which `created_date` is in a format. */
function dated(seen: Deliveries, client: CastClient, format: Rule): readonly Delivery[] {
  const came = firstOf(seen, client);
  const done = came.filter((each) => format.holds(memberOf(clientIn(each), 'created_date')));
  if (done.length === 0 && client === seen.cast.full)
    inconclusive('"created_date" is not delivered so that it could be judged', ...came);
  return done;
}

const isDated = check(deliveries, (seen) => {
  for (const client of deliveredAmong(seen, ALL)) {
    for (const each of dated(seen, client, text)) clientMember(each, 'created_date', isoDateTime);
  }
});

const isDatedAlike = check(deliveries, (seen) => {
  const { created } = seen.cast.full;
  const isAnswered = isoDateTime.holds(memberOf(jsonIn(created), 'created_date'));
  if (!isAnswered) inconclusive('the create answered no date', created);
  for (const client of deliveredAmong(seen, ALL)) {
    const answered = memberOf(jsonIn(client.created), 'created_date');
    if (!isoDateTime.holds(answered)) continue;
    for (const each of dated(seen, client, isoDateTime)) {
      clientMember(each, 'created_date', sameInstant(answered), client.created);
    }
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
    for (const client of deliveredAmong(seen, ALL)) {
      member(deliveredOf(seen, client), 'data', object);
    }
  }),
  id: field(ALL, 'id', ({ created, id }) => {
    if (id === undefined) inconclusive('the create answered no id', created);
    return oneOf([memberOf(jsonIn(created), 'id'), id], id);
  }),
  name: field(ALL, 'name', asCreated('name')),
  email: field(WITH_EMAIL, 'email', asCreated('email')),
  phone: field(WITH_PHONE, 'phone', asCreated('phone')),
  'created-date': field(ALL, 'created_date', () => text),
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
    const rule = asCreated('name')(beyondAscii);
    for (const delivery of firstOf(seen, beyondAscii)) {
      const fitting = orUpdated(rule, 'name', { seen, client: beyondAscii, delivery });
      clientMember(delivery, 'name', fitting, beyondAscii.created);
    }
  }),
  'not-on-update': check(deliveries, notOnUpdate),
};
