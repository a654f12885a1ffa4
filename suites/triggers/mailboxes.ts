import type { Delivery, Exchange } from '../../contracts/evidence.ts';
import { EVENTS, type EventName } from '../../contracts/resources.ts';
import { succeeded } from '../../harness/judging/answers.ts';
import type { Stage, Subscription } from '../../harness/scenarios/stage.ts';
import type { Tried } from '../actions/other-account.ts';
import { isAbout, type Who } from './cast.ts';
import { type ForeignBoxes, openForeign } from './foreign-boxes.ts';
import { withoutGreetings } from './greetings.ts';
import { isObject, jsonIn } from './json-in.ts';

/** A subscriber as the play keeps it. */
export interface Mailbox {
  readonly event: EventName;
  /** Where deliveries were to go, with the query. */
  readonly url: string;
  readonly subscribed: Exchange;
  /** The id of the subscription as the gateway named it. */
  readonly id?: string;
  readonly deliveries: readonly Delivery[];
}

/**
 * Every event's own subscriber, and further ones that something else is tried with. Who listens to
 * nothing but what all others hear too is the run's own, which is not ended.
 */
export interface Mailboxes {
  readonly main: Readonly<Record<EventName, Subscription>>;
  /** A second subscriber of `client.created`, whose subscription is ended on the way. */
  readonly doomed: Subscription;
  /** A second subscriber of `client.updated`. */
  readonly second: Subscription;
  /** A subscriber of `client.created` with a query in its URL. */
  readonly queried: Subscription;
  /** A URL that was subscribed to `client.created` twice, as both were answered. */
  readonly twice: readonly [Subscription, Subscription];
  /** Subscribers of another account. */
  readonly foreign: Tried<ForeignBoxes>;
  /** When all had subscribed, and nothing had been caused yet. */
  readonly causedFrom: number;
}

/** Characters that are easily lost: a second parameter, an escaped space. */
const QUERY = '?zap=1&x=%20y';

/** How many deliveries that concern no client of ours are kept of an inbox. */
const OTHERS = 8;

/** Subscribes all of them at once. */
export async function openMailboxes(stage: Stage): Promise<Mailboxes> {
  const open = (event: EventName, name: string, query = ''): Promise<Subscription> => {
    const inbox = stage.webhooks.open(name);
    const asked = query === '' ? inbox : withQuery(inbox, query);
    return stage.webhooks.subscribe(event, asked);
  };
  const [foreign, doomed, second, queried, twice, ...own] = await Promise.all([
    openForeign(stage),
    open('client.created', 'doomed client.created'),
    stage.webhooks.watch('client.updated'),
    open('client.created', 'queried client.created', QUERY),
    subscribeTwice(stage),
    ...EVENTS.map((event) =>
      event === 'client.created' ? stage.webhooks.watch(event) : open(event, event),
    ),
  ]);
  const main = Object.fromEntries(own.map((each) => [each.event, each])) as Mailboxes['main'];
  return { main, doomed, second, queried, twice, foreign, causedFrom: stage.now() };
}

async function subscribeTwice({ webhooks }: Stage): Promise<Mailboxes['twice']> {
  const inbox = webhooks.open('client.created twice');
  const first = await webhooks.subscribe('client.created', inbox);
  return [first, await webhooks.subscribe('client.created', inbox)];
}

type Inbox = Subscription['inbox'];

/** The same inbox at its address with a query. */
function withQuery(inbox: Inbox, query: string): Inbox {
  return {
    name: inbox.name,
    url: `${inbox.url}${query}`,
    deliveries: inbox.deliveries,
    get forgotten() {
      return inbox.forgotten;
    },
    waitFor: inbox.waitFor,
    forget: inbox.forget,
    answerWith: inbox.answerWith,
  };
}

/** Inboxes that stayed empty a whole wait long: one such wait is enough. */
const silent = new WeakSet<Inbox['deliveries']>();

/**
 * Waits for a delivery about a client that came after the first `from` and repeats none of them; at
 * once without a subscription.
 */
export async function reached(
  stage: Stage,
  { inbox, subscribed }: Subscription,
  who: Who,
  from = 0,
): Promise<boolean> {
  if (!succeeded(subscribed) || silent.has(inbox.deliveries)) return false;
  const known = new Set(inbox.deliveries.slice(0, from).map(({ body }) => body));
  const came = await stage.webhooks.arrival(
    inbox,
    (delivery) => !known.has(delivery.body) && isAbout(delivery, who),
  );
  if (inbox.deliveries.length === 0) silent.add(inbox.deliveries);
  return came !== undefined;
}

/** What became of a subscriber: all that concerns the clients of the play, little of what others caused. */
export function keptOf(
  { event, inbox, subscribed, id }: Subscription,
  cast: readonly Who[],
  causedFrom: number,
): Mailbox {
  const came = withoutGreetings(inbox.deliveries, causedFrom);
  const ours = came.filter((each) => cast.some((who) => isAbout(each, who)));
  const rest = came.filter((each) => !ours.includes(each));
  const odd = rest.filter(isOdd).slice(0, OTHERS);
  const kept = new Set([...ours, ...odd, ...rest.slice(0, OTHERS)]);
  return {
    event,
    url: inbox.url,
    subscribed,
    ...(id === undefined ? {} : { id }),
    deliveries: came.filter((each) => kept.has(each)).map((each) => ({ ...each })),
  };
}

/** What no delivery about a client looks like. */
function isOdd(delivery: Delivery): boolean {
  const body = jsonIn(delivery);
  return delivery.method !== 'POST' || !isObject(body) || 'event' in body;
}
