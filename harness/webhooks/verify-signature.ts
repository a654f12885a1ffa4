import { Webhook } from 'standardwebhooks';
import { bytesOf, type ReceivedDelivery } from './inbox.ts';

/**
 * Why the signature of a delivery is not valid; `undefined` where it is (Standard Webhooks:
 * HMAC-SHA256 over id, timestamp and body, no older than five minutes).
 *
 * @param delivery as the receiver keeps it: of a copy the bytes are not known. Bytes that are no
 * UTF-8, or in a content coding, are not judged where their text does not fit
 */
export function signatureFault(delivery: ReceivedDelivery, secret: string): string | undefined {
  const headers = Object.fromEntries(delivery.headers);
  try {
    new Webhook(secret).verify(delivery.body, headers, { jsonParse: false });
    return undefined;
  } catch (error) {
    // the library knows text only: what was signed in other bytes it cannot tell
    if (!bytesOf(delivery).equals(Buffer.from(delivery.body))) return undefined;
    return REASONS[(error as Error).message] ?? 'cannot be read';
  }
}

const REASONS: Readonly<Record<string, string>> = {
  'Missing required headers':
    'is missing: it needs webhook-id, webhook-timestamp and webhook-signature',
  'Invalid Signature Headers': 'has a timestamp that is no number of seconds',
  'Message timestamp too old': 'has a timestamp that is more than five minutes old',
  'Message timestamp too new': 'has a timestamp that is more than five minutes ahead',
  'No matching signature found': 'does not fit the body and the secret',
};
