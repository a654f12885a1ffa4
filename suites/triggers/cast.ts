import type { Delivery, Exchange } from '../../contracts/evidence.ts';
import { OPTIONAL_CLIENT_FIELDS } from '../../contracts/resources.ts';
import { succeeded } from '../../harness/judging/answers.ts';
import { memberOf } from '../../harness/judging/members.ts';
import type { ClientBody, MakeData } from '../../harness/scenarios/data.ts';
import { idOf } from '../../harness/scenarios/id-of.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';
import { jsonIn } from './json-in.ts';

/** A client whose deliveries are awaited. */
export interface CastClient {
  /** A word that each of its names and emails has. */
  readonly word: string;
  readonly sent: ClientBody;
  readonly created: Exchange;
  /** As the create answered it, `undefined` where it did not. */
  readonly id?: string;
}

/** Whom a delivery may be about. */
export type Who = Partial<Pick<CastClient, 'word' | 'id'>>;

/** Creates a client that `make` makes around a word. */
export async function createCast(
  { gateway, a }: Stage,
  label: string,
  make: (word: string, a: MakeData) => ClientBody,
  options: { readonly token?: string } = {},
): Promise<CastClient> {
  const word = a.word();
  const sent = make(word, a);
  const created = await gateway.createClient(sent, { label, ...options });
  const id = succeeded(created) ? idOf(created) : undefined;
  const isKnown = id === undefined || isTaken(gateway, id);
  return { word, sent, created, ...(isKnown ? {} : { id }) };
}

/** The ids of the clients of each play, by its gateway client. */
const taken = new WeakMap<object, Set<string>>();

/** Whether another client of the play has the id, which then tells none of them. */
function isTaken(gateway: object, id: string): boolean {
  const ids = taken.get(gateway) ?? new Set<string>();
  const known = ids.has(id);
  taken.set(gateway, ids.add(id));
  return known;
}

/** The clients by their words alone, where an id was given to several of them. */
export function withoutSharedIds<Clients extends Readonly<Record<string, CastClient>>>(
  clients: Clients,
): Clients {
  const all = Object.values(clients);
  const isShared = all.some(
    ({ id, created }) => id === undefined && succeeded(created) && idOf(created) !== undefined,
  );
  if (!isShared) return clients;
  const stripped = Object.entries(clients).map(([name, { id: _, ...client }]) => [name, client]);
  return Object.fromEntries(stripped) as Clients;
}

/** Whether a delivery is about a client: by its word, or by its id. */
export function isAbout(delivery: Delivery, { word, id }: Who): boolean {
  // one word may begin like another: `…5` like `…5a`
  if (word && new RegExp(`${word}(?![0-9a-z])`).test(delivery.body)) return true;
  if (id === undefined) return false;
  const body = jsonIn(delivery);
  return [memberOf(body, 'id'), memberOf(body, 'data.id')].some(
    (value) => value !== undefined && String(value) === id,
  );
}

const DOCUMENTED = new Set<string>(['name', 'phone', 'email', ...OPTIONAL_CLIENT_FIELDS]);

/** The clients that the play creates, each for what a careless gateway does to its like. */
export const makers = {
  full: (word: string, a: MakeData) =>
    a.fullClient({ name: `Conformance ${word}`, email: `Conformance.${word}@example.com` }),
  documented: (word: string, a: MakeData) => {
    const known = Object.entries(makers.full(word, a)).filter(([field]) => DOCUMENTED.has(field));
    return Object.fromEntries(known);
  },
  phoneOnly: (word: string, a: MakeData) =>
    a.client({ name: `Conformance ${word}`, email: undefined }),
  emailOnly: (word: string, a: MakeData) => a.client({ ...named(word), phone: undefined }),
  beyondAscii: (word: string, a: MakeData) =>
    a.client({ ...named(word), name: `Zoë Ωmega 漢字 😀 e\u0301 "q" & O'Neil \\ ${word}` }),
  plain: (word: string, a: MakeData) => a.client(named(word)),
  /** Told by the word `failing` from whatever else arrives. */
  failing: (word: string, a: MakeData) =>
    a.client({ name: `Conformance failing ${word}`, email: `failing.${word}@example.com` }),
  /** Likewise, for subscribers that are in trouble with this one alone. */
  troubled: (word: string, a: MakeData) =>
    a.client({ name: `Conformance troubled ${word}`, email: `troubled.${word}@example.com` }),
} as const;

function named(word: string): { readonly name: string; readonly email: string } {
  return { name: `Conformance ${word}`, email: `conformance.${word}@example.com` };
}
