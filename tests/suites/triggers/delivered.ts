import type { Delivery } from '../../../contracts/evidence.ts';

/** A delivery as a receiver keeps it, with JSON for its body unless it is a text. */
export function delivered(body: unknown, more: Partial<Delivery> = {}): Delivery {
  return {
    method: 'POST',
    url: 'http://receiver.example/hooks/x',
    headers: [['Content-Type', 'application/json']],
    body: typeof body === 'string' ? body : JSON.stringify(body),
    receivedAt: 0,
    answered: 200,
    ...more,
  };
}
