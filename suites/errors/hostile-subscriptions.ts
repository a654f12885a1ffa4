import type { Exchange } from '../../contracts/evidence.ts';
import { RESOURCE_PATHS } from '../../contracts/resources.ts';
import { type Hostile, hostileBodies } from '../../harness/fuzz/hostile.ts';
import { outcomeOf } from '../../harness/fuzz/outcome-of.ts';
import type { Property } from '../../harness/fuzz/property.ts';
import { written } from '../../harness/fuzz/written.ts';
import { succeeded } from '../../harness/judging/answers.ts';
import { subscriptionIdOf } from '../../harness/scenarios/id-of.ts';
import { notArranged } from '../../harness/scenarios/scenario.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';
import { isObject } from '../triggers/json-in.ts';
import { trying } from './fuzzing.ts';
import { isCivil } from './is-civil.ts';

const EVENT = 'client.created';
type Inbox = ReturnType<Stage['webhooks']['open']>;

/** Hostile bodies of a subscription; what is granted all the same is ended at once. */
export const hostileSubscription: Property<Hostile> = {
  clause: 'errors/robustness/hostile-subscription',
  prepare: async (stage) => {
    const { gateway, a, webhooks } = stage;
    const { subscribed: control, inbox: watched } = await webhooks.watch(EVENT);
    const isJson = outcomeOf([control], () => isCivil(control)).why === undefined;
    if (!isJson) return notArranged('a plain subscription is not answered in JSON', control);
    const inbox = webhooks.open('hostile subscriptions');
    // each at an address of its own, so that none is taken for another
    const lawful = (): Readonly<Record<string, unknown>> =>
      JSON.parse((control.request.body ?? '{}').replace(watched.url, `${inbox.url}?${a.word()}`));
    const send = (body: string | Uint8Array, headers = {}): Promise<Exchange> =>
      gateway.api('POST', RESOURCE_PATHS.webhooks, body, {
        label: 'fuzzed subscription with a hostile body',
        headers,
      });
    if (!(await isEnded(stage, inbox, await send(JSON.stringify(lawful()))))) {
      return notArranged(
        'a subscription cannot be ended, so that hostile ones would stay',
        control,
      );
    }
    const required = Object.entries(lawful()).flatMap(([key, value]) =>
      isObject(value) ? [] : [key],
    );
    return {
      control,
      kinds: hostileBodies({ required, optional: [] }),
      attempt: async (hostile) => {
        const headers = 'whole' in hostile ? {} : (hostile.headers ?? {});
        const exchange = await send(written(hostile, lawful()), headers);
        if (succeeded(exchange)) await isEnded(stage, inbox, exchange);
        return outcomeOf([exchange], () => isCivil(exchange));
      },
    };
  },
};

/** The scenario of this property. */
export const hostileSubscriptions = trying('hostile subscriptions', hostileSubscription);

async function isEnded(stage: Stage, inbox: Inbox, subscribed: Exchange): Promise<boolean> {
  const id = subscriptionIdOf(subscribed);
  // some gateways know a subscription by its URL alone
  const to = { ...inbox, url: urlIn(subscribed, inbox) };
  const subscription = { event: EVENT, inbox: to, subscribed, id } as const;
  const tried = await stage.webhooks.unsubscribe(subscription, 'fuzzed end of a subscription');
  const last = tried.at(-1);
  return last !== undefined && succeeded(last);
}

function urlIn({ request }: Exchange, { url }: Inbox): string {
  const at = request.body?.indexOf(url) ?? -1;
  return at < 0 ? url : (request.body?.slice(at).match(/^[^"]*/)?.[0] ?? url);
}
