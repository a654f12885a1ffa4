import type { Delivery, Exchange } from '../../contracts/evidence.ts';
import { succeeded } from '../../harness/judging/answers.ts';
import { memberOf } from '../../harness/judging/members.ts';
import type { ClientBody } from '../../harness/scenarios/data.ts';
import { idOf } from '../../harness/scenarios/id-of.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';
import type { Inbox } from '../../harness/webhooks/inbox.ts';
import { jsonIn, type Life, mentions, type Step } from './sights.ts';
import { readClient, type View } from './views.ts';

/** A subscriber of one event. */
export interface Witness {
  readonly inbox: Inbox;
  readonly subscribed: Exchange;
}

/** A client whose life goes on: each update waits until what can be seen of it is there. */
export interface LivingClient {
  readonly update: (changes: ClientBody, label?: string) => Promise<Exchange | undefined>;
  readonly life: () => Life;
}

/** What following a client takes. */
export interface Followed {
  readonly view: View;
  readonly updates: Witness;
}

/** Waits for a delivery that mentions one of the texts; at once without a subscription. */
export async function heard(
  stage: Stage,
  { inbox, subscribed }: Witness,
  ...texts: readonly unknown[]
): Promise<void> {
  if (succeeded(subscribed)) await stage.webhooks.arrival(inbox, concerning(undefined, texts));
}

/** What is known of a client so far. */
interface Track {
  readonly id: string | undefined;
  /** Texts that stand for the client where a delivery lacks the id. */
  readonly texts: unknown[];
  readonly steps: (Omit<Step, 'deliveries'> & { readonly from: number })[];
}

/**
 * Follows a client from its create on.
 *
 * @param looks whether it is read before its first update
 */
export async function follow(
  stage: Stage,
  followed: Followed,
  born: { readonly sent: ClientBody; readonly exchange: Exchange },
  looks = true,
): Promise<LivingClient> {
  const id = succeeded(born.exchange) ? idOf(born.exchange) : undefined;
  const track: Track = { id, texts: [], steps: [] };
  const { inbox, subscribed } = followed.updates;
  let listens = succeeded(subscribed);
  const view = looks ? followed.view : 'not at all';
  await look(stage, view, track, { ...born, from: inbox.deliveries.length });
  return {
    update: async (sent, label) => {
      if (id === undefined) return undefined;
      const from = inbox.deliveries.length;
      const known = new Set(deliveriesOf(track, inbox).map(({ body }) => body));
      const exchange = await stage.gateway.updateClient(id, sent, label ? { label } : {});
      track.texts.push(...marks(sent));
      if (listens && succeeded(exchange)) {
        const isOurs = concerning(id, track.texts);
        const isNew = (delivery: Delivery) => !known.has(delivery.body) && isOurs(delivery);
        // one that does not come is not waited for again: it costs as long as the settings allow
        listens = (await stage.webhooks.arrival(inbox, isNew)) !== undefined;
      }
      await look(stage, followed.view, track, { sent, exchange, from });
      return exchange;
    },
    life: () => lifeOf(track, inbox),
  };
}

async function look(
  stage: Stage,
  view: View,
  { id, texts, steps }: Track,
  step: Track['steps'][number],
): Promise<void> {
  const isThere = id !== undefined && succeeded(step.exchange);
  const read = isThere ? await readClient(stage, view, id) : undefined;
  steps.push({ ...step, ...(read === undefined ? {} : { read }) });
  texts.push(...marks(step.sent));
}

const marks = ({ name, email, phone }: ClientBody): readonly unknown[] => [name, email, phone];

function lifeOf(track: Track, inbox: Inbox): Life {
  const { id, steps } = track;
  return {
    ...(id === undefined ? {} : { id }),
    steps: steps.map(({ from, ...step }, index) => ({
      ...step,
      deliveries: deliveriesOf(track, inbox, from, steps[index + 1]?.from),
    })),
  };
}

function deliveriesOf(
  { id, texts }: Track,
  inbox: Inbox,
  from = 0,
  until?: number,
): readonly Delivery[] {
  return inbox.deliveries.slice(from, until).filter(concerning(id, texts));
}

/** Whether a delivery is about a client: by its id, or, where it has none, by a text of the client. */
function concerning(
  id: string | undefined,
  texts: readonly unknown[],
): (delivery: Delivery) => boolean {
  const wanted = texts.filter((text) => typeof text === 'string' && text !== '') as string[];
  return (delivery) => {
    const body = jsonIn(delivery);
    const named = memberOf(body, 'id') ?? memberOf(body, 'data.id');
    if (id !== undefined && named !== undefined) return String(named) === id;
    return wanted.some((text) => mentions(body, text));
  };
}
