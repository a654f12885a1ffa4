import { CUSTOM_FIELDS, EVENTS, type EventName } from '../../contracts/resources.ts';
import { succeeded } from '../../harness/judging/answers.ts';
import type { ClientBody } from '../../harness/scenarios/data.ts';
import { scenario } from '../../harness/scenarios/scenario.ts';
import type { Stage, Subscription } from '../../harness/scenarios/stage.ts';
import { type CastClient, createCast, makers, withoutSharedIds } from './cast.ts';
import { type ChangingClient, changing, REFUSED } from './changes.ts';
import { endOne } from './end-one.ts';
import { failOne } from './fail-one.ts';
import { isGreeting } from './greetings.ts';
import { arrivesAt, type Make, onceMore } from './insist.ts';
import { keptOf, type Mailbox, type Mailboxes, openMailboxes } from './mailboxes.ts';
import { awaitRepetition } from './not-on-update.ts';
import { observeSubscribers } from './observe-subscribers.ts';
import { visitForeign } from './other-account.ts';
import { verifySignatures } from './signatures.ts';
import { causeAll, STIMULATED } from './stimuli.ts';

/** Clients that are created at once, to see whether each is delivered. */
const CROWD = 2;

/** Every event caused and awaited: created, changed and refused clients, bookings, payments, subaccounts. */
export const deliveries = scenario('deliveries', async (stage) => {
  const boxes = await openMailboxes(stage);
  // first, so that nobody books or pays in the name of a client of the play
  const causes = await causeAll(stage, boxes);
  const [cast] = await Promise.all([createAll(stage, boxes), ...stimulated(stage, boxes, causes)]);
  const changed = await changeAll(stage, boxes, cast);
  const ended = await endOne(stage, boxes, changed.phoneOnly);
  const everybody = [...cast.crowd, cast.full, cast.phoneOnly, cast.emailOnly, cast.beyondAscii];
  const known = [...everybody, ...ended.clients];
  // before it is subscribed anew, which may well bring a greeting
  const doomed = keptOf(boxes.doomed, known, boxes.causedFrom);
  const [{ failed, inbox: failing }, foreign] = await Promise.all([
    failOne(stage, boxes, ended),
    visitForeign(stage, boxes, ended, known),
  ]);
  await awaitRepetition(stage, boxes.main['client.created'], cast);
  const main = EVENTS.map(
    (event) => [event, keptOf(boxes.main[event], known, boxes.causedFrom)] as const,
  );
  observeSubscribers(stage, boxes);
  const signatures = verifySignatures(stage, boxes);
  const evidence = {
    within: stage.settings.webhooks.within,
    endedAt: stage.now(),
    names: stage.settings.dialect.subscribe.events ?? {},
    customFields: stage.settings.dialect.customFields ?? CUSTOM_FIELDS,
    causes,
    cast,
    clientIds: known.flatMap(({ id }) => id ?? []),
    main: Object.fromEntries(main) as Record<EventName, Mailbox>,
    doomed,
    second: keptOf(boxes.second, known, boxes.causedFrom),
    queried: keptOf(boxes.queried, known, boxes.causedFrom),
    twice: {
      ...keptOf(boxes.twice[0], [...known, ...(failed?.clients ?? [])], boxes.causedFrom),
      second: boxes.twice[1].subscribed,
      secondId: boxes.twice[1].id,
    },
    changes: {
      full: changed.full.changes(),
      phoneOnly: changed.phoneOnly.changes(),
      beyondAscii: changed.beyondAscii.changes(),
      early: Object.values(changed).flatMap((each) => each.early()),
    },
    ended,
    foreign,
    ...(failed === undefined ? {} : { failed }),
    ...(signatures === undefined ? {} : { signatures }),
  };
  if (ended.tried.some(succeeded)) await endQueried(stage, boxes);
  openBoxes.set(evidence, { boxes, ...(failing === undefined ? {} : { failing }) });
  return evidence;
});

/** The inboxes behind the evidence, which is plain data: a later play waits at them again. */
export const openBoxes = new WeakMap<
  object,
  { readonly boxes: Mailboxes; readonly failing?: Mailboxes['doomed']['inbox'] }
>();

/** What the play leaves behind. */
export type Deliveries = Awaited<ReturnType<(typeof deliveries)['play']>>;

interface Cast {
  readonly full: CastClient;
  readonly phoneOnly: CastClient;
  readonly emailOnly: CastClient;
  readonly beyondAscii: CastClient;
  readonly crowd: readonly CastClient[];
}

