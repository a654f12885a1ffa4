import type { Exchange } from '../../contracts/evidence.ts';
import { RESOURCE_PATHS, type Resource, SCOPES, type Scope } from '../../contracts/resources.ts';
import type { RequestOptions } from '../../harness/client/gateway.ts';
import { succeeded } from '../../harness/judging/answers.ts';
import { scenario } from '../../harness/scenarios/scenario.ts';
import type { Grant, Stage } from '../../harness/scenarios/stage.ts';
import { notes } from '../actions/notes.ts';
import { views } from '../actions/views.ts';
import { ifArranged } from './if-arranged.ts';

/** A grant of the scopes that were asked for, and maybe of others. */
export interface Asked {
  readonly scopes: readonly Scope[];
  readonly grant: Grant;
}

/** The four resources that have a scope of their own for reading. */
export const READING = {
  clients: 'read:clients',
  bookings: 'read:bookings',
  payments: 'read:payments',
  subaccounts: 'read:subaccounts',
} as const satisfies Partial<Record<Resource, Scope>>;

/** A resource with a scope for reading. */
export type Readable = keyof typeof READING;

/** Asks for some of the scopes. */
export async function ask(stage: Stage, scopes: readonly Scope[]): Promise<Asked> {
  return { scopes, grant: await stage.grant({ scope: scopes.join(' ') }) };
}

/** The main grant, or one of its own where the run asks for other scopes than the document's five. */
export const everyScope = scenario('grant of every scope', async (stage) => {
  const asked = new Set(stage.settings.oauth?.scopes);
  const isMain = SCOPES.every((scope) => asked.has(scope));
  const grant = await stage.mainGrant();
  return { isMain, every: isMain ? { scopes: SCOPES, grant } : await ask(stage, SCOPES) };
});

/** Grants of fewer scopes: writing alone, and half of what can be read without writing. */
export const fewerScopes = scenario('grants of fewer scopes', async (stage) => {
  const [main, writing, reading] = await Promise.all([
    stage.mainGrant(),
    ask(stage, ['write:clients']),
    ask(stage, ['read:clients', 'read:bookings']),
  ]);
  return { main, writing, reading };
});

/** What the main token reads at each path of §3; most judges look at it to know what can be read. */
export const reads = scenario('read every resource', async (stage) => {
  const resources = Object.keys(RESOURCE_PATHS) as Resource[];
  const answers = await Promise.all(
    resources.map(async (resource) => {
      if (resource === 'clients') return (await stage.evidenceOf(views)).list;
      // subscriptions are read late, when there are some
      const isLate = resource === 'notes' || resource === 'webhooks';
      const noted = isLate ? await ifArranged(stage, notes) : undefined;
      // notes were read already, where they could be added
      const known = resource === 'notes' ? noted?.list : undefined;
      return known ?? stage.gateway.read(resource);
    }),
  );
  const all = Object.fromEntries(resources.map((each, at) => [each, answers[at]])) as Record<
    Resource,
    Exchange
  >;
  return succeeded(all.clients) ? all : { ...all, clients: await readOne(stage, all.clients) };
});

/** A client by its id, where there is no list of clients; else the list as it was answered. */
async function readOne(stage: Stage, list: Exchange): Promise<Exchange> {
  return (await readById(stage)) ?? list;
}

/** A client that the main token read by its id, where that can be done. */
export async function readById(stage: Stage): Promise<Exchange | undefined> {
  const { single } = await stage.evidenceOf(views);
  return single !== undefined && succeeded(single) ? single : undefined;
}

/** Repeats a read with another token. */
export function readAgain(
  { gateway }: Stage,
  { request }: Exchange,
  options: RequestOptions,
): Promise<Exchange> {
  return gateway.api('GET', request.url.slice(gateway.apiUrl('').length), undefined, options);
}

/** How a resource answers a token without its scope; only `main` where it cannot be read at all. */
export interface ReadWithout {
  readonly main: Exchange;
  readonly asked?: Asked;
  readonly read?: Exchange;
}

/**
 * Each resource that can be read, read by a token without the scope it needs. Two tokens lack two
 * of the four each, and have the others: one of them is the reading one of the fewer scopes.
 */
export const readsWithout = scenario('read without the scope', async (stage) => {
  const main = await stage.evidenceOf(reads);
  const { reading } = await stage.evidenceOf(fewerScopes);
  const others = await ask(stage, ['read:payments', 'read:subaccounts', 'write:clients']);
  const attempt = async (resource: Readable): Promise<ReadWithout> => {
    const needed = READING[resource];
    if (!succeeded(main[resource])) return { main: main[resource] };
    const asked = reading.scopes.includes(needed) ? others : reading;
    const token = asked.grant.connection?.accessToken;
    const label = `read ${resource} with a token without ${needed}`;
    const read =
      token === undefined ? undefined : await readAgain(stage, main[resource], { token, label });
    return { main: main[resource], asked, ...(read === undefined ? {} : { read }) };
  };
  const [clients, bookings, payments, subaccounts] = await Promise.all([
    attempt('clients'),
    attempt('bookings'),
    attempt('payments'),
    attempt('subaccounts'),
  ]);
  const single = await readById(stage);
  const token = others.grant.connection?.accessToken;
  const label = 'read a client by its id with a token without read:clients';
  const byId =
    single && token !== undefined && single.request.url !== main.clients.request.url
      ? await readAgain(stage, single, { token, label })
      : undefined;
  return { others, clients, bookings, payments, subaccounts, ...(byId && { byId }) };
});
