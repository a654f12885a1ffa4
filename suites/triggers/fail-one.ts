import type { Delivery, Exchange } from '../../contracts/evidence.ts';
import { succeeded } from '../../harness/judging/answers.ts';
import type { Stage, Subscription } from '../../harness/scenarios/stage.ts';
import { type CastClient, isAbout, makers } from './cast.ts';
import { type Ended, endUnauthorized } from './end-one.ts';
import { insist } from './insist.ts';
import { keptOf, type Mailbox, type Mailboxes, reached } from './mailboxes.ts';

type Inbox = Subscription['inbox'];

/** What came while one subscriber failed. */
export interface Failed {
  readonly clients: readonly CastClient[];
  readonly main: readonly Delivery[];
  /** The subscriber that answered 500 to everything. */
  readonly failing: Mailbox;
  /** A subscriber that subscribed after it. */
  readonly behind: Mailbox;
  /** The subscriber whose subscription had ended before, subscribed anew. */
  readonly anew?: Mailbox;
  /** Ending the subscription behind it: first without a token, then with it. */
  readonly withoutToken?: Exchange;
  readonly unknownToken?: Exchange;
  readonly withToken?: readonly Exchange[];
}

/** Lets one subscriber of three fail: whether the others are served before it or after it, it shows. */
export async function failOne(
  stage: Stage,
  boxes: Mailboxes,
  ended: Ended,
): Promise<{ readonly failed?: Failed; readonly inbox?: Inbox }> {
  const main = boxes.main['client.created'];
  if (!succeeded(main.subscribed)) return {};
  const inbox = stage.webhooks.open('failing client.created');
  // only to clients of this play: what others create must not fill its queue
  inbox.answerWith((_, { body }) => ({ status: /failing/i.test(body) ? 500 : 200 }));
  const failing = await stage.webhooks.subscribe('client.created', inbox);
  const behind = await stage.webhooks.subscribe(
    'client.created',
    stage.webhooks.open('client.created behind a failing one'),
  );
  const anew = await subscribeAnew(stage, boxes, ended);
  const from = stage.now();
  const clients: CastClient[] = [];
  for (const label of ['create client beside a failing subscriber', 'create another beside it']) {
    const made = await insist(stage, label, makers.failing, [main, behind]);
    const client = made.at(-1) ?? made[0];
    if (anew !== undefined) await reached(stage, anew, client);
    // not the second, which a gateway that keeps the order sends only after its repetitions
    if (clients.length === 0) await reached(stage, failing, made[0]);
    clients.push(client);
    if (!succeeded(client.created)) break;
  }
  inbox.answerWith(() => ({ status: 200 }));
  const kept = {
    failing: keptOf(failing, clients, from),
    behind: keptOf(behind, [...clients, ...ended.clients], from),
    ...(anew === undefined ? {} : { anew: keptOf(anew, [...clients, ...ended.clients], from) }),
  };
  const delivered = keptOf(main, clients, from).deliveries;
  // not the failing one, whose repetitions are looked at in the end
  const ending = await endWithAndWithoutToken(stage, { ended, doomed: boxes.doomed }, behind);
  return { failed: { clients, main: delivered, ...kept, ...ending }, inbox };
}

/** Subscribes the inbox once more whose subscription was ended: the same URL, the same event. */
async function subscribeAnew(
  { webhooks }: Stage,
  { doomed }: Mailboxes,
  { tried }: Ended,
): Promise<Subscription | undefined> {
  if (!tried.some(succeeded)) return undefined;
  return webhooks.subscribe('client.created', doomed.inbox);
}

async function endWithAndWithoutToken(
  stage: Stage,
  { ended, doomed }: { readonly ended: Ended; readonly doomed: Subscription },
  subscription: Subscription,
): Promise<Pick<Failed, 'withoutToken' | 'unknownToken' | 'withToken'>> {
  const way = ended.tried.find(succeeded);
  if (way === undefined) return {};
  const attempt = (token: string | null, how: string): Promise<Exchange> =>
    endUnauthorized(
      stage,
      subscription,
      { way, of: doomed },
      { token, label: `unsubscribe ${how}` },
    );
  const withoutToken = await attempt(null, 'without a token');
  const unknownToken = await attempt(`unknown-${stage.a.word()}`, 'with an unknown token');
  return { withoutToken, unknownToken, withToken: await stage.webhooks.unsubscribe(subscription) };
}

/** Tells whether the failing subscriber was called again for the same client. */
export function observeRetries(stage: Stage, inbox: Inbox, client: CastClient): void {
  const attempts = inbox.deliveries.filter((each) => isAbout(each, client)).length;
  if (attempts === 0) return;
  const value = attempts > 1 ? 'yes' : 'not during the run';
  stage.observe('webhooks.retries', value, `A delivery answered with 500 is repeated: ${value}.`);
}
