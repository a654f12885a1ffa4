import type { EventName } from '../contracts/resources.ts';

/** A value that a client's field may have; anything nested is refused. */
export type FieldValue = string | number | boolean;

/** A person or business that owns records: the signed-in PocketSuite user. */
export interface Owner {
  readonly id: string;
  readonly name: string;
}

/** A stored client (§4.2): all settable fields, custom ones included, lie in `values`. */
export interface ClientRecord {
  readonly id: string;
  readonly owner: Owner;
  /** A field without a value is not in it. */
  readonly values: Readonly<Record<string, FieldValue>>;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly firstPaymentAt?: number;
}

/** A stored note (§5.3). */
export interface NoteRecord {
  readonly id: string;
  readonly owner: Owner;
  readonly clientId: string;
  readonly note: string;
  readonly createdAt: number;
}

/** A client as bookings and payments refer to it (§4.3). */
export interface ClientReference {
  readonly id: string;
  readonly name: string;
}

/** A stored booking (§4.3, §4.4). */
export interface BookingRecord {
  readonly id: string;
  readonly owner: Owner;
  readonly type: string;
  readonly client: ClientReference;
  readonly startsAt: number;
  readonly total: number;
  readonly createdAt: number;
  readonly completedAt?: number;
}

/** A stored payment (§4.5). */
export interface PaymentRecord {
  readonly id: string;
  readonly owner: Owner;
  readonly amount: number;
  readonly client: ClientReference;
  readonly createdAt: number;
}

/** A stored subaccount (§4.6, §4.7). */
export interface SubaccountRecord {
  readonly id: string;
  readonly owner: Owner;
  readonly name: string;
  readonly email: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

/** A stored webhook subscription (§3, §4). */
export interface SubscriptionRecord {
  readonly id: string;
  readonly owner: Owner;
  readonly event: EventName;
  readonly targetUrl: string;
  readonly createdAt: number;
}
