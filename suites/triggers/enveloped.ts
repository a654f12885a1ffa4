import { type Delivery, type Exchange, header } from '../../contracts/evidence.ts';
import { type Check, check } from '../../harness/judging/check.ts';
import {
  anyText,
  exactly,
  isoDateTime,
  memberOf,
  object,
  type Rule,
  text,
} from '../../harness/judging/members.ts';
import { inconclusive } from '../../harness/judging/outcome.ts';
import { touch } from '../../harness/judging/touched.ts';
import { member, mustArrive, subscribedTo } from './arrived.ts';
import { type Deliveries, deliveries } from './deliveries.ts';
import { isObject, jsonIn } from './json-in.ts';
import type { StimulatedEvent } from './stimuli.ts';
import { ownOf } from './strays.ts';

/** Any delivery of an event that only a stimulus causes must have come. */
export function isDelivered(event: StimulatedEvent): Check {
  return check(deliveries, (seen) => {
    const came = ownOf(seen.main[event], seen);
    if (came[0] !== undefined) return touch(came[0]);
    subscribedTo(seen, event);
    const { notCaused, stimulus } = seen.causes[event];
    if (notCaused !== undefined) inconclusive(notCaused);
    return mustArrive(`${event}, which was caused,`, seen, ...(stimulus ? [stimulus] : []));
  });
}

/** Every delivery of the event with a JSON object in it, at least one. */
function bodiesOf(seen: Deliveries, event: StimulatedEvent): readonly Delivery[] {
  const came = ownOf(seen.main[event], seen).filter((each) => isObject(jsonIn(each)));
  if (came.length > 0) return came;
  return inconclusive(seen.causes[event].notCaused ?? `no delivery of ${event} could be judged`);
}

/** A member of every delivery of the event must keep a rule. */
export function hasMember(event: StimulatedEvent, path: string, rule: Rule): Check {
  return check(deliveries, (seen) => {
    const bodies = bodiesOf(seen, event);
    const lacksData = (each: Delivery): boolean => !isObject(memberOf(jsonIn(each), 'data'));
    if (path.startsWith('data.') && bodies.some(lacksData)) {
      inconclusive(`a delivery of ${event} has no object "data"`);
    }
    member(bodies, path, rule);
  });
}

/** The text must be an ISO 8601 date and time; what is no text at all is another clause's matter. */
export function hasIsoDate(event: StimulatedEvent, path: string): Check {
  return check(deliveries, (seen) => {
    const dated = bodiesOf(seen, event).filter((each) => text.holds(memberOf(jsonIn(each), path)));
    if (dated.length === 0) inconclusive(`no delivery of ${event} has a text "${path}"`);
    member(dated, path, isoDateTime);
  });
}

/** Clocks differ by minutes, time zones by hours. */
const CLOCKS_MS = 10 * 60_000;

/**
 * The date must be the time of the delivery by our clock or one of the target's: its `Date`, or that
 * of its records, which a test may have moved. Only dates with a zone tell.
 */
function isOfNow(event: StimulatedEvent, path: string): Check {
  return check(deliveries, (seen) => {
    const dated = bodiesOf(seen, event).filter((each) =>
      isoDateTime.holds(memberOf(jsonIn(each), path)),
    );
    if (dated.length === 0) inconclusive(`no delivery of ${event} has a date "${path}"`);
    const clocks = clocksAhead(seen.cast.full.created);
    for (const each of dated) member([each], path, about(each.receivedAt, clocks));
  });
}

function about(receivedAt: number, clocks: readonly number[]): Rule {
  return {
    rule: `be the time of the delivery, ${new Date(receivedAt).toISOString()}`,
    holds: (value) => {
      const off = Date.parse(String(value)) - receivedAt;
      return clocks.some((ahead) => Math.abs(off - ahead) <= CLOCKS_MS);
    },
  };
}

/** How far the target's clocks are ahead of ours, which is one of them. */
function clocksAhead(created: Exchange): readonly number[] {
  const date = header(created.response?.headers ?? [], 'date') ?? '';
  const told = memberOf(jsonIn(created), 'created_date');
  const times = [Date.parse(date), isoDateTime.holds(told) ? Date.parse(String(told)) : Number.NaN];
  return [
    0,
    ...times.filter((time) => !Number.isNaN(time)).map((time) => time - created.startedAt),
  ];
}

/** An object with the strings `id` and `name`. */
export const person: Rule = {
  rule: 'be an object with the strings "id" and "name"',
  holds: (value) =>
    object.holds(value) &&
    text.holds(memberOf(value, 'id')) &&
    anyText.holds(memberOf(value, 'name')),
};

/** The checks that every event with `event`, `timestamp` and `data` has. */
export function enveloped(event: StimulatedEvent) {
  return {
    delivered: isDelivered(event),
    event: hasMember(event, 'event', exactly(event)),
    timestamp: hasMember(event, 'timestamp', text),
    'timestamp-iso': hasIsoDate(event, 'timestamp'),
    'timestamp-now': isOfNow(event, 'timestamp'),
    data: hasMember(event, 'data', object),
    id: hasMember(event, 'data.id', text),
  };
}
