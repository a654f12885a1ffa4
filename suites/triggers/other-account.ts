import type { Delivery, Exchange } from '../../contracts/evidence.ts';
import { succeeded } from '../../harness/judging/answers.ts';
import type { Stage, Subscription } from '../../harness/scenarios/stage.ts';
import { asOther, type Tried } from '../actions/other-account.ts';
import { type CastClient, createCast, isAbout, makers } from './cast.ts';
import { type Ended, endForeign } from './end-one.ts';
import { subscribeOther } from './foreign-boxes.ts';
import { keptOf, type Mailbox, type Mailboxes, reached } from './mailboxes.ts';

/** What the subscribers of another account got, and what came of an attempt to end one of them. */
export interface Foreign {
  readonly created: Mailbox;
  readonly updated: Mailbox;
  /** The end of the first one, asked for with the run's own token. */
  readonly trespass?: Exchange;
  /** A client that the other account created afterwards. */
  readonly client: CastClient;
  /** What the run's own subscribers got of that client. */
  readonly astray: readonly Delivery[];
  /** Where the first one got nothing of it: the same once more, with a client before the attempt. */
  readonly again?: Again;
}

/** A fresh subscriber of another account that was seen to be delivered to. */
export interface Again {
  readonly box: Mailbox;
  readonly before: CastClient;
  readonly trespass?: Exchange;
  readonly after?: CastClient;
}

/** Tries to end a subscription of another account, which then creates a client of its own. */
export async function visitForeign(
  stage: Stage,
  boxes: Mailboxes,
  ended: Ended,
  own: readonly CastClient[],
): Promise<Tried<Foreign>> {
  if (!('value' in boxes.foreign)) return boxes.foreign;
  const { token, created, updated } = boxes.foreign.value;
  return asOther(stage, async () => {
    const way = ended.tried.find(succeeded);
    const end = async (box: Subscription): Promise<Exchange | undefined> => {
      if (way === undefined || !succeeded(box.subscribed)) return undefined;
      return endForeign(stage, box, { way, of: boxes.doomed });
    };
    const trespass = await end(created);
    const client = await createOwn(stage, token);
    const isAlive = await reached(stage, created, client);
    const again = isAlive ? undefined : await onceMore(stage, token, end);
    const kept = (box: Subscription): Mailbox => keptOf(box, [client, ...own], boxes.causedFrom);
    const evidence = { created: kept(created), updated: kept(updated) };
    await Promise.all([created, updated].map((box) => endOwn(stage, box)));
    const { main, queried } = boxes;
    const near = [main['client.created'], queried].flatMap(({ inbox }) => inbox.deliveries);
    const astray = near.filter((each) => isAbout(each, client)).map((each) => ({ ...each }));
    return { ...evidence, ...(trespass && { trespass }), client, astray, ...(again && { again }) };
  });
}

function createOwn(stage: Stage, token: string): Promise<CastClient> {
  return createCast(stage, 'create client of another account', makers.plain, { token });
}

/** Whether a subscriber of that account gets anything at all, and still does after such an attempt. */
async function onceMore(
  stage: Stage,
  token: string,
  end: (box: Subscription) => Promise<Exchange | undefined>,
): Promise<Again> {
  const from = stage.now();
  const box = await subscribeOther(
    stage,
    'client.created',
    'another one of another account',
    token,
  );
  const before = await createOwn(stage, token);
  const isAlive = await reached(stage, box, before);
  const trespass = isAlive ? await end(box) : undefined;
  const after = trespass && (await createOwn(stage, token));
  if (after !== undefined) await reached(stage, box, after);
  await endOwn(stage, box);
  const kept = keptOf(box, after ? [before, after] : [before], from);
  return { box: kept, before, ...(trespass && { trespass }), ...(after && { after }) };
}

async function endOwn({ webhooks }: Stage, box: Subscription): Promise<void> {
  if (succeeded(box.subscribed)) await webhooks.unsubscribe(box);
}
