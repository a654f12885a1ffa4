import type { clientUpdated } from '../../contracts/clauses/triggers/client-updated.ts';
import type { Delivery } from '../../contracts/evidence.ts';
import { OPTIONAL_CLIENT_FIELDS, type OptionalClientField } from '../../contracts/resources.ts';
import { control, succeeded } from '../../harness/judging/answers.ts';
import { type Check, type Checks, check } from '../../harness/judging/check.ts';
import { anyText, memberOf, optional, type Rule, text } from '../../harness/judging/members.ts';
import { Broken, inconclusive } from '../../harness/judging/outcome.ts';
import { touch } from '../../harness/judging/touched.ts';
import { subscribedTo } from './arrived.ts';
import type { CastClient } from './cast.ts';
import type { Change } from './changes.ts';
import { clientMember, isClient } from './client-in.ts';
import { type Deliveries, deliveries } from './deliveries.ts';
import { person } from './enveloped.ts';
import { jsonIn } from './json-in.ts';
import { mustArriveUnlessLate } from './late.ts';
import { lateUpdate } from './late-update.ts';
import { isNotDelivered, notOnCreate } from './not-delivered.ts';
import { advances, datedAlike, isDate, isDateText } from './updated-dates.ts';
import {
  deliversField,
  deliversNewValues,
  deliversUnchanged,
  isProven,
  judgeable,
} from './updated-values.ts';
import { noneMadeUp, oneOf } from './values.ts';

/** What the API showed of the client besides. */
const read = (changes: readonly Change[]): readonly Change[] =>
  changes.filter(({ isRead }) => isRead);

const allChanges = ({ changes: { full, phoneOnly, beyondAscii } }: Deliveries) => [
  full,
  read(phoneOnly),
  beyondAscii,
];

function field(name: string): Check {
  return check(deliveries, ({ changes }) => deliversField(changes.full, name));
}

/** A member of the client in every delivery must keep a rule. */
function everywhere(name: string, rule: Rule): Check {
  return check(deliveries, (seen) => {
    const came = judgeable(allChanges(seen).flat()).flatMap((change) => change.deliveries);
    for (const delivery of came) clientMember(delivery, name, rule);
  });
}

function deliveriesOf({ deliveries }: Change): readonly Delivery[] {
  return deliveries;
}

/** The clients beside the full one of which an update was delivered. */
function deliveredOthers({
  changes,
  cast,
}: Pick<Deliveries, 'changes' | 'cast'>): readonly (readonly [CastClient, readonly Change[]])[] {
  const others = [
    [cast.phoneOnly, changes.phoneOnly],
    [cast.beyondAscii, changes.beyondAscii],
  ] as const;
  return others
    .filter(([, done]) => done.some((each) => isGranted(each) && each.deliveries.length > 0))
    .map(([client, done]) => [client, judgeable(done)] as const);
}

function isGranted({ exchange }: Change): boolean {
  return succeeded(exchange);
}

const optionalFields = Object.fromEntries(
  OPTIONAL_CLIENT_FIELDS.map((name) => [name, field(name)]),
) as Record<OptionalClientField, Check>;

