import type { Delivery, Exchange } from '../../contracts/evidence.ts';
import { succeeded } from '../../harness/judging/answers.ts';
import { memberOf } from '../../harness/judging/members.ts';
import { idOf } from '../../harness/scenarios/id-of.ts';
import { scenario } from '../../harness/scenarios/scenario.ts';
import type { Stage, Subscription } from '../../harness/scenarios/stage.ts';
import { createdOf } from './arrived.ts';
import { deliveries, openBoxes } from './deliveries.ts';
import { jsonIn } from './json-in.ts';
import { trouble } from './trouble.ts';

/** A client that was created, with when it was. */
interface Created {
  readonly id: string;
  readonly exchange: Exchange;
  /** The contacts that it has. */
  readonly kind: string;
}

/** What is told of all the clients that were created while somebody listened. */
export interface LookBack {
  /** The client beside which a loss tells, and whether it was delivered. */
  readonly control: Exchange;
  readonly isControlDelivered: boolean;
  /** Those of several created at once that reached nobody. */
  readonly lost: readonly Exchange[];
  readonly sample?: Delivery;
  readonly run: WholeRun;
  readonly within: number;
}

/** How the run's own subscriber fared with all clients that were created in the run. */
interface WholeRun {
  readonly created: number;
  readonly delivered: number;
  /** Some of those that did not come though nothing else was on its way. */
  readonly missing: readonly Exchange[];
}

/** Few enough to be read. */
const SHOWN = 3;
/** Deliveries that came so short a time ago may be followed by more. */
const STILL_COMING = 0.5;

/**
 * Looks back, at the end of the run, at the subscriber that was there all the time: the clients that
 * fuzzing creates by the dozen are a crowd as good as any, and cost no request.
 */
export const lookBack = scenario(
  'created and delivered',
  async (stage): Promise<LookBack> => {
    const seen = await stage.evidenceOf(deliveries);
    await stage.evidenceOf(trouble);
    const { full, crowd } = seen.cast;
    const granted = crowd.filter(({ created }) => succeeded(created));
    const [sample] = granted.flatMap((client) => createdOf(seen, client));
    return {
      control: full.created,
      isControlDelivered: createdOf(seen, full).length > 0,
      lost: granted
        .filter((client) => createdOf(seen, client).length === 0)
        .map(({ created }) => created),
      ...(sample && { sample }),
      run: await wholeRun(stage, openBoxes.get(seen)?.boxes.main['client.created'].inbox),
      within: seen.within,
    };
  },
  'last',
  [deliveries, trouble],
);

async function wholeRun(stage: Stage, inbox: Subscription['inbox'] | undefined): Promise<WholeRun> {
  const first = arrivals(inbox?.deliveries ?? []);
  const created = createdIn(stage);
  // a kind of client of which none is delivered is another clause's matter
  const kinds = new Set(created.filter(({ id }) => first.has(id)).map(({ kind }) => kind));
  const all = created.filter(({ kind }) => kinds.has(kind));
  if (inbox === undefined || all.length === 0) return { created: 0, delivered: 0, missing: [] };
  const isWhole = (): boolean => {
    const came = arrivals(inbox.deliveries);
    return all.every(({ id }) => came.has(id));
  };
  // the whole time: only that late is a loss one, and not a delay
  const fullMs = stage.settings.webhooks.within * 1000;
  if (!isWhole()) await stage.webhooks.arrival(inbox, isWhole, fullMs);
  observeLatency(stage, all, arrivals(inbox.deliveries));
  return outcome(stage, all, inbox.deliveries);
}

/** Clients that were created by requests of which nothing but a delivery can come. */
function createdIn({ seen, gateway }: Stage): readonly Created[] {
  return seen().flatMap((exchange) => {
    const { label, request } = exchange;
    const isCreate = request.method === 'POST' && request.url === gateway.apiUrl('/clients');
    const isPlain = /^(?:fuzzed create of a valid client|create client among others)$/.test(label);
    const id = idOf(exchange);
    if (!isCreate || !isPlain || !succeeded(exchange) || id === undefined) return [];
    const contacts = ['phone', 'email'].filter((key) => request.body?.includes(`"${key}":`));
    return [{ id, exchange, kind: contacts.join() }];
  });
}

/** The first delivery of each client, by its id. */
function arrivals(came: readonly Delivery[]): ReadonlyMap<string, Delivery> {
  const first = new Map<string, Delivery>();
  for (const each of came) {
    const body = jsonIn(each);
    const id = String(memberOf(body, 'data.id') ?? memberOf(body, 'id'));
    if (!first.has(id)) first.set(id, each);
  }
  return first;
}

function outcome(
  { now, settings }: Stage,
  all: readonly Created[],
  came: readonly Delivery[],
): WholeRun {
  const first = arrivals(came);
  const missing = all.filter(({ id }) => !first.has(id)).map(({ exchange }) => exchange);
  const newest = Math.max(...came.map(({ receivedAt }) => receivedAt));
  const isComing = now() - newest < settings.webhooks.within * 1000 * STILL_COMING;
  return {
    created: all.length,
    delivered: all.length - missing.length,
    missing: isComing ? [] : missing.slice(0, SHOWN),
  };
}

/** Coarse in its value, which is compared from run to run; exact in its sentence. */
function observeLatency(
  stage: Stage,
  all: readonly Created[],
  first: ReadonlyMap<string, Delivery>,
): void {
  const delays = all
    .flatMap(({ id, exchange }) => {
      const came = first.get(id);
      return came === undefined ? [] : [Math.max(0, came.receivedAt - exchange.startedAt)];
    })
    .sort((one, other) => one - other);
  const at = (share: number): number => delays[Math.ceil(delays.length * share) - 1] ?? 0;
  const worst = at(1);
  const value = worst < 1000 ? 'below 1 s' : `${Math.ceil(worst / 1000)} s`;
  const exact = `median ${at(0.5)} ms, 95th percentile ${at(0.95)} ms, worst ${worst} ms`;
  stage.observe(
    'webhooks.latency',
    value,
    `From a create to its delivery: ${value} (${exact}, of ${delays.length}).`,
  );
}
