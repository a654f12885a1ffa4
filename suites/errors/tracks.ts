import type { Delivery, Exchange } from '../../contracts/evidence.ts';
import { Altered, type Difference } from '../../harness/fuzz/altered.ts';
import { type Command, placeOf } from '../../harness/fuzz/sequences.ts';
import { responseOf, shown, succeeded } from '../../harness/judging/answers.ts';
import { memberOf } from '../../harness/judging/members.ts';
import { Broken, inconclusive } from '../../harness/judging/outcome.ts';
import { idOf } from '../../harness/scenarios/id-of.ts';
import type { Stage, Subscription } from '../../harness/scenarios/stage.ts';
import { jsonIn } from '../triggers/json-in.ts';
import { delivered, type Watched } from './arrivals.ts';
import { comesBack, isTaken } from './comes-back.ts';
import { readById, shownByRead } from './read-by-id.ts';
import { shownByAnswer } from './valid-inputs.ts';

type Members = Readonly<Record<string, unknown>>;

/** What is known of a target by a plain client. */
export interface Manners {
  /** Makes a client as the target takes it. */
  readonly body: () => Members;
  /** Fields that a read shows as they were sent. */
  readonly read: ReadonlySet<string>;
  /** Whether a note is answered with the id of its client. */
  readonly namesClient: boolean;
  readonly watched?: Watched;
  /** Whether a subscription can be ended. */
  readonly isSilenced: boolean;
}

/** RFC 9110 §15.5.10. */
const CONFLICT = 409;

/** A track as it is played. */
interface Play {
  readonly stage: Stage;
  readonly manners: Manners;
  readonly id: string;
  readonly exchanges: Exchange[];
  /** What is delivered of it, as far as the track is about subscriptions. */
  watched: Watched | undefined;
  /** How many updates were made since it was created, each of which is delivered. */
  updates: number;
  readonly since: number;
  /** What the client must be like now. */
  model: Members;
  subscription: Subscription | undefined;
  /** What was delivered of it: a gateway that writes dates in seconds may send the same once more. */
  readonly told: Set<string>;
  /** When it was last unsubscribed, with the inbox that must stay silent since. */
  ended: Subscription | undefined;
}

/** A clause broken by a command of a track. */
export class Derailed extends Broken {
  readonly place: string;
  readonly difference: Difference | undefined;

  constructor(broken: Broken, place: string) {
    super(broken.message, broken.seen, broken.expected, broken.actual);
    this.place = place;
    this.difference = broken instanceof Altered ? broken.difference : undefined;
  }
}

/** Where a track is played. */
export interface Scene {
  readonly stage: Stage;
  readonly manners: Manners;
  /** Whether the client is read after each command, or after the last one only. */
  readonly looks: boolean;
}

/**
 * Creates a client and does to it what a track says, against a model of it.
 *
 * @throws Derailed where the client is not like the model
 */
export async function playTrack(
  scene: Scene,
  commands: readonly Command[],
  at: number,
): Promise<readonly Exchange[]> {
  const play = await begin(scene, commands);
  try {
    for (const [step, command] of commands.entries()) {
      try {
        await carryOut(play, command, scene.looks || step === commands.length - 1);
      } catch (thrown) {
        throw thrown instanceof Broken ? new Derailed(thrown, placeOf(at, step)) : thrown;
      }
    }
  } finally {
    await end(play);
    play.ended?.inbox.forget(0);
  }
  return play.exchanges;
}

async function begin({ stage, manners }: Scene, commands: readonly Command[]): Promise<Play> {
  const body = manners.body();
  const since = stage.now();
  const created = await stage.gateway.createClient(body, { label: 'fuzzed create of a sequence' });
  responseOf(created);
  const id = succeeded(created) ? idOf(created) : undefined;
  if (id === undefined) inconclusive('no client could be created for a sequence', created);
  return {
    stage,
    manners,
    id,
    exchanges: [created],
    model: body,
    updates: 0,
    since,
    watched: commands.some((each) => each.do === 'subscribe') ? manners.watched : undefined,
    subscription: undefined,
    told: new Set(),
    ended: undefined,
  };
}

