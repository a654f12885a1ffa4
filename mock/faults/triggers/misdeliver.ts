import type { EventName } from '../../../contracts/resources.ts';
import type { Fault } from '../../fault.ts';
import { onDelivery, withMember, without } from '../../handler.ts';
import type { ClientEvent } from '../../rules/webhooks.ts';
import type { OutgoingDelivery } from '../../webhooks/delivery.ts';

/** An event that reaches nobody. */
export function undelivered(event: EventName): Fault {
  return {
    name: `${event.replace('.', '-')}-undelivered`,
    does: `delivers no ${event}`,
    deliver: (next) => async (delivery) => {
      if (delivery.event !== event) await next(delivery);
    },
  };
}

/** A client event that is delivered otherwise where the client lacks a contact. */
export function whereLacking(
  contact: 'email' | 'phone',
  event: ClientEvent,
  fault: Pick<Fault, 'name' | 'does'>,
  change: (delivery: OutgoingDelivery) => void,
): Fault {
  return {
    name: `${fault.name}-without-${contact}`,
    does: `${fault.does} where the client has no ${contact}`,
    deliver: onDelivery(event, (delivery) => {
      if (!delivery.client?.values[contact]) change(delivery);
    }),
  };
}

/** A member that a delivery lacks. */
export function lacking(event: EventName, path: string): Fault {
  return {
    name: `lacks-${slug(path)}`,
    does: `delivers ${event} without \`${path}\``,
    deliver: onDelivery(event, without(path)),
  };
}

/** A member that a delivery has as something else; `as` fits "`path` as …". */
export function turned(
  event: EventName,
  path: string,
  as: string,
  value: unknown | ((present: unknown) => unknown),
): Fault {
  return {
    name: `${slug(path)}-as-${slug(as)}`,
    does: `delivers ${event} with \`${path}\` as ${as}`,
    deliver: onDelivery(event, withMember(path, value)),
  };
}

/** Milliseconds since the epoch in place of a date. */
export function asNumber(event: EventName, path: string): Fault {
  return turned(event, path, 'a number', (present: unknown) => Date.parse(String(present)));
}

/** A date as people in the United States write it. */
export function asLocalDate(event: EventName, path: string): Fault {
  return turned(event, path, 'a local date', (present: unknown) => {
    const date = new Date(String(present));
    return `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()} 2:30 PM`;
  });
}

/** A date and time that does not say in which zone. */
export function withoutZone(event: EventName, path: string): Fault {
  return turned(event, path, 'a date without a zone', (present: unknown) =>
    String(present).replace(/Z$/, ''),
  );
}

/** A date and time that is off by whole hours, as a mistaken time zone makes it. */
export function offByHours(event: EventName, path: string, hours: number): Fault {
  const as = hours > 0 ? `${hours} h later` : `${-hours} h earlier`;
  return turned(event, path, as, (present: unknown) =>
    new Date(Date.parse(String(present)) + hours * 3_600_000).toISOString().replace('.000', ''),
  );
}

function slug(words: string): string {
  return words.replace(/^data\./, '').replace(/[^a-z0-9]+/gi, '-');
}
