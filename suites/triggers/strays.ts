import type { Delivery } from '../../contracts/evidence.ts';
import { EVENTS, type EventName } from '../../contracts/resources.ts';
import { memberOf } from '../../harness/judging/members.ts';
import { isObject, jsonIn } from './json-in.ts';

/** What an inbox was subscribed to, and what came. */
export interface Arrivals {
  readonly event: EventName;
  readonly deliveries: readonly Delivery[];
}

/** What tells one event from another in this run. */
export interface Telling {
  /** The gateway's own names of events, where they differ from the document's. */
  readonly names: Readonly<Record<string, string>>;
  /** The ids of clients that were created. */
  readonly clientIds: readonly string[];
}

/** The events whose documented body says its event. */
const NAMED: readonly EventName[] = ['booking.created', 'booking.completed', 'payment.received'];

/** What an inbox got of its own event, whatever else came. */
export function ownOf(arrivals: Arrivals, telling: Telling): readonly Delivery[] {
  return arrivals.deliveries.filter((each) => !isStray(each, arrivals, telling));
}

/**
 * Whether a delivery belongs to another event than the one that its inbox was subscribed to. By its
 * `event`, where it has one; else by its shape, but only beside deliveries in the right shape, since
 * alone it could as well be the right event in a wrong shape.
 */
export function isStray(delivery: Delivery, arrivals: Arrivals, telling: Telling): boolean {
  const { event, deliveries } = arrivals;
  const body = jsonIn(delivery);
  if (!isObject(body)) return false;
  const said = eventOf(delivery, telling);
  if (said === event) return false;
  const besides = (matches: (other: Delivery) => boolean): boolean => deliveries.some(matches);
  if (NAMED.includes(event)) return besides((other) => eventOf(other, telling) === event);
  if (said !== undefined) return true;
  if (event === 'client.created') {
    return looksSold(body) || (isFlat(body) && besides((other) => isEnveloped(jsonIn(other))));
  }
  if (event === 'client.updated') {
    return looksSold(body) || (isSummary(body) && besides((other) => isFlat(jsonIn(other))));
  }
  const ids = [memberOf(body, 'id'), memberOf(body, 'data.id')];
  return ids.some((id) => telling.clientIds.includes(String(id)));
}

function eventOf(delivery: Delivery, { names }: Telling): EventName | undefined {
  const said = memberOf(jsonIn(delivery), 'event');
  return EVENTS.find((event) => said === event || said === (names[event] ?? event));
}

function isEnveloped(body: unknown): boolean {
  return isObject(memberOf(body, 'data'));
}

/** A client in the shape of `client.updated`. */
function isFlat(body: unknown): boolean {
  return (
    isObject(body) &&
    'id' in body &&
    !isEnveloped(body) &&
    ['owner', 'last_modified_date'].some((key) => key in body)
  );
}

/** A client in the shape of `client.created`. */
function isSummary(body: unknown): boolean {
  const data = memberOf(body, 'data');
  return isObject(data) && 'name' in data && !('owner' in data) && !('last_modified_date' in data);
}

function looksSold(body: unknown): boolean {
  const data = memberOf(body, 'data');
  return isObject(data) && ['total', 'amount', 'completed_date'].some((key) => key in data);
}
