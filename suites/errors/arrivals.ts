import type { Delivery } from '../../contracts/evidence.ts';
import type { EventName } from '../../contracts/resources.ts';
import { Broken, Inconclusive } from '../../harness/judging/outcome.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';
import { itemIn, jsonIn } from '../actions/sights.ts';
import { comesBack, type Sent, type Shown } from './comes-back.ts';

/** What is delivered of the clients that are fuzzed. */
export interface Arrivals {
  /** What comes of a client soon: what is right, or else, if nothing is missing, the last that is not. */
  readonly of: (
    wanted: Wanted,
    isRight: (delivery: Delivery) => boolean,
  ) => Promise<Delivery | undefined>;
}

/** Which delivery is waited for. */
interface Wanted {
  readonly id: string;
  /** When its request was sent, in milliseconds since the epoch. */
  readonly sentAt: number;
  /** All deliveries of the client that are due since a time, where there are several. */
  readonly all?: { readonly since: number; readonly count: () => number };
}

/** Deliveries with the fields that are delivered as they were sent. */
export interface Watched {
  readonly arrivals: Arrivals;
  readonly fields: ReadonlySet<string>;
}

type Members = Readonly<Record<string, unknown>>;

/** Deliveries later than this would hold up every case. */
const LONGEST_MS = 1_000;
/** Others are late when many cases are under way. */
const PATIENCE = 4;
const LEAST_MS = 250;
/** Characters; more than a run has, but a long one must not keep them all. */
const KEPT = 10_000_000;

/**
 * Watches an event, where it can be subscribed to and where that of a plain client comes soon.
 *
 * @param plain the plain client that causes the first delivery
 */
export async function arrivals(
  stage: Stage,
  event: EventName,
  plain: { readonly cause: () => Promise<string | undefined>; readonly sent: Members },
): Promise<{ readonly arrivals: Arrivals; readonly shown: Members } | undefined> {
  const inbox = await inboxOf(stage, event);
  const id = await plain.cause();
  if (inbox === undefined || id === undefined) return undefined;
  const startedAt = stage.now();
  const concerns = (delivery: Delivery): boolean => itemIn(jsonIn(delivery), id) !== undefined;
  const first = await inbox.waitFor(concerns, LONGEST_MS);
  if (first === undefined) return undefined;
  const patienceMs = Math.max(LEAST_MS, (stage.now() - startedAt) * PATIENCE);
  return {
    shown: itemIn(jsonIn(first), id) ?? {},
    arrivals: {
      of: async ({ id: wanted, sentAt, all }, isRight) => {
        inbox.forget(KEPT);
        const isSince = ({ receivedAt }: Delivery, since: number): boolean => receivedAt >= since;
        const isAbout = (delivery: Delivery): boolean =>
          itemIn(jsonIn(delivery), wanted) !== undefined;
        const right = (delivery: Delivery): boolean =>
          isSince(delivery, sentAt) && isAbout(delivery) && isRight(delivery);
        const soon = await inbox.waitFor(right, patienceMs);
        // a delivery that is missing, or stands for several requests, makes none of them wrong
        const isComplete = (): boolean => {
          const ours = inbox.deliveries.filter((each) => isSince(each, all?.since ?? sentAt));
          const bodies = new Set(ours.filter(isAbout).map(({ body }) => body));
          return bodies.size >= (all?.count() ?? 1);
        };
        if (soon !== undefined) return soon;
        if (!isComplete()) {
          const isNews = (delivery: Delivery): boolean =>
            isSince(delivery, sentAt) && isAbout(delivery) && (isRight(delivery) || isComplete());
          // where much is under way, all of them are late
          const caughtUp = await inbox.waitFor(isNews, LONGEST_MS);
          if (caughtUp === undefined || right(caughtUp)) return caughtUp;
        }
        const late = await inbox.waitFor(right, LONGEST_MS);
        return late ?? inbox.deliveries.findLast((each) => isSince(each, sentAt) && isAbout(each));
      },
    },
  };
}

async function inboxOf({ webhooks }: Stage, event: EventName) {
  try {
    return (await webhooks.watch(event)).inbox;
  } catch (thrown) {
    if (thrown instanceof Inconclusive) return undefined;
    throw thrown;
  }
}

/** What a delivery shows of a client, as far as that of the plain client showed what was sent. */
function shownByDelivery(delivery: Delivery, id: string, fields: ReadonlySet<string>): Shown {
  const client = itemIn(jsonIn(delivery), id) ?? {};
  return {
    client: Object.fromEntries(Object.entries(client).filter(([field]) => fields.has(field))),
    seen: delivery,
    where: 'the client that was delivered',
    always: fields,
  };
}

/** What is delivered of a client after a request, which must come as it was sent. */
export async function delivered(
  { arrivals: all, fields }: Watched,
  { sent, ...wanted }: Wanted & { readonly sent: Sent },
): Promise<{ readonly delivery: Delivery; readonly judge: () => void } | undefined> {
  const judge = (delivery: Delivery): void =>
    comesBack(sent, shownByDelivery(delivery, wanted.id, fields));
  const delivery = await all.of(wanted, (each) => holds(() => judge(each)));
  return delivery && { delivery, judge: () => judge(delivery) };
}

function holds(judge: () => void): boolean {
  try {
    judge();
    return true;
  } catch (thrown) {
    if (thrown instanceof Broken) return false;
    throw thrown;
  }
}

/** The fields that came as they were sent. */
export function faithfulFields(shown: Members, sent: Members): ReadonlySet<string> {
  return new Set(Object.keys(sent).filter((field) => Object.is(shown[field], sent[field])));
}
