import type { Exchange } from '../../contracts/evidence.ts';
import { succeeded } from '../../harness/judging/answers.ts';
import type { Stage, Subscription } from '../../harness/scenarios/stage.ts';
import { type CastClient, makers } from './cast.ts';
import type { ChangingClient } from './changes.ts';
import { insist } from './insist.ts';
import type { Mailboxes } from './mailboxes.ts';

/** The end of a subscription, and what its subscriber and the others got afterwards. */
export interface Ended {
  /** The ways that were tried; the last one tells. */
  readonly tried: readonly Exchange[];
  /** The way that ended it, taken once more. */
  readonly again?: Exchange;
  /** The end of whatever a URL got that was subscribed twice. */
  readonly twice: readonly Exchange[];
  /** Clients that were created afterwards, one after the other. */
  readonly clients: readonly CastClient[];
  /** Those of them that the others must have got. */
  readonly awaited: readonly CastClient[];
  /** How many updates there had been before the last one. */
  readonly updatesBefore: number;
}

/** Ends the doomed subscription and creates clients, so that its silence stands beside deliveries. */
export async function endOne(
  stage: Stage,
  { main, doomed, queried, twice }: Mailboxes,
  bystander: ChangingClient,
): Promise<Ended> {
  const updatesBefore = bystander.changes().length;
  const none = { twice: [], clients: [], awaited: [], updatesBefore };
  if (!succeeded(doomed.subscribed)) return { tried: [], ...none };
  const tried = await stage.webhooks.unsubscribe(doomed);
  const last = tried.at(-1);
  if (last === undefined || !succeeded(last)) return { tried, ...none };
  const [again, endings] = await Promise.all([
    repeat(stage, last, { label: 'unsubscribe once more' }),
    endAll(stage, twice),
  ]);
  const clients: CastClient[] = [];
  const awaited: CastClient[] = [];
  const live = [main['client.created'], queried].filter(({ inbox }) => inbox.deliveries.length > 0);
  // the second comes after whatever the first one caused
  for (const label of ['create client after the end', 'create another client after the end']) {
    const made = await insist(stage, label, makers.plain, live);
    clients.push(...made);
    awaited.push(made.at(-1) ?? made[0]);
  }
  await bystander.updateOnly({ city: 'Shelbyville' }, 'update client after the end');
  return { tried, again, twice: endings, clients, awaited, updatesBefore };
}

/** Asks to end a subscription without a valid token, in the way that ended another one. */
export async function endUnauthorized(
  stage: Stage,
  subscription: Subscription,
  { way, of }: { readonly way: Exchange; readonly of: Subscription },
  options: { readonly token: string | null; readonly label: string },
): Promise<Exchange> {
  return repeat(stage, way, options, renaming(subscription, of));
}

/** Asks to end a subscription of another account with the run's own token, in the way that ended another one. */
export function endForeign(
  stage: Stage,
  subscription: Subscription,
  known: { readonly way: Exchange; readonly of: Subscription },
): Promise<Exchange> {
  const options = { label: 'unsubscribe another account' };
  return repeat(stage, known.way, options, renaming(subscription, known.of));
}

/** Puts one subscription in the place of another. */
function renaming(subscription: Subscription, of: Subscription): (text: string) => string {
  return (text) => {
    const id = subscription.id ?? '';
    const named = of.id === undefined ? text : text.replace(of.id, id);
    return named.replace(of.inbox.url, subscription.inbox.url);
  };
}

/** Sends once more what ended a subscription. */
function repeat(
  { gateway }: Stage,
  { request: { method, url, body } }: Exchange,
  options: { readonly token?: string | null; readonly label: string },
  renamed: (text: string) => string = (text) => text,
): Promise<Exchange> {
  const path = url.slice(gateway.apiUrl('').length);
  return gateway.api(method, renamed(path), body === undefined ? body : renamed(body), options);
}

/** Ends the granted ones, each of them once, however often it was answered. */
async function endAll(
  { webhooks }: Stage,
  subscriptions: readonly Subscription[],
): Promise<readonly Exchange[]> {
  const granted = subscriptions.filter(({ subscribed }) => succeeded(subscribed));
  const distinct = [...new Map(granted.map((each) => [each.id, each])).values()];
  const endings: Exchange[] = [];
  for (const each of distinct) endings.push(...(await webhooks.unsubscribe(each)).slice(-1));
  return endings;
}
