import type { Delivery, Exchange } from '../../contracts/evidence.ts';
import { succeeded } from '../../harness/judging/answers.ts';
import { memberOf } from '../../harness/judging/members.ts';
import { idOf } from '../../harness/scenarios/id-of.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';
import type { Inbox } from '../../harness/webhooks/inbox.ts';
import { jsonIn } from './json-in.ts';

/** A client that was created, with when it was. */
export interface Created {
  readonly id: string;
  readonly exchange: Exchange;
}

/** How the run's own subscriber fared with all clients that were created in the run. */
export interface WholeRun {
  readonly created: number;
  readonly delivered: number;
  /** Some of those that did not come though nothing else was on its way. */
  readonly missing: readonly Exchange[];
  /** The second delivery of one that was created once and never updated. */
  readonly double?: Delivery;
}

/** Few enough to be read. */
const SHOWN = 3;
/** Deliveries that came so short a time ago may be followed by more. */
const STILL_COMING = 0.5;

/** Waits until all have come that were created, or for the whole time of one. */
export async function wholeRun(stage: Stage, inbox: Inbox): Promise<WholeRun> {
  const all = awaitedIn(stage, inbox);
  const isWhole = (): boolean => {
    const came = arrivals(inbox.deliveries);
    return all.every(({ id }) => came.has(id));
  };
  // the whole time: only that late is a loss one, and not a delay
  const fullMs = stage.settings.webhooks.within * 1000;
  if (!isWhole()) await stage.webhooks.arrival(inbox, isWhole, fullMs);
  const first = arrivals(inbox.deliveries);
  const missing = all.filter(({ id }) => !first.has(id)).map(({ exchange }) => exchange);
  const newest = Math.max(...inbox.deliveries.map(({ receivedAt }) => receivedAt));
  const isComing = stage.now() - newest < fullMs * STILL_COMING;
  const [double] = doublesIn(stage, inbox);
  return {
    created: all.length,
    delivered: all.length - missing.length,
    missing: isComing ? [] : missing.slice(0, SHOWN),
    ...(double && { double: { ...double } }),
  };
}

/** Clients of which a delivery must have come: by requests of which nothing else can come. */
export function awaitedIn(stage: Stage, inbox: Inbox): readonly Created[] {
  const isPlain = /^(?:fuzzed create of a valid client|create client among others)$/;
  const [oldest] = inbox.deliveries;
  // of what was created before, the deliveries may have been dropped
  const since = inbox.forgotten > 0 ? (oldest?.receivedAt ?? 0) : 0;
  const created = createdIn(stage).filter(
    ({ exchange }) => isPlain.test(exchange.label) && exchange.startedAt >= since,
  );
  const first = arrivals(inbox.deliveries);
  // a kind of client of which none is delivered is another clause's matter
  const kinds = new Set(created.filter(({ id }) => first.has(id)).map(kindOf));
  return created.filter((each) => kinds.has(kindOf(each)));
}

/** By the contacts that it has. */
function kindOf({ exchange }: Created): string {
  return ['phone', 'email'].filter((key) => exchange.request.body?.includes(`"${key}":`)).join();
}

function createdIn({ seen, gateway }: Stage): readonly Created[] {
  return seen().flatMap((exchange) => {
    const { request } = exchange;
    const id = idOf(exchange);
    const isCreate = request.method === 'POST' && request.url === gateway.apiUrl('/clients');
    return isCreate && succeeded(exchange) && id !== undefined ? [{ id, exchange }] : [];
  });
}

/** The id of the client that a delivery is about. */
export function clientIdIn(delivery: Delivery): string {
  const body = jsonIn(delivery);
  return String(memberOf(body, 'data.id') ?? memberOf(body, 'id'));
}

/** The first delivery of each client, by its id. */
export function arrivals(came: readonly Delivery[]): ReadonlyMap<string, Delivery> {
  const first = new Map<string, Delivery>();
  for (const each of came) {
    const id = clientIdIn(each);
    if (!first.has(id)) first.set(id, each);
  }
  return first;
}

/** What came again, though it was taken, of clients that one request created and none updated. */
export function doublesIn(stage: Stage, { deliveries }: Inbox): readonly Delivery[] {
  const first = arrivals(deliveries);
  const again = deliveries.filter((each) => first.get(clientIdIn(each)) !== each);
  if (again.length === 0) return [];
  const ids = createdIn(stage).map(({ id }) => id);
  const updates = stage.seen().filter(({ request }) => ['PUT', 'PATCH'].includes(request.method));
  const isUpdated = (id: string): boolean =>
    updates.some(({ request: { url, body } }) => `${url} ${body}`.includes(id));
  return again.filter((each) => {
    const id = clientIdIn(each);
    const isTaken = first.get(id)?.answered === 200;
    return isTaken && ids.filter((one) => one === id).length === 1 && !isUpdated(id);
  });
}
