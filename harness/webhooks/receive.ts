import type { IncomingMessage, ServerResponse } from 'node:http';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { type HeaderList, header } from '../../contracts/evidence.ts';
import { answer } from './answer.ts';
import type { OpenInbox, ReceivedDelivery } from './inbox.ts';

/** Where and how a delivery is received. */
export interface ReceiveOptions {
  /** The address that senders know, with its inbox. */
  readonly url: string;
  readonly bodyLimitBytes: number;
  readonly now: () => number;
}

const DECODERS: Readonly<Record<string, typeof gunzipSync>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
};

/** Reads one delivery up to the limit, records and answers it. */
export function receive(
  request: IncomingMessage,
  response: ServerResponse,
  inbox: OpenInbox,
  options: ReceiveOptions,
): void {
  const limit = options.bodyLimitBytes;
  const receivedAt = options.now();
  const chunks: Buffer[] = [];
  let size = 0;
  let done = false;
  const finish = (how: 'whole' | 'too large' | 'broken off') => {
    if (done) return;
    done = true;
    const bytes = Buffer.concat(chunks).subarray(0, limit);
    const at = { receivedAt, url: options.url, truncated: how !== 'whole', limit };
    answer({ request, response, inbox, delivery: deliveryOf(request, bytes, at), bytes, how });
  };
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    // Past the limit the rest is read and dropped: a sender cut off would never see the 413.
    if (!done) chunks.push(chunk);
    if (size > limit) finish('too large');
  });
  request.on('end', () => finish('whole'));
  request.on('error', () => finish('broken off'));
  request.on('close', () => finish('broken off'));
}

interface Arrival {
  readonly receivedAt: number;
  readonly url: string;
  readonly truncated: boolean;
  readonly limit: number;
}

function deliveryOf(
  { method = '', url = '', rawHeaders }: IncomingMessage,
  sent: Buffer,
  { receivedAt, url: inboxUrl, truncated, limit }: Arrival,
): ReceivedDelivery {
  const headers: HeaderList = rawHeaders.flatMap((name, i) =>
    i % 2 === 0 ? [[name, rawHeaders[i + 1] ?? ''] as const] : [],
  );
  const bytes = truncated ? sent : decoded(headers, sent, limit);
  const body = bytes.toString('utf8');
  // A cut may fall within a character, which is not the sender's doing.
  const broken = !truncated && !Buffer.from(body, 'utf8').equals(bytes);
  return {
    method,
    // Not resolved: a hostile request target need not parse.
    url: new URL(inboxUrl).origin + url,
    headers,
    body,
    ...(broken && { brokenUtf8: true as const }),
    receivedAt,
    ...(truncated && { truncated: true as const }),
  };
}

/** A content coding is HTTP's business (RFC 9110 §8.4); what does not decode is kept as it came. */
function decoded(headers: HeaderList, bytes: Buffer, limit: number): Buffer {
  const decode = DECODERS[header(headers, 'content-encoding')?.trim().toLowerCase() ?? ''];
  if (decode === undefined || bytes.length === 0) return bytes;
  try {
    return decode(bytes, { maxOutputLength: limit });
  } catch {
    return bytes;
  }
}
