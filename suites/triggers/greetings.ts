import type { Delivery } from '../../contracts/evidence.ts';
import { saysGreeting } from '../../harness/webhooks/greeting.ts';
import { isObject, jsonIn } from './json-in.ts';

/**
 * What came because somebody subscribed and not because something happened: a sender may try a new
 * webhook URL out, which the document does not speak of. It says what it is, or names nothing by an
 * id and comes before anything was caused or as the first of several.
 *
 * @param causedFrom when the play began to cause events, in milliseconds since the epoch
 */
export function withoutGreetings(
  deliveries: readonly Delivery[],
  causedFrom: number,
): readonly Delivery[] {
  return deliveries.filter(
    (each, at) =>
      !isGreeting(each, causedFrom) && (at > 0 || deliveries.length === 1 || !isNameless(each)),
  );
}

/** Whether a delivery is a greeting on its own account, wherever it stands. */
export function isGreeting(delivery: Delivery, causedFrom: number): boolean {
  // one that says so may name the subscription, or itself
  return (
    saysGreeting(jsonIn(delivery)) || (isNameless(delivery) && delivery.receivedAt < causedFrom)
  );
}

/** Whether a body names nothing that it could be about. */
export function isNameless(delivery: Delivery): boolean {
  const body = jsonIn(delivery);
  if (body === undefined) return delivery.body.trim() === '' || delivery.method === 'GET';
  if (!isObject(body)) return false;
  const inner = Object.values(body).filter(isObject);
  return [body, ...inner].every((each) => !('id' in each) && !('name' in each));
}
