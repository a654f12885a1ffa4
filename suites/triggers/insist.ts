import { setTimeout as pause } from 'node:timers/promises';
import { succeeded } from '../../harness/judging/answers.ts';
import type { Stage, Subscription } from '../../harness/scenarios/stage.ts';
import { type CastClient, createCast } from './cast.ts';
import { reached } from './mailboxes.ts';

/** How a client is made around a word. */
export type Make = Parameters<typeof createCast>[2];

/** Long enough for a gateway that looks at events one moment at a time. */
const QUIET_MS = 150;

/** Whether a client was granted and reached every one of the subscribers. */
export async function arrivesAt(
  stage: Stage,
  client: CastClient,
  boxes: readonly Subscription[],
): Promise<boolean> {
  if (!succeeded(client.created)) return true;
  const arrivals = await Promise.all(boxes.map((box) => reached(stage, box, client)));
  return arrivals.every(Boolean);
}

/**
 * Creates one more client like another, in quiet: what gets lost among others is not lost for what
 * it is. Without any delivery at all there is no second chance.
 */
export async function onceMore(
  stage: Stage,
  label: string,
  make: Make,
  boxes: readonly Subscription[],
): Promise<CastClient | undefined> {
  if (boxes.every(({ inbox }) => inbox.deliveries.length === 0)) return undefined;
  await pause(QUIET_MS);
  const client = await createCast(stage, label, make);
  await arrivesAt(stage, client, boxes);
  return client;
}

/** Creates a client and waits for it, if need be a second time; the last one counts. */
export async function insist(
  stage: Stage,
  label: string,
  make: Make,
  boxes: readonly Subscription[],
): Promise<readonly [CastClient, ...CastClient[]]> {
  const first = await createCast(stage, label, make);
  if (await arrivesAt(stage, first, boxes)) return [first];
  const again = await onceMore(stage, `${label}, once more`, make, boxes);
  return again === undefined ? [first] : [first, again];
}
