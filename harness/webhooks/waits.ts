import type { EventName } from '../../contracts/resources.ts';
import type { Inbox } from './inbox.ts';

/** How long the next delivery of each event is waited for, in milliseconds. */
export interface Waits {
  /** Tells which event an inbox is subscribed to. */
  readonly concern: (inbox: Inbox, event: EventName) => void;
  /** The time to wait at an inbox, of the full time. */
  readonly limit: (inbox: Inbox, fullMs: number) => number;
  /** Learns from a wait: how long the delivery took, `undefined` where none came in the full time. */
  readonly learn: (inbox: Inbox, tookMs: number | undefined) => void;
}

/** Enough where nothing comes, or nothing more. */
const HOPELESS_MS = 1_000;
/** Enough where some come and some are lost. */
const PATCHY_MS = 5_000;
/** So many in vain, one after the other, are no patches. */
const MANY = 3;
/** Unless what came was late. */
const SLOWER = 10;

interface Memory {
  isLost: boolean;
  inVain: number;
  slowestMs: number;
}

/**
 * What was waited for in vain once is waited for only briefly from then on, or a gateway that
 * delivers nothing would cost the full time at every step of a run.
 */
export function createWaits(): Waits {
  const events = new WeakMap<object, EventName>();
  const memories = new Map<EventName, Memory>();
  const memoryOf = ({ deliveries }: Inbox): Memory | undefined => {
    const event = events.get(deliveries);
    if (event === undefined) return undefined;
    const memory = memories.get(event) ?? { isLost: false, inVain: 0, slowestMs: 0 };
    memories.set(event, memory);
    return memory;
  };
  return {
    concern: ({ deliveries }, event) => void events.set(deliveries, event),
    limit(inbox, fullMs) {
      const memory = memoryOf(inbox);
      if (!memory?.isLost) return fullMs;
      const least = memory.inVain >= MANY ? HOPELESS_MS : PATCHY_MS;
      return Math.min(fullMs, Math.max(least, memory.slowestMs * SLOWER));
    },
    learn(inbox, tookMs) {
      const memory = memoryOf(inbox);
      if (memory === undefined) return;
      memory.isLost ||= tookMs === undefined;
      memory.inVain = tookMs === undefined ? memory.inVain + 1 : 0;
      memory.slowestMs = Math.max(memory.slowestMs, tookMs ?? 0);
    },
  };
}
