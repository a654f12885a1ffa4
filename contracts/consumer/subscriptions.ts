import { operations } from '../operations.ts';
import { bearer } from './bearer.ts';
import { given, type Interaction } from './interaction.ts';
import { fromState } from './matchers.ts';
import { token } from './people.ts';

const { subscribe, unsubscribe } = operations;
const hook = 'https://hooks.zapier.com/hooks/standard/1/example';
const id = 'example-subscription';
/** What says that there is no such way; the document only implies that subscriptions can be ended. */
const NO_SUCH_WAY = [404, 405, 501, 400, 422] as const;

/** Subscribing and, where the provider lets it, ending a subscription (§4, Zapier REST hooks). */
export const subscriptions: readonly Interaction[] = [
  {
    description: 'a subscription to client.created',
    states: [token, given('a webhook address')],
    clauses: ['triggers/subscriptions/accepted', 'triggers/subscriptions/json'],
    request: {
      method: subscribe.method,
      path: subscribe.path,
      authorization: bearer,
      json: { event: 'client.created', target_url: fromState('webhookUrl', hook) },
    },
    answer: { statuses: [201, 200], isJson: true },
  },
  {
    description: 'the end of a subscription to client.created',
    states: [token, given('a subscription to client.created')],
    clauses: ['triggers/subscriptions/unsubscribe-status'],
    request: {
      method: unsubscribe.method,
      path: fromState('subscriptionId', id, unsubscribe.path.replace('{id}', '')),
      authorization: bearer,
    },
    answer: { statuses: [204, 200, 202, ...NO_SUCH_WAY], isJson: false },
  },
];
