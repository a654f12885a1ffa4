import type { Exchange } from '../../contracts/evidence.ts';
import { succeeded } from '../../harness/judging/answers.ts';
import { subscriptionIdOf } from '../../harness/scenarios/id-of.ts';
import { scenario } from '../../harness/scenarios/scenario.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';

/** Subscriptions with one thing wrong each; the subscriptions of `deliveries` are their control. */
export const refusedSubscriptions = scenario('refused subscriptions', async (stage) => {
  const inbox = stage.webhooks.open('refused subscriptions');
  const attempt = async (event: string | undefined, url: string | undefined, label: string) => {
    const exchange = await stage.gateway.subscribe(event, url, { label });
    await endAccepted(stage, exchange, url);
    return exchange;
  };
  const [unknownEvent, withoutEvent, withoutUrl, badUrl] = await Promise.all([
    attempt('client.conformance_unknown', inbox.url, 'subscribe to an unknown event'),
    attempt(undefined, inbox.url, 'subscribe without an event'),
    attempt('client.created', undefined, 'subscribe without a URL'),
    attempt('client.created', 'not a url', 'subscribe with something that is no URL'),
  ]);
  const { subscribed: whole } = await stage.webhooks.watch('client.updated');
  return { whole, unknownEvent, withoutEvent, withoutUrl, badUrl };
});

/** Ends what should have been refused, lest it outlive the run. */
export async function endAccepted(stage: Stage, subscribed: Exchange, url = ''): Promise<void> {
  const id = subscriptionIdOf(subscribed);
  if (!succeeded(subscribed) || id === undefined) return;
  const inbox = { ...stage.webhooks.open('undone'), url };
  await stage.webhooks.unsubscribe({ event: 'client.created', inbox, subscribed, id });
}
