import { setMaxListeners } from 'node:events';
import type { Rules } from '../rules.ts';
import type { Deliver, OutgoingDelivery } from './delivery.ts';

/** A delivery before it is queued. */
export type Prepared = Omit<OutgoingDelivery, 'signal'>;

/** One queue a subscriber, so that none waits for another (§4). */
export interface Queues {
  send(delivery: Prepared): void;
  /** Drops what waits for one subscriber, its attempt under way included. */
  end(subscriptionId: string): void;
  /** Drops all. */
  drop(): void;
}

interface Queue {
  readonly abort: AbortController;
  last: Promise<void>;
}

/** Empty queues in front of a way to deliver. */
export function createQueues(deliver: Deliver, rules: Rules): Queues {
  const queues = new Map<string, Queue>();
  return {
    send(delivery) {
      const key = rules.sharesQueue ? '' : delivery.subscription.id;
      const queue = queues.get(key) ?? emptyQueue();
      queues.set(key, queue);
      const { signal } = queue.abort;
      const send = async () => {
        // What a deviation throws must not stop the deliveries after it.
        if (!signal.aborted) await deliver({ ...delivery, signal }).catch(() => {});
      };
      queue.last = rules.keepsOrder ? queue.last.then(send) : send();
    },
    end(subscriptionId) {
      queues.get(subscriptionId)?.abort.abort();
      queues.delete(subscriptionId);
    },
    drop() {
      for (const { abort } of queues.values()) abort.abort();
      queues.clear();
    },
  };
}

function emptyQueue(): Queue {
  const abort = new AbortController();
  // each delivery under way listens; Node would warn of a leak at the eleventh
  setMaxListeners(0, abort.signal);
  return { abort, last: Promise.resolve() };
}