/** The checks of §4.2. */
export const checks: Checks<typeof clientUpdated> = {
  delivered: check(deliveries, (seen) => {
    const { full, phoneOnly, beyondAscii } = seen.changes;
    if (full[0] === undefined) inconclusive('no client could be updated');
    control(full[0].exchange);
    subscribedTo(seen, 'client.updated');
    // what comes after the end of another subscription is another clause's matter
    for (const { exchange, deliveries } of [...full, ...beyondAscii].filter(isGranted)) {
      if (deliveries[0] === undefined) mustArriveUnlessLate('an updated client', seen, exchange);
      touch(deliveries[0]);
    }
    // what comes after the end of another subscription is another clause's matter
    const single = phoneOnly.slice(0, seen.ended.updatesBefore).filter(isGranted);
    for (const { exchange, named, deliveries } of single) {
      const [field = ''] = Object.keys(named);
      // an update of what is not kept changes nothing
      if (deliveries[0] === undefined && isProven(full, field)) {
        mustArriveUnlessLate(`a client of which "${field}" alone is updated`, seen, exchange);
      }
    }
  }),
  flat: check(deliveries, (seen) => {
    const { changes } = seen;
    const others = deliveredOthers(seen).flatMap(([, done]) => done);
    for (const delivery of [...judgeable(changes.full), ...others].flatMap(deliveriesOf)) {
      touch(delivery);
      if (isClient(jsonIn(delivery))) continue;
      throw new Broken(
        "the client's fields must stand at the top level of the body; they do not",
        [delivery],
        'name, phone and email at the top level',
        Object.keys(jsonIn(delivery) as object).join(', '),
      );
    }
  }),
  id: check(deliveries, ({ changes, cast }) => {
    const full = [cast.full, judgeable(changes.full)] as const;
    for (const [{ id, created }, done] of [full, ...deliveredOthers({ changes, cast })]) {
      const rule = oneOf([memberOf(jsonIn(created), 'id'), id], id);
      for (const each of done.flatMap(deliveriesOf)) clientMember(each, 'id', rule, created);
    }
  }),
  owner: everywhere('owner', person),
  'lead-source': everywhere('lead_source', optional(person)),
  name: field('name'),
  phone: field('phone'),
  email: check(deliveries, ({ changes }) => {
    deliversField(changes.full, 'email');
    const [phoneOnly] = changes.phoneOnly;
    for (const delivery of phoneOnly?.deliveries ?? []) {
      clientMember(delivery, 'email', noneMadeUp);
    }
  }),
  ...optionalFields,
  'created-date': everywhere('created_date', text),
  'created-date-iso': check(deliveries, ({ changes }) => isDate(changes.full, 'created_date')),
  'created-date-same': check(lateUpdate, ({ clients }) => {
    datedAlike(clients, 'created_date', ({ created }) => created);
  }),
  'last-modified-date': everywhere('last_modified_date', text),
  'last-modified-date-iso': check(deliveries, ({ changes }) =>
    isDate(changes.full, 'last_modified_date'),
  ),
  'last-modified-date-same': check(lateUpdate, ({ clients }) => {
    datedAlike(clients, 'last_modified_date', (_, { exchange }) => exchange);
  }),
  'last-modified-date-advances': check(lateUpdate, ({ clients }) => {
    advances(clients, 'last_modified_date');
  }),
  'first-payment-date': check(lateUpdate, ({ clients }) =>
    isDateText(clients, 'first_payment_date'),
  ),
  source: everywhere('source', optional(anyText)),
  'custom-fields': check(deliveries, ({ changes, customFields, cast }) => {
    const sent = customFields.filter((name) => Object.hasOwn(cast.full.sent, name));
    if (sent.length === 0)
      inconclusive('no custom field is known; name some in `dialect.customFields`');
    for (const name of sent) deliversField(changes.full, name);
  }),
  'new-values': check(deliveries, (seen) => {
    const told = allChanges(seen).filter((each) => each.some((one) => one.deliveries.length > 0));
    for (const changes of told.length > 0 ? told : [seen.changes.full]) deliversNewValues(changes);
  }),
  'unchanged-values': check(deliveries, ({ changes }) => {
    deliversUnchanged(changes.full);
    if (read(changes.phoneOnly).some((each) => each.deliveries.length > 0)) {
      deliversUnchanged(read(changes.phoneOnly), changes.full);
    }
  }),
  'text-unchanged': check(deliveries, ({ changes }) => {
    if (!isProven(changes.full, 'name')) inconclusive('not even a plain name is delivered rightly');
    deliversField(changes.beyondAscii, 'name');
    if (isProven(changes.full, 'city')) deliversField(changes.beyondAscii, 'city');
  }),
  'not-on-create': check(deliveries, notOnCreate),
  'not-when-refused': check(deliveries, isNotDelivered),
};
