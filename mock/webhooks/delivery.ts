import type { EventName } from '../../contracts/resources.ts';
import type { ClientRecord, SubscriptionRecord } from '../records.ts';

/** One event on its way to one subscriber (§4). A deviation may change any of it. */
export interface OutgoingDelivery {
  /** The same at every attempt. */
  readonly id: string;
  event: EventName;
  subscription: SubscriptionRecord;
  method: string;
  url: string;
  /** By lower-case name. */
  headers: Record<string, string | string[]>;
  /** The documented body of the event; serialised at the attempt. */
  body: unknown;
  /** Sent as it is, in place of `body`. */
  text?: string | Uint8Array;
  /** The client of a client event, as of that event. */
  readonly client?: ClientRecord;
  /** Ends when the gateway closes or is reset, or the subscription is ended. */
  readonly signal: AbortSignal;
}

/** Sends one delivery, with all its attempts; it never rejects. */
export type Deliver = (delivery: OutgoingDelivery) => Promise<void>;
