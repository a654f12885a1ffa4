import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer, OpenInbox, ReceivedDelivery } from './inbox.ts';

type How = 'whole' | 'too large' | 'broken off';

/** Records a delivery, answers it as the inbox plans and tells those who wait for it. */
export function answer(parts: {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly inbox: OpenInbox;
  readonly delivery: ReceivedDelivery;
  /** The body as it came. */
  readonly bytes: Buffer;
  readonly how: How;
}): void {
  const { response, inbox, delivery, how } = parts;
  const planned = record(inbox, delivery, parts.bytes);
  const { delayMs = 0, ...plan } = how === 'too large' ? { status: 413 } : planned;
  const send = () => {
    if (plan.close) parts.request.socket.destroy();
    else if (!response.destroyed) reply(response, plan, delivery);
  };
  if (how !== 'broken off' && delayMs > 0) {
    const timer = setTimeout(send, delayMs);
    response.once('close', () => clearTimeout(timer));
  } else if (how !== 'broken off') send();
  // After an immediate answer, so that a waiter finds `answered` filled in.
  inbox.announce(delivery);
}

function record(inbox: OpenInbox, delivery: ReceivedDelivery, bytes: Buffer): Answer {
  try {
    return inbox.record(delivery, bytes);
  } catch {
    // A plan that throws is a bug of ours; the sender must not wait for it.
    return { status: 500 };
  }
}

function reply(response: ServerResponse, plan: Answer, delivery: ReceivedDelivery): void {
  response.writeHead(plan.status, { 'content-type': 'application/json', ...plan.headers });
  response.end(plan.status < 300 ? '{"received":true}' : '{"received":false}');
  // The one member of a delivery that is known only later.
  (delivery as { answered?: number }).answered = plan.status;
}
