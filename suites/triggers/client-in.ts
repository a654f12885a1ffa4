import type { Delivery } from '../../contracts/evidence.ts';
import { shown } from '../../harness/judging/answers.ts';
import { memberOf, type Rule } from '../../harness/judging/members.ts';
import { Broken, type Seen } from '../../harness/judging/outcome.ts';
import { touch } from '../../harness/judging/touched.ts';
import { isObject, jsonIn } from './json-in.ts';

/** Where a gateway may put a client in a delivery, rightly or wrongly (`envelope` and `flat` tell). */
const WRAPPERS = ['data', 'client', 'payload', 'object'];

/** The client in a delivery, with the path to it. */
function placeIn(delivery: Delivery): readonly [prefix: string, client: unknown] {
  const body = jsonIn(delivery);
  if (!isObject(body)) return ['', body];
  const wrapper = isClient(body)
    ? undefined
    : (WRAPPERS.find((key) => isClient(body[key])) ?? WRAPPERS.find((key) => isObject(body[key])));
  return wrapper === undefined ? ['', body] : [`${wrapper}.`, body[wrapper]];
}

/** The client in a delivery of a client event. */
export function clientIn(delivery: Delivery): unknown {
  return placeIn(delivery)[1];
}

/** Whether an object has what only a client has. */
export function isClient(value: unknown): boolean {
  return isObject(value) && ['name', 'email', 'phone'].some((key) => Object.hasOwn(value, key));
}

/** A member of the client in a delivery must keep a rule; `told` are the exchanges that say so. */
export function clientMember(
  delivery: Delivery,
  field: string,
  { rule, holds }: Rule,
  ...told: readonly Seen[]
): void {
  touch(delivery);
  const [prefix, client] = placeIn(delivery);
  const value = memberOf(client, field);
  if (holds(value)) return;
  throw new Broken(
    `"${prefix}${field}" of the delivery must ${rule}; it is ${shown(value)}`,
    [...told, delivery],
    `"${prefix}${field}" must ${rule}`,
    shown(value),
  );
}
