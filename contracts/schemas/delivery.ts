import { z } from 'zod';
import type { EventName } from '../resources.ts';
import { clientSummary, fullClient } from './client.ts';

const person = z.looseObject({ id: z.string().min(1), name: z.string() });

function enveloped<Event extends string, Data extends z.ZodType>(event: Event, data: Data) {
  return z.looseObject({ event: z.literal(event), timestamp: z.string().min(1), data });
}

/** The documented body of each event (§4.1–§4.7); subaccounts have none beyond being an object. */
export const deliveries = {
  'client.created': z.looseObject({ data: clientSummary }),
  'client.updated': fullClient,
  'booking.created': enveloped(
    'booking.created',
    z.looseObject({
      id: z.string().min(1),
      type: z.string().min(1),
      client: person,
      date: z.string().min(1),
      total: z.number(),
    }),
  ),
  'booking.completed': enveloped(
    'booking.completed',
    z.looseObject({ id: z.string().min(1), completed_date: z.string().min(1) }),
  ),
  'payment.received': enveloped(
    'payment.received',
    z.looseObject({
      id: z.string().min(1),
      amount: z.number(),
      client: person,
      created_date: z.string().min(1),
    }),
  ),
  'subaccount.created': z.looseObject({}),
  'subaccount.updated': z.looseObject({}),
} as const satisfies Record<EventName, z.ZodType>;
