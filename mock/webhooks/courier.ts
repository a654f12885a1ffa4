import { Agent } from 'undici';
import type { Deviation } from '../fault.ts';
import { uuid } from '../random.ts';
import type { ClientRecord, SubscriptionRecord } from '../records.ts';
import type { Happening } from '../rules/webhooks.ts';
import type { GatewayState } from '../state.ts';
import type { Deliver } from './delivery.ts';
import { type Happened, payloadOf } from './payload.ts';
import { createQueues, type Prepared } from './queues.ts';
import { sender } from './send.ts';

/** Takes events to their subscribers. */
export interface Courier {
  tell(happened: Happened): void;
  /** Tells of what a request did to a client. */
  tellOfClient(happening: Happening, client: ClientRecord, changed: readonly string[]): void;
  /** Ends a subscription and drops what was still to be delivered to it. */
  end(subscriptionId: string): void;
  /** Drops all that was still to be delivered. */
  drop(): void;
  close(): Promise<void>;
}

/** A courier over the gateway's subscriptions, its sending wrapped by the deviations (§4). */
export function createCourier(gateway: GatewayState, deviations: readonly Deviation[]): Courier {
  const { rules, store, clock } = gateway;
  const agent = new Agent({ allowH2: false });
  const deliver = deviations.reduce<Deliver>(
    (next, deviation) => deviation.deliver?.(next, gateway) ?? next,
    sender(rules, { dispatcher: agent, now: clock.now }, (id) => end(id)),
  );
  const queues = createQueues(deliver, rules);
  const end = (id: string) => {
    store.subscriptions.delete(id);
    queues.end(id);
  };
  const tell = (happened: Happened) => {
    const isConcerned = (subscription: SubscriptionRecord) =>
      rules.ownsRecord(subscription.owner, happened, happened.event) &&
      rules.whoReceives(happened.event, subscription);
    const concerned = [...store.subscriptions.values()].filter(isConcerned);
    for (const one of concerned) queues.send(outgoing(happened, one, gateway));
  };
  return {
    tell,
    tellOfClient(happening, client, changed) {
      for (const event of rules.eventsAfter(happening, changed)) {
        tell({ event, client, owner: client.owner, at: clock.now() });
      }
    },
    end,
    drop: queues.drop,
    async close() {
      queues.drop();
      await agent.destroy();
    },
  };
}

/** Written at once, so that a later change cannot show in it. */
function outgoing(
  happened: Happened,
  subscription: SubscriptionRecord,
  { rules, random }: GatewayState,
): Prepared {
  const id = uuid(random);
  return {
    id,
    event: happened.event,
    subscription,
    method: rules.deliveryMethod,
    url: rules.deliveryUrl(subscription),
    headers: rules.deliveryHeaders(happened.event, id),
    body: payloadOf(happened, rules),
    ...('client' in happened && { client: happened.client }),
  };
}
