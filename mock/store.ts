import type {
  BookingRecord,
  ClientRecord,
  NoteRecord,
  PaymentRecord,
  SubaccountRecord,
  SubscriptionRecord,
} from './records.ts';

/** The mock's records, each kind by id in the order of creation; all of it in memory. */
export interface Store {
  readonly clients: Map<string, ClientRecord>;
  readonly notes: Map<string, NoteRecord>;
  readonly bookings: Map<string, BookingRecord>;
  readonly payments: Map<string, PaymentRecord>;
  readonly subaccounts: Map<string, SubaccountRecord>;
  readonly subscriptions: Map<string, SubscriptionRecord>;
  clear(): void;
}

/** An empty store. */
export function createStore(): Store {
  const kinds = {
    clients: new Map<string, ClientRecord>(),
    notes: new Map<string, NoteRecord>(),
    bookings: new Map<string, BookingRecord>(),
    payments: new Map<string, PaymentRecord>(),
    subaccounts: new Map<string, SubaccountRecord>(),
    subscriptions: new Map<string, SubscriptionRecord>(),
  };
  return {
    ...kinds,
    clear() {
      for (const kind of Object.values(kinds)) kind.clear();
    },
  };
}
