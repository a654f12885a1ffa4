import { type Delivery, header } from '../contracts/evidence.ts';
import type { Stage } from '../harness/scenarios/stage.ts';
import { saysGreeting } from '../harness/webhooks/greeting.ts';
import type { Inbox } from '../harness/webhooks/inbox.ts';
import { asAgreed } from './as-agreed.ts';
import { hideSecrets } from './hide-secrets.ts';
import { stringsIn } from './json-strings.ts';
import { newScene, type Scene } from './scene.ts';

/** A delivery as Pact's verifier is told of it. */
export interface ToldDelivery {
  readonly body: string;
  readonly contentType: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Waits for the delivery that the states have caused; `undefined`, with the problem, where none comes. */
export async function deliver(stage: Stage, scene: Scene): Promise<ToldDelivery | undefined> {
  const { inbox, problem } = scene;
  if (problem !== undefined) return undefined;
  if (inbox === undefined) {
    scene.problem ??= {
      kind: 'inconclusive',
      says: 'the contract does not say what is subscribed to; give it a state `a subscription to …`',
    };
    return undefined;
  }
  const delivery = (await stage.webhooks.arrival(inbox, isOf(scene))) ?? nearest(inbox, scene);
  if (delivery === undefined) {
    const { within } = stage.settings.webhooks;
    scene.problem ??= { kind: 'fail', says: `no delivery came within ${within} s` };
    return undefined;
  }
  // Pact would be shown replacement characters, which are strings as good as any
  if (delivery.brokenUtf8) {
    scene.problem = { kind: 'fail', says: 'the body of the delivery is not UTF-8' };
    return undefined;
  }
  return told(delivery, scene);
}

/** On a busy account the events of others arrive, too, and after several updates one of each. */
function isOf({ stands, changes = [] }: Scene): (delivery: Delivery) => boolean {
  return ({ body }) => {
    // an event that nobody here named still tells of something by its id; a greeting need not
    if (stands.size === 0 && (!/"id"\s*:/.test(body) || isGreeting(body))) return false;
    const strings = stringsIn(body);
    const isOurs = stands.size === 0 || [...stands.keys()].some((value) => strings.has(value));
    return isOurs && changes.every((value) => strings.has(value));
  };
}

function isGreeting(body: string): boolean {
  try {
    return saysGreeting(JSON.parse(body));
  } catch {
    return false;
  }
}

/** What came in place of the awaited: the last that tells of the same client, or anything. */
function nearest({ deliveries }: Inbox, { stands }: Scene): Delivery | undefined {
  return deliveries.findLast(isOf({ ...newScene(), stands })) ?? deliveries.at(-1);
}

function told(delivery: Delivery, scene: Scene): ToldDelivery {
  const contentType = header(delivery.headers, 'content-type') ?? '';
  const isJson = /^application\/json\s*(;|$)/i.test(contentType);
  return {
    body: asAgreed(hideSecrets(delivery.body, scene), scene.stands),
    contentType: contentType || 'application/octet-stream',
    metadata: { contentType: isJson ? 'application/json' : contentType, method: delivery.method },
  };
}
