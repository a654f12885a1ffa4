import type { EventName } from '../../contracts/resources.ts';
import type {
  BookingRecord,
  ClientRecord,
  Owner,
  PaymentRecord,
  SubaccountRecord,
} from '../records.ts';
import type { ClientEvent } from '../rules/webhooks.ts';
import type { Rules } from '../rules.ts';
import { bookingView, paymentView, subaccountView } from './view.ts';

/** An event with the record that it is about. */
export type Happened = { readonly at: number; readonly owner: Owner } & (
  | { readonly event: ClientEvent; readonly client: ClientRecord }
  | { readonly event: 'booking.created' | 'booking.completed'; readonly booking: BookingRecord }
  | { readonly event: 'payment.received'; readonly payment: PaymentRecord }
  | {
      readonly event: 'subaccount.created' | 'subaccount.updated';
      readonly subaccount: SubaccountRecord;
    }
);

/** The documented body of an event (§4.1–§4.7): only some of them have an envelope with its name. */
export function payloadOf(happened: Happened, rules: Rules): unknown {
  const date = rules.formatDate;
  switch (happened.event) {
    case 'client.created':
      return { data: rules.summaryOf(happened.client, date) };
    case 'client.updated':
      return rules.fullClient(happened.client, date);
    case 'booking.created':
      return enveloped(happened, bookingView(happened.booking, date), rules);
    case 'booking.completed':
      return enveloped(happened, completion(happened.booking, rules), rules);
    case 'payment.received':
      return enveloped(happened, paymentView(happened.payment, date), rules);
    default:
      return enveloped(happened, subaccountView(happened.subaccount, date), rules);
  }
}

function enveloped(
  { event, at }: { readonly event: EventName; readonly at: number },
  data: unknown,
  rules: Rules,
): unknown {
  return { event, timestamp: rules.formatDate(at), data };
}

const completion = ({ id, completedAt = 0 }: BookingRecord, rules: Rules) => ({
  id,
  completed_date: rules.formatDate(completedAt),
});
