import type { Delivery } from '../../contracts/evidence.ts';
import { control, shown, succeeded } from '../../harness/judging/answers.ts';
import { memberOf } from '../../harness/judging/members.ts';
import { Broken, inconclusive } from '../../harness/judging/outcome.ts';
import { touch } from '../../harness/judging/touched.ts';
import { isWhole } from '../actions/sights.ts';
import { type Change, REFUSED } from './changes.ts';
import { clientIn, isClient } from './client-in.ts';
import { isObject, jsonIn } from './json-in.ts';

/** The granted updates, each with at least one delivery that can be judged. */
export function judgeable(changes: readonly Change[]): readonly Change[] {
  const [first] = changes;
  if (first === undefined) inconclusive('no client could be updated');
  control(first.exchange);
  const done = changes
    .filter(({ exchange }) => succeeded(exchange) && exchange.label !== REFUSED)
    .map((change) => ({
      ...change,
      deliveries: lastOfEach(change.deliveries.filter((each) => isObject(jsonIn(each)))),
    }))
    .filter(({ deliveries }) => deliveries.length > 0);
  if (done.length === 0) inconclusive('no delivery came that could be judged', first.exchange);
  return done;
}

/** Of each subscriber the last delivery: one before it may be late and about an earlier state. */
function lastOfEach(deliveries: readonly Delivery[]): readonly Delivery[] {
  return [...new Map(deliveries.map((each) => [each.url, each])).values()];
}

/** A field must be delivered as the updates that name it left it. */
export function deliversField(changes: readonly Change[], field: string): void {
  const naming = judgeable(changes).filter(({ named }) => Object.hasOwn(named, field));
  if (naming.length === 0) inconclusive(`no update of "${field}" was granted and delivered`);
  for (const change of naming) {
    for (const delivery of change.deliveries) {
      if (!isStale(change, delivery, field)) delivers(change, delivery, field);
      touch(delivery);
    }
  }
}

/** No field that an update names may still have its value from before. */
export function deliversNewValues(changes: readonly Change[]): void {
  for (const change of judgeable(changes)) {
    for (const delivery of change.deliveries) {
      for (const field of Object.keys(change.named)) {
        if (isStale(change, delivery, field)) wrong(change, delivery, field);
      }
      touch(delivery);
    }
  }
}

/** Fields that an update does not name must be delivered all the same, if they are delivered at all. */
export function deliversUnchanged(
  changes: readonly Change[],
  provenBy: readonly Change[] = changes,
): void {
  for (const change of judgeable(changes)) {
    const others = Object.keys(change.before).filter(
      (field) => !Object.hasOwn(change.named, field),
    );
    for (const field of others.filter((each) => isProven(provenBy, each))) {
      for (const delivery of change.deliveries) delivers(change, delivery, field);
    }
    for (const delivery of change.deliveries) touch(delivery);
  }
}

/** Whether an update that named the field was delivered with its value. */
export function isProven(changes: readonly Change[], field: string): boolean {
  return changes.some(
    (change) =>
      Object.hasOwn(change.named, field) &&
      change.deliveries.some((each) => allowed(change, field).includes(valueIn(each, field))),
  );
}

/** The delivered value of before the update, where neither answer nor read shows that as well. */
function isStale(change: Change, delivery: Delivery, field: string): boolean {
  const { before } = change;
  const value = valueIn(delivery, field);
  return value !== undefined && value === before[field] && !allowed(change, field).includes(value);
}

function delivers(change: Change, delivery: Delivery, field: string): void {
  if (!allowed(change, field).includes(valueIn(delivery, field))) wrong(change, delivery, field);
}

/** What the client has: as it was sent, or as the API itself shows it; storing is judged elsewhere. */
function allowed(change: Change, field: string): readonly unknown[] {
  const echo = jsonIn(change.exchange);
  const view = change.view && jsonIn(change.view);
  const shownThere = [echo, view]
    .filter(isObject)
    .filter((each) => isClient(each))
    // an answer may show what was named alone: a gap tells only where the whole client is read
    .filter((each) => memberOf(each, field) !== undefined || (each === view && isWhole(each)))
    .map((each) => memberOf(each, field));
  return [valueAfter(change, field), ...shownThere];
}

function valueAfter({ named, before }: Change, field: string): unknown {
  return Object.hasOwn(named, field) ? named[field] : before[field];
}

function valueIn(delivery: Delivery, field: string): unknown {
  return memberOf(clientIn(delivery), field);
}

function wrong(change: Change, delivery: Delivery, field: string): never {
  const expected = shown(valueAfter(change, field));
  const actual = shown(valueIn(delivery, field));
  throw new Broken(
    `"${field}" of the delivery must be ${expected}, as the client has it after the update; it is ${actual}`,
    [change.exchange, delivery],
    `"${field}" must be ${expected}`,
    actual,
  );
}
