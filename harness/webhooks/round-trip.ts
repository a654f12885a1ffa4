import { randomBytes } from 'node:crypto';
import type { Transport } from '../client/transport.ts';
import type { Receiver } from './receiver.ts';

/** Whether a webhook sent to the receiver's public URL arrives. */
export type RoundTrip = { readonly ok: true } | { readonly ok: false; readonly why: string };

/** Sends a webhook to ourselves through the public URL and waits until it arrives. */
export async function roundTrip(
  receiver: Receiver,
  transport: Transport,
  withinMs = 10_000,
): Promise<RoundTrip> {
  const inbox = receiver.open('round trip');
  const body = JSON.stringify({ nonce: randomBytes(16).toString('hex') });
  const { response, failure } = await transport.send({
    label: 'webhook to ourselves',
    method: 'POST',
    url: inbox.url,
    headers: [['content-type', 'application/json']],
    body,
    timeoutMs: withinMs,
  });
  const where = `A webhook to ${receiver.baseUrl}`;
  if (failure) return { ok: false, why: `${where} does not arrive: ${failure.message}.` };
  // What has been answered has arrived, unless someone else answered.
  const arrived = inbox.deliveries.find((delivery) => delivery.body === body);
  if (arrived && response?.status === 200) return { ok: true };
  if (arrived) {
    return { ok: false, why: `${where} arrives, but its sender is answered ${response?.status}.` };
  }
  return {
    ok: false,
    why: `${where} does not arrive: something else answers there with ${response?.status}.`,
  };
}
