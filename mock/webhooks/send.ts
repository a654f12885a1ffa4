import { setTimeout as wait } from 'node:timers/promises';
import type { Dispatcher } from 'undici';
import { request } from 'undici';
import type { Rules } from '../rules.ts';
import type { Deliver, OutgoingDelivery } from './delivery.ts';

/** By what and when deliveries go. */
interface Way {
  readonly dispatcher: Dispatcher;
  readonly now: () => number;
}

/** The conforming delivery: attempts until one is answered, given up or no longer wanted (§4). */
export function sender(
  rules: Rules,
  { dispatcher, now }: Way,
  end: (subscriptionId: string) => void,
): Deliver {
  return async (delivery) => {
    const delays = [rules.deliveryDelayMs(delivery.event), ...rules.retryDelaysMs];
    for (const [before, delay] of delays.entries()) {
      if (!(await pause(delay, delivery.signal))) return;
      const attempted = rules.attempted(delivery, before + 1);
      const status = await attempt(attempted, rules, { dispatcher, now });
      if (status !== undefined && rules.removesOn(status)) end(delivery.subscription.id);
      if (!rules.isRetried(status)) return;
    }
  };
}

async function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  if (ms > 0) await wait(ms, undefined, { signal, ref: false }).catch(() => {});
  return !signal.aborted;
}

async function attempt(
  { id, method, url, headers, body, text, signal }: OutgoingDelivery,
  rules: Rules,
  { dispatcher, now }: Way,
): Promise<number | undefined> {
  const limit = AbortSignal.timeout(rules.deliveryTimeoutMs);
  try {
    const content = Buffer.from(text ?? JSON.stringify(body));
    const answer = await request(url, {
      method: method as Dispatcher.HttpMethod,
      headers: { ...rules.signature(content, id, now()), ...headers },
      body: content,
      signal: AbortSignal.any([signal, limit]),
      dispatcher,
    });
    await answer.body.dump();
    return answer.statusCode;
  } catch {
    return undefined;
  }
}
