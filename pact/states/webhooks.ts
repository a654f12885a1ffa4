import { EVENTS, type EventName } from '../../contracts/resources.ts';
import { notArranged } from '../../harness/scenarios/scenario.ts';
import type { Subscription } from '../../harness/scenarios/stage.ts';
import { unthrottled } from '../unthrottled.ts';
import { granted } from './granted.ts';
import type { State, StateParts } from './state.ts';

/** States of subscriptions, and the events themselves (§4). */
export const webhookStates: readonly State[] = [
  {
    name: 'a webhook address',
    setUp: async ({ stage, scene }) => {
      scene.inbox = stage.webhooks.open('pact');
      return { webhookUrl: scene.inbox.url };
    },
  },
  { name: 'a subscription to {event}', setUp: subscribe },
  {
    name: '{event} happens',
    setUp: async ({ stage, params }) => {
      await stage.stimulate(eventOf(params));
      return {};
    },
  },
];

async function subscribe({ stage, scene, params }: StateParts): Promise<Record<string, string>> {
  const event = eventOf(params);
  const inbox = stage.webhooks.open(`pact ${event}`);
  let subscription: Subscription | undefined;
  const subscribed = await unthrottled(async () => {
    subscription = await stage.webhooks.subscribe(event, inbox);
    return subscription.subscribed;
  });
  granted(`a subscription to ${event}`, subscribed);
  scene.inbox = inbox;
  if (subscription !== undefined) scene.subscription = subscription;
  const id = subscription?.id;
  return { webhookUrl: inbox.url, ...(id !== undefined && { subscriptionId: id }) };
}

function eventOf({ event = '' }: StateParts['params']): EventName {
  const known = EVENTS.find((each) => each === event);
  return known ?? notArranged(`there is no event "${event}"; the events are ${EVENTS.join(', ')}`);
}
