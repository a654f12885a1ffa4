import type { Exchange } from '../../contracts/evidence.ts';
import { succeeded } from '../../harness/judging/answers.ts';
import { idOf } from '../../harness/scenarios/id-of.ts';
import { notArranged, scenario } from '../../harness/scenarios/scenario.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';
import { notes } from '../actions/notes.ts';
import { consents, unusedCodes } from './authorize-walks.ts';
import { FAILINGS, type Failing, failing } from './bearer-tokens.ts';
import { type Creation, tracesOf } from './bearer-traces.ts';
import { expired, lifetimeOf } from './expired.ts';
import { hour } from './hour.ts';
import { ifArranged } from './if-arranged.ts';
import { readAgain, readById, reads } from './scopes-grants.ts';

/** Creates that carry no valid token, in every way, with the traces they must not leave; and one whose scheme is spelt in another case. */
export const creates = scenario('create without a valid token', async (stage) => {
  const { gateway, webhooks, a } = stage;
  const connection = await stage.connection();
  const subscription = await webhooks.watch('client.created');
  const code = await liveCode(stage);
  const attempt = async (how: Failing): Promise<[Failing, Creation][]> => {
    const options = failing(how, 'create client', connection, code);
    if (options === undefined) return [];
    const sent = a.client();
    return [[how, { sent, exchange: await gateway.createClient(sent, options) }]];
  };
  const hows = Object.keys(FAILINGS) as Failing[];
  const attempts = (await Promise.all(hows.map(attempt))).flat();
  const sent = a.client();
  const spelt = await gateway.createClient(sent, {
    // who compares with one spelling or two knows this one not
    authorization: `BEARER ${connection.accessToken}`,
    label: 'create client with the scheme "BEARER"',
  });
  const refused = attempts.map(([, creation]) => creation);
  const traces = await tracesOf(stage, subscription, refused, { sent, exchange: spelt });
  return {
    control: traces.granted.exchange,
    spelt,
    attempts: Object.fromEntries(attempts) as Partial<Record<Failing, Creation>>,
    traces,
  };
});

/** A code that was not exchanged yet, where one is left. */
async function liveCode(stage: Stage): Promise<string | undefined> {
  const evidence = await ifArranged(stage, consents);
  return evidence && unusedCodes.get(evidence)?.codes[0];
}

/** Subscriptions that carry no valid token. */
export const subscribes = scenario('subscribe without a valid token', async (stage) => {
  const { webhooks, gateway } = stage;
  const connection = await stage.connection();
  const inbox = webhooks.open('subscriptions without a valid token');
  const attempt = (how: 'missing' | 'unknown') =>
    gateway.subscribe('client.updated', inbox.url, failing(how, 'subscribe', connection));
  const [missing, unknown] = await Promise.all([attempt('missing'), attempt('unknown')]);
  const { subscribed } = await webhooks.watch('client.updated');
  return { control: subscribed, missing, unknown };
});

/** Updates and notes that carry no valid token. */
export const changes = scenario('update and note without a valid token', async (stage) => {
  const { gateway, a } = stage;
  const connection = await stage.connection();
  const { granted } = (await stage.evidenceOf(creates)).traces;
  const id = idOf(granted.exchange) ?? notArranged('no client could be created', granted.exchange);
  const change = { city: `Springfield ${a.word()}` };
  const note = { note: `Conformance ${a.word()}` };
  const attempt = async (how: 'missing' | 'unknown') => ({
    update: await gateway.updateClient(id, change, failing(how, 'update client', connection)),
    note: await gateway.addNote(id, note, failing(how, 'add client note', connection)),
  });
  const [missing, unknown] = await Promise.all([attempt('missing'), attempt('unknown')]);
  const control = {
    update: await gateway.updateClient(id, change),
    note: (await ifArranged(stage, notes))?.first.exchange ?? (await gateway.addNote(id, note)),
  };
  return { control, missing, unknown };
});

/** Reads that carry no valid token, of whatever can be read with one. */
export const readings = scenario('read without a valid token', async (stage) => {
  const connection = await stage.connection();
  const main = Object.entries(await stage.evidenceOf(reads)) as [string, Exchange][];
  const single = await readById(stage);
  const isListed = main.every(([, { request }]) => request.url !== single?.request.url);
  const byId: [string, Exchange][] = single && isListed ? [['a client by its id', single]] : [];
  const readable = [...main, ...byId].filter(([, exchange]) => succeeded(exchange));
  const attempt = (how: 'missing' | 'unknown') =>
    Promise.all(
      readable.map(([each, exchange]) =>
        readAgain(stage, exchange, failing(how, `read ${each}`, connection) ?? {}),
      ),
    );
  const [missing, unknown] = await Promise.all([attempt('missing'), attempt('unknown')]);
  return { main: main.map(([, exchange]) => exchange), missing, unknown };
});

/** The same, by the clock where no token can be made to expire. */
export const expiredAnyhow = scenario(
  'requests with an expired token, by control or by clock',
  async (stage) => {
    const byClock = !stage.controls.has('expireToken') && stage.controls.has('advanceClock');
    if (!byClock) return stage.evidenceOf(expired);
    const { expired: late, whole } = await stage.evidenceOf(hour);
    if (late?.opened === undefined) notArranged('no connection could be obtained that expires');
    if (!(lifetimeOf(whole) <= CLOCK_LIFE_S)) {
      notArranged('the token answer names no lifetime of at most an hour and a half');
    }
    return { control: late.opened, answers: [late.expired] };
  },
  'last',
  [expired],
);

/** The clock is moved further than this. */
const CLOCK_LIFE_S = 90 * 60;

/** Every 401 that was met for want of a valid token. */
export const unauthorized = scenario('answers without a valid token', async (stage) => {
  const created = Object.values((await ifArranged(stage, creates))?.attempts ?? {});
  const changed = await ifArranged(stage, changes);
  const subscribed = await ifArranged(stage, subscribes);
  const read = await ifArranged(stage, readings);
  const late = await ifArranged(stage, expired);
  return [
    ...created.map(({ exchange }) => exchange),
    ...[changed?.missing, changed?.unknown].flatMap((each) =>
      each ? [each.update, each.note] : [],
    ),
    ...(subscribed ? [subscribed.missing, subscribed.unknown] : []),
    ...(read ? [...read.missing, ...read.unknown] : []),
    ...(late?.answers ?? []),
  ].filter(({ response }) => response?.status === 401);
});
