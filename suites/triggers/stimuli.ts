import type { Delivery, Exchange } from '../../contracts/evidence.ts';
import type { EventName } from '../../contracts/resources.ts';
import { Inconclusive } from '../../harness/judging/outcome.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';

import { isGreeting } from './greetings.ts';
import type { Mailboxes } from './mailboxes.ts';

/** The events that no documented request causes. */
export const STIMULATED = [
  'booking.created',
  'booking.completed',
  'payment.received',
  'subaccount.created',
  'subaccount.updated',
] as const satisfies readonly EventName[];

/** An event of §4.3 to §4.7. */
export type StimulatedEvent = (typeof STIMULATED)[number];

/** Whether an event was caused, and how. */
export interface Cause {
  readonly notCaused?: string;
  readonly stimulus?: Exchange;
}

/** Causes each of the events; one that cannot be caused does not keep the others from it. */
export async function causeAll(
  stage: Stage,
  boxes: Mailboxes,
): Promise<Readonly<Record<StimulatedEvent, Cause>>> {
  let person: Promise<unknown> = Promise.resolve();
  const causes = await Promise.all(
    STIMULATED.map(async (event) => {
      const isManual = 'manual' in (stage.settings.stimuli[event] ?? {});
      // a person does one thing after the other
      const caused = isManual
        ? person.then(() => cause(stage, boxes, event))
        : cause(stage, boxes, event);
      if (isManual) person = caused;
      return [event, await caused] as const;
    }),
  );
  return Object.fromEntries(causes) as Record<StimulatedEvent, Cause>;
}

async function cause(
  stage: Stage,
  { main, causedFrom }: Mailboxes,
  event: StimulatedEvent,
): Promise<Cause> {
  const isOwn = (each: Delivery): boolean => !isGreeting(each, causedFrom);
  try {
    await stage.stimulate(event, (withinMs) =>
      stage.webhooks.arrival(main[event].inbox, isOwn, withinMs),
    );
  } catch (thrown) {
    if (!(thrown instanceof Inconclusive)) throw thrown;
    return { notCaused: thrown.message };
  }
  const stimulus = stage.seen().findLast(({ label }) => label === `stimulus ${event}`);
  return stimulus === undefined ? {} : { stimulus };
}
