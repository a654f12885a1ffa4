import { bare, json } from '../answer.ts';
import { requireScopes } from '../oauth/authenticate.ts';
import type { SubscriptionRecord } from '../records.ts';
import { Refusal } from '../refusal.ts';
import type { Call, Operation } from './call.ts';
import { readBody } from './read-body.ts';

/** Subscribes a URL to an event (§3, §4). */
export const createSubscription: Operation = (call) => {
  const { gateway, bearer } = call;
  const { rules, store } = gateway;
  const asked = readSubscription(call);
  requireScopes(bearer, rules.eventScopesNeeded(asked.event), gateway);
  const isSame = (one: SubscriptionRecord) =>
    one.event === asked.event &&
    one.targetUrl === asked.targetUrl &&
    rules.ownsRecord(bearer.user, one, 'createSubscription');
  const known = rules.deduplicates ? [...store.subscriptions.values()].find(isSame) : undefined;
  const subscription = known ?? {
    ...asked,
    id: rules.newId('subscription', gateway.random),
    owner: { id: bearer.user.id, name: bearer.user.name },
    createdAt: gateway.clock.now(),
  };
  store.subscriptions.set(subscription.id, subscription);
  return json(rules.subscribedStatus, rules.subscriptionAnswer(subscription, rules.formatDate));
};

function readSubscription({ request, gateway: { rules } }: Call) {
  const body = readBody(request, rules);
  const invalid = (field: string, why: string) =>
    new Refusal('invalidField', `Invalid field: ${field} ${why}`, { field });
  const missing = (field: string) =>
    new Refusal('missingField', `Missing required field: ${field}`, { field });
  const event = body.event ?? undefined;
  if (event === undefined) throw missing('event');
  if (!rules.isEventKnown(event)) throw invalid('event', 'is not an event');
  const key = rules.subscriptionUrlKeys.find((name) => (body[name] ?? undefined) !== undefined);
  const targetUrl = key === undefined ? undefined : body[key];
  if (key === undefined && !rules.isTargetUrlOptional) {
    throw missing(rules.subscriptionUrlKeys[0] ?? 'target_url');
  }
  if (key === undefined) return { event, targetUrl: 'http://127.0.0.1:9/' };
  if (!rules.isTargetUrlAcceptable(targetUrl)) throw invalid(key, 'must be an http or https URL');
  return { event, targetUrl };
}

/** Ends a subscription; what was still to be delivered is not. */
export const deleteSubscription: Operation = ({ gateway, courier, bearer, id = '' }) => {
  const { rules, store } = gateway;
  const ended = store.subscriptions.get(id);
  if (!ended || !rules.ownsRecord(bearer.user, ended, 'deleteSubscription')) {
    throw new Refusal('notFound', 'Subscription not found');
  }
  for (const other of [...store.subscriptions.values()]) {
    if (rules.stopsAfterUnsubscribe && rules.endsWith(ended, other)) courier.end(other.id);
  }
  return bare(rules.unsubscribedStatus);
};
