import { setTimeout as sleep } from 'node:timers/promises';

const HOUR_MS = 3_600_000;
const LONGEST_MS = 20_000;

/** A limit may be kept by the hour of the clock, so that a gateway judged across one tells nothing of it. */
export async function pastTheHour(): Promise<void> {
  const left = HOUR_MS - (Date.now() % HOUR_MS);
  if (left < LONGEST_MS) await sleep(left);
}
