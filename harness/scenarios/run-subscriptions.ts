import type { EventName } from '../../contracts/resources.ts';
import type { Gateway } from '../client/gateway.ts';
import type { SubscriptionDialect } from '../dialect/dialect.ts';
import { createWaits, type Waits } from '../webhooks/waits.ts';
import { findSubscription, probeBy } from './find-dialect.ts';
import { subscriptionIdOf } from './id-of.ts';
import { once } from './once.ts';
import { type OpenSubscriptions, openSubscriptions } from './open-subscriptions.ts';
import type { RunParts } from './run-state.ts';
import type { Connection, Stage, Subscription } from './stage.ts';

/** The subscriptions of a run. */
export interface RunSubscriptions {
  readonly dialect: () => Promise<SubscriptionDialect>;
  readonly subscribe: Stage['webhooks']['subscribe'];
  /** The run's own subscription to an event, made once and shared by all that only look. */
  readonly watch: (event: EventName) => Promise<Subscription>;
  /** Forgets what was probed and watched, for a play that begins again. */
  readonly probeAnew: () => void;
  /** Those that were made and not ended. */
  readonly open: OpenSubscriptions;
  readonly waits: Waits;
}

/** No subscription yet; how they are made is probed when the first is asked for. */
export function runSubscriptions(
  parts: RunParts,
  connection: () => Promise<Connection>,
  gateway: () => Gateway,
): RunSubscriptions {
  const open = openSubscriptions(parts.target, parts.leftovers);
  const waits = createWaits();
  const watches = new Map<EventName, Promise<Subscription>>();
  const probe = () => probing(parts, connection, open);
  let probed = probe();
  const dialect = async (): Promise<SubscriptionDialect> => (await probed()).dialect;
  const subscribe: RunSubscriptions['subscribe'] = async (event, inbox, options = {}) => {
    waits.concern(inbox, event);
    const subscribed = await gateway().subscribe(event, inbox.url, options);
    const { token } = options;
    const owner = token === undefined ? {} : { token };
    const subscription = { event, inbox, subscribed, id: subscriptionIdOf(subscribed), ...owner };
    open.add(subscription, await dialect());
    return subscription;
  };
  const watchOnce = async (event: EventName): Promise<Subscription> => {
    const { subscription } = await probed();
    // the probe has subscribed to one event already
    if (subscription?.event !== event) return subscribe(event, parts.receiver.open(`all ${event}`));
    waits.concern(subscription.inbox, event);
    return subscription;
  };
  const watch = (event: EventName): Promise<Subscription> => {
    const watching = watches.get(event) ?? watchOnce(event);
    watches.set(event, watching);
    return watching;
  };
  const probeAnew = (): void => {
    probed = probe();
    watches.clear();
  };
  return { dialect, subscribe, watch, probeAnew, open, waits };
}

function probing(
  parts: RunParts,
  connection: () => Promise<Connection>,
  open: OpenSubscriptions,
): () => ReturnType<typeof findSubscription> {
  return once(async () => {
    const found = await findSubscription(parts, probeBy(parts, connection));
    if (found.subscription !== undefined) open.add(found.subscription, found.dialect);
    return found;
  });
}