async function createAll(stage: Stage, boxes: Mailboxes): Promise<Cast> {
  const { main, doomed, queried } = boxes;
  const live = [main['client.created'], doomed];
  const missed: (() => Promise<void>)[] = [];
  const create = async (label: string, make: Make): Promise<{ client: CastClient }> => {
    const one = { client: await createCast(stage, label, make) };
    const [arrived] = await Promise.all([
      arrivesAt(stage, one.client, live),
      arrivesAt(stage, one.client, [queried]),
    ]);
    if (!arrived) {
      missed.push(async () => {
        one.client = (await onceMore(stage, label, make, live)) ?? one.client;
      });
    }
    return one;
  };
  const [full, phoneOnly, emailOnly, beyondAscii, ...crowd] = await Promise.all([
    createFull(create),
    create('create client without an email', makers.phoneOnly),
    create('create client without a phone', makers.emailOnly),
    create('create client beyond ASCII', makers.beyondAscii),
    ...Array.from({ length: CROWD }, () => createCrowd(stage, live)),
  ]);
  for (const again of missed) await again();
  const single = {
    full: full.client,
    phoneOnly: phoneOnly.client,
    emailOnly: emailOnly.client,
    beyondAscii: beyondAscii.client,
  };
  return { ...withoutSharedIds(single), crowd };
}

/** One of several that are created at once, which therefore gets no second chance. */
async function createCrowd(stage: Stage, live: readonly Subscription[]): Promise<CastClient> {
  const client = await createCast(stage, 'create client among others', makers.plain);
  await arrivesAt(stage, client, live);
  return client;
}

/** A client with all fields, else one without the custom ones, which an account need not have. */
async function createFull<One extends { readonly client: CastClient }>(
  create: (label: string, make: Make) => Promise<One>,
): Promise<One> {
  const whole = await create('create full client', makers.full);
  if (succeeded(whole.client.created)) return whole;
  return create('create client without custom fields', makers.documented);
}

type Changed = Readonly<Record<'full' | 'phoneOnly' | 'beyondAscii', ChangingClient>>;

async function changeAll(stage: Stage, boxes: Mailboxes, cast: Cast): Promise<Changed> {
  const full = changing(stage, boxes, cast.full);
  const phoneOnly = changing(stage, boxes, cast.phoneOnly);
  const { word } = cast.full;
  const [some, rest] = halves(stage.a.changes(cast.full.sent), cast.full.sent);
  const [beyondAscii] = await Promise.all([
    changeText(stage, boxes, cast.beyondAscii),
    full
      .update({ ...some, name: `Conformance ${word} renamed` })
      .then(() => full.update({ ...rest, email: `Conformance.${word}.moved@example.com` }))
      .then(() => full.updateOnly({ name: { first: word }, city: `Refused ${word}` }, REFUSED)),
    changeSingly(stage, cast, phoneOnly),
  ]);
  return { full, phoneOnly, beyondAscii };
}

/** A new name beyond ASCII; one without marks, where a gateway refuses those on purpose. */
async function changeText(
  stage: Stage,
  boxes: Mailboxes,
  client: CastClient,
): Promise<ChangingClient> {
  const marked = changing(stage, boxes, client);
  const city = 'Zürich 漢字';
  await marked.update({ name: `Ünïcode 李 🎉 n\u0303 "z" & <${client.word}>`, city });
  const status = marked.changes()[0]?.exchange.response?.status ?? 0;
  if (![400, 422].includes(status)) return marked;
  const plain = changing(stage, boxes, client);
  await plain.update({ name: `Ünïcode 李 n\u0303 ${client.word}`, city });
  return plain;
}

/** One field at a time: of the address, of the click's origin, a contact, one of the account's own. */
async function changeSingly(
  { settings, a }: Stage,
  { full }: Cast,
  client: ChangingClient,
): Promise<void> {
  const { customFields = CUSTOM_FIELDS } = settings.dialect;
  const custom = customFields.find((field) => Object.hasOwn(full.sent, field));
  await client.updateOnly({ city: 'Springfield' }, 'update city alone');
  // read, since a second delivery tells whether what was delivered before is left out
  // no word of the run: cut short, it could be that of another client
  await client.update({ utm_source: 'Source alone' }, 'update utm_source alone');
  await client.updateOnly({ phone: a.phone() }, 'update phone alone');
  if (custom !== undefined)
    await client.updateOnly({ [custom]: 'Custom alone' }, `update ${custom} alone`);
}

/** Every other field, and the rest; only fields that the client has. */
function halves(changes: ClientBody, sent: ClientBody): readonly [ClientBody, ClientBody] {
  const fields = Object.entries(changes).filter(([field]) => Object.hasOwn(sent, field));
  const half = (rest: 0 | 1) => Object.fromEntries(fields.filter((_, at) => at % 2 === rest));
  const { name: _name, email: _email, ...odd } = half(1);
  const { name: _first, email: _second, ...even } = half(0);
  return [even, odd];
}

function stimulated(
  stage: Stage,
  { main, causedFrom }: Mailboxes,
  causes: Awaited<ReturnType<typeof causeAll>>,
): readonly Promise<unknown>[] {
  return STIMULATED.filter((event) => causes[event].notCaused === undefined)
    .filter((event) => succeeded(main[event].subscribed))
    .map((event) =>
      stage.webhooks.arrival(main[event].inbox, (each) => !isGreeting(each, causedFrom)),
    );
}

/** Ends what is no longer listened to, lest the clients that others create clog the deliveries. */
async function endQueried(stage: Stage, { queried }: Mailboxes): Promise<void> {
  if (succeeded(queried.subscribed)) await stage.webhooks.unsubscribe(queried);
}