async function carryOut(play: Play, command: Command, looks: boolean): Promise<void> {
  if (command.do === 'update') await update(play, command.members);
  else if (command.do === 'update twice') await updateTwice(play, command.both);
  else if (command.do === 'note') await addNote(play, command.note);
  else if (command.do === 'unsubscribe') await end(play);
  else if (play.subscription === undefined && play.watched !== undefined) {
    const inbox = play.stage.webhooks.open('sequence');
    const subscription = await play.stage.webhooks.subscribe('client.updated', inbox, {
      label: 'fuzzed subscription',
    });
    play.exchanges.push(subscription.subscribed);
    play.subscription = subscription;
  }
  if (looks && command.do !== 'subscribe' && command.do !== 'unsubscribe') await look(play);
}

async function update(play: Play, members: Members): Promise<void> {
  const { stage, id, exchanges } = play;
  const sentAt = stage.now();
  const exchange = await stage.gateway.updateClient(id, members, {
    label: 'fuzzed update of a sequence',
  });
  exchanges.push(exchange);
  isTaken(exchange, 'granted');
  play.model = { ...play.model, ...members };
  const sent = { body: members, demand: 'granted' } as const;
  comesBack(sent, shownByAnswer(exchange, new Set()));
  play.updates += 1;
  if (play.watched === undefined) return;
  // the run's own subscription tells that it was delivered at all
  const told = await delivered(play.watched, {
    id,
    sentAt,
    all: { since: play.since, count: () => play.updates },
    sent: { body: play.model, demand: 'granted' },
  });
  // a later delivery may now be of this update
  if (told === undefined) play.watched = undefined;
  told?.judge();
  if (told === undefined) return;
  if (!play.told.has(told.delivery.body)) stayedSilent(play, told.delivery, exchange);
  play.told.add(told.delivery.body);
}

/** Both are kept where both are granted; a gateway may also refuse one for the sake of the other. */
async function updateTwice(play: Play, both: readonly Members[]): Promise<void> {
  const { stage, id, exchanges } = play;
  const label = 'fuzzed update beside another of a sequence';
  const came = await Promise.all(
    both.map((members) => stage.gateway.updateClient(id, members, { label })),
  );
  exchanges.push(...came);
  for (const [at, exchange] of came.entries()) {
    if (exchange.response?.status === CONFLICT) continue;
    isTaken(exchange, 'granted');
    play.model = { ...play.model, ...both[at] };
    play.updates += 1;
  }
  // which of the two a delivery shows is open
  play.watched = undefined;
}

function stayedSilent({ ended, manners }: Play, delivery: Delivery, exchange: Exchange): void {
  if (!manners.isSilenced) return;
  const still = ended?.inbox.deliveries.find(({ body }) => body === delivery.body);
  if (still === undefined) return;
  throw new Broken(
    'an update must not be delivered to a subscription that has ended; it is',
    [exchange, still],
    'no delivery',
    'a delivery',
  );
}

async function addNote({ stage, id, manners, exchanges }: Play, note: string): Promise<void> {
  const body = { note };
  const exchange = await stage.gateway.addNote(id, body, { label: 'fuzzed note of a sequence' });
  exchanges.push(exchange);
  isTaken(exchange, 'granted');
  comesBack({ body, demand: 'granted' }, shownByAnswer(exchange, new Set()));
  const named = memberOf(jsonIn(exchange), 'client_id');
  if (!manners.namesClient || String(named) === id) return;
  throw new Broken(
    `a note must be added to the client that it names, ${shown(id)}; it is added to ${shown(named)}`,
    [exchange],
    `"client_id" must be ${shown(id)}`,
    shown(named),
  );
}

/** The client must be what was last written to it. */
async function look({ stage, id, manners, exchanges, model }: Play): Promise<void> {
  if (manners.read.size === 0) return;
  const read = await readById(stage, id);
  if (read === undefined) return;
  exchanges.push(read);
  const { client } = shownByRead(read, id, manners.read);
  for (const [field, expected] of Object.entries(model)) {
    const value: unknown = Object.hasOwn(client, field) ? client[field] : undefined;
    if (!manners.read.has(field) || Object.is(value, expected)) continue;
    throw new Altered(
      `"${field}" of a client must be ${shown(expected)}, as it was last written; it is ${shown(value)}`,
      exchanges.slice(-3),
      { field, expected, actual: value },
    );
  }
}

async function end(play: Play): Promise<void> {
  const { subscription } = play;
  if (subscription === undefined) return;
  play.subscription = undefined;
  const tried = await play.stage.webhooks.unsubscribe(subscription, 'fuzzed end of a subscription');
  play.exchanges.push(...tried);
  const last = tried.at(-1);
  if (last !== undefined && succeeded(last)) play.ended = subscription;
}
