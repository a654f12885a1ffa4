import type { Delivery, Exchange } from '../../contracts/evidence.ts';
import { RESOURCE_PATHS } from '../../contracts/resources.ts';
import { succeeded } from '../../harness/judging/answers.ts';
import { memberOf } from '../../harness/judging/members.ts';
import type { ClientBody } from '../../harness/scenarios/data.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';
import { type CastClient, isAbout } from './cast.ts';
import { clientIn } from './client-in.ts';
import { type Mailboxes, reached } from './mailboxes.ts';

/** The label of the update that has to be refused. */
export const REFUSED = 'refused update';

/** An update with what its subscribers got of it. */
export interface Change {
  readonly exchange: Exchange;
  /** What the update named. */
  readonly named: ClientBody;
  /** The client before the update, by what had been sent of it. */
  readonly before: ClientBody;
  /** Whether the client was to be read where a delivery differs from what was sent. */
  readonly isRead: boolean;
  /** The client as the API itself showed it afterwards, where it was and can be read. */
  readonly view?: Exchange;
  /** `client.updated` of this client, from this update to the next. */
  readonly deliveries: readonly Delivery[];
}

/** The updates of one client, each awaited before the next is made. */
export interface ChangingClient {
  readonly update: (named: ClientBody, label?: string) => Promise<void>;
  /** The same without a read: whether it is delivered is all that it can tell. */
  readonly updateOnly: (named: ClientBody, label: string) => Promise<void>;
  readonly changes: () => readonly Change[];
  /** What came as `client.updated` before the first update. */
  readonly early: () => readonly Delivery[];
}

type Pending = Omit<Change, 'deliveries'> & { readonly from: readonly number[] };

/** Follows a client through its updates. */
export function changing(
  stage: Stage,
  { main, second }: Mailboxes,
  client: CastClient,
): ChangingClient {
  const boxes = [main['client.updated'], second];
  const pending: Pending[] = [];
  const marks = (): readonly number[] => boxes.map(({ inbox }) => inbox.deliveries.length);
  const between = (from?: readonly number[], until?: readonly number[]): readonly Delivery[] =>
    boxes.flatMap(({ inbox }, box) =>
      inbox.deliveries
        .slice(from?.[box] ?? 0, until?.[box])
        .filter((each) => isAbout(each, client)),
    );
  const update = async (named: ClientBody, label: string, isRead: boolean): Promise<void> => {
    const { id } = client;
    if (id === undefined) return;
    const from = marks();
    const before = Object.assign({}, client.sent, ...pending.map((each) => each.named));
    const exchange = await stage.gateway.updateClient(id, named, { label });
    if (succeeded(exchange)) {
      await Promise.all(boxes.map((box, at) => reached(stage, box, client, from[at] ?? 0)));
    }
    // only what was delivered otherwise than sent has to be held against a read
    const isPlain = between(from).every((each) => shows(each, { ...before, ...named }));
    const view = isRead && !isPlain ? await readClient(stage, id) : undefined;
    const shown = view !== undefined && succeeded(view) ? { view } : {};
    pending.push({ exchange, named, before, from, isRead, ...shown });
  };
  return {
    update: (named, label = 'update client') => update(named, label, true),
    updateOnly: (named, label) => update(named, label, false),
    changes: () =>
      pending.map(({ from, ...change }, index) => {
        const came = between(from, pending[index + 1]?.from);
        const deliveries = succeeded(change.exchange)
          ? freshOf(came, between(undefined, from))
          : came;
        return { ...change, deliveries: deliveries.map((each) => ({ ...each })) };
      }),
    early: () => between(undefined, pending[0]?.from ?? marks()),
  };
}

/** Whether a delivery has each of these values. */
function shows(delivery: Delivery, values: ClientBody): boolean {
  const client = clientIn(delivery);
  return Object.entries(values).every(([field, value]) => memberOf(client, field) === value);
}

function readClient({ gateway }: Stage, id: string): Promise<Exchange> {
  const path = `${RESOURCE_PATHS.clients}/${encodeURIComponent(id)}`;
  return gateway.api('GET', path, undefined, { label: 'read client' });
}

/** The deliveries that do not repeat an earlier one, but where a subscriber got nothing else. */
function freshOf(
  deliveries: readonly Delivery[],
  earlier: readonly Delivery[],
): readonly Delivery[] {
  const known = new Set(earlier.map(({ body }) => body));
  const fresh = deliveries.filter(({ body }) => !known.has(body));
  const served = new Set(fresh.map(({ url }) => url));
  return deliveries.filter((each) => fresh.includes(each) || !served.has(each.url));
}
