import { setTimeout as sleep } from 'node:timers/promises';
import { type Exchange, header } from '../contracts/evidence.ts';

/** Longer than this nobody waits for one interaction. */
const PATIENCE_SECONDS = 5;

/** Sends once more what was answered with 429 and a short `Retry-After`: that is no answer to what was asked. */
export async function unthrottled(send: () => Promise<Exchange>): Promise<Exchange> {
  const exchange = await send();
  const { response } = exchange;
  if (response?.status !== 429) return exchange;
  const seconds = Number(header(response.headers, 'retry-after') ?? Number.NaN);
  if (!(seconds <= PATIENCE_SECONDS)) return exchange;
  await sleep(seconds * 1000);
  return send();
}
