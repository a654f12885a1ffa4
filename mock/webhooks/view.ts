import type { BookingRecord, PaymentRecord, SubaccountRecord } from '../records.ts';

type WriteDate = (ms: number) => unknown;
type View = Record<string, unknown>;

/** A booking as it is listed and delivered by `booking.created` (§4.3). */
export function bookingView(booking: BookingRecord, date: WriteDate): View {
  return {
    id: booking.id,
    type: booking.type,
    client: { ...booking.client },
    date: date(booking.startsAt),
    total: booking.total,
  };
}

/** A payment as it is listed and delivered by `payment.received` (§4.5). */
export function paymentView(payment: PaymentRecord, date: WriteDate): View {
  return {
    id: payment.id,
    amount: payment.amount,
    client: { ...payment.client },
    created_date: date(payment.createdAt),
  };
}

/** A subaccount; the document shows none, so it is written like a client (§4.6, §4.7). */
export function subaccountView(subaccount: SubaccountRecord, date: WriteDate): View {
  return {
    id: subaccount.id,
    name: subaccount.name,
    email: subaccount.email,
    created_date: date(subaccount.createdAt),
    last_modified_date: date(subaccount.modifiedAt),
  };
}
