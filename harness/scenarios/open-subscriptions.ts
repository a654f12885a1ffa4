import type { SubscriptionDialect } from '../dialect/dialect.ts';
import type { Leftover, Leftovers } from '../webhooks/leftovers.ts';
import type { Subscription } from './stage.ts';

/** Subscriptions that were made and not ended, remembered also beyond the end of this process. */
export interface OpenSubscriptions extends Iterable<Subscription> {
  readonly add: (subscription: Subscription, dialect: SubscriptionDialect) => void;
  readonly has: (subscription: Subscription) => boolean;
  /** It has ended, or cannot be ended by anybody. */
  readonly delete: (subscription: Subscription) => void;
}

/** None yet. */
export function openSubscriptions(target: string, leftovers: Leftovers): OpenSubscriptions {
  const open = new Map<string, { readonly subscription: Subscription; readonly left?: Leftover }>();
  return {
    add: (subscription, dialect) => {
      // the same once more, from a target that makes one of two
      if (open.has(keyOf(subscription))) return;
      const left = leftoverOf(subscription, dialect, target);
      open.set(keyOf(subscription), { subscription, ...(left && { left }) });
      if (left) leftovers.keep(left);
    },
    has: (subscription) => open.has(keyOf(subscription)),
    delete: (subscription) => {
      const left = open.get(keyOf(subscription))?.left;
      open.delete(keyOf(subscription));
      if (left) leftovers.drop(left);
    },
    *[Symbol.iterator]() {
      for (const { subscription } of open.values()) yield subscription;
    },
  };
}

function keyOf({ event, inbox, id }: Subscription): string {
  return JSON.stringify([event, inbox.url, id]);
}

/** What was not granted is tried to end all the same, but not beyond this run. */
function leftoverOf(
  { event, inbox, id, subscribed, token }: Subscription,
  { urlKey, eventKey }: SubscriptionDialect,
  target: string,
): Leftover | undefined {
  const status = subscribed.response?.status ?? 0;
  if (status < 200 || status >= 300) return undefined;
  const owner = token === undefined ? {} : { ofOtherAccount: true };
  const named = id === undefined ? owner : { ...owner, id };
  return { target, event, url: inbox.url, urlKey, eventKey, ...named };
}
