import type { Subscription } from '../harness/scenarios/stage.ts';
import type { Inbox } from '../harness/webhooks/inbox.ts';

/** What the states of one interaction have brought about. */
export interface Scene {
  /** What the contract may be filled with, by name. */
  readonly values: Record<string, string>;
  /** Our values by the examples of the contract that stand for them in a delivery. */
  readonly stands: Map<string, string>;
  inbox?: Inbox;
  /** What the last update set, which tells its delivery from those of the updates before it. */
  changes?: readonly string[];
  subscription?: Subscription;
  /** The local address that its request is sent from. */
  from?: string;
  /** Whether its states are to make the target answer 429, which is no answer everywhere else. */
  mayBeThrottled?: true;
  /** Why it cannot be verified, or what else than a difference made it fail. */
  problem?: Problem;
  /** Whether its states are all set up. */
  isSet: boolean;
}

/** What kept an interaction from being compared with the contract. */
export interface Problem {
  /** Whether the target is to blame. */
  readonly kind: 'fail' | 'inconclusive';
  readonly says: string;
}

/** A scene before any state. */
export function newScene(): Scene {
  return { values: {}, stands: new Map(), isSet: false };
}
