import type { subscriptions } from '../../../contracts/clauses/triggers/subscriptions.ts';
import { json } from '../../answer.ts';
import { at } from '../../at.ts';
import { foreignRecord } from '../../foreign-record.ts';
import {
  asText,
  bodyOf,
  instead,
  onAnswer,
  onRequest,
  withBody,
  withHeader,
  withMember,
  without,
} from '../../handler.ts';
import type { SubscriptionRecord } from '../../records.ts';
import type { GatewayRequest } from '../../request.ts';
import type { Store } from '../../store.ts';
import type { OutgoingDelivery } from '../../webhooks/delivery.ts';
import { forAnybody } from '../for-anybody.ts';
import { admits, tokenOf } from '../oauth/admit.ts';
import type { SectionFaults } from '../section-faults.ts';

const subscribed = { ...at.subscribe, status: 'ok' } as const;
const ended = { ...at.unsubscribe, status: 'ok' } as const;

const internal = { error: { code: 'internal_error', message: 'Something failed' } };

const keyOf = ({ event, targetUrl }: Pick<SubscriptionRecord, 'event' | 'targetUrl'>): string =>
  `${event} ${targetUrl}`;

/** The subscription that a request asks for, where there is one already. */
function knownSubscription({ subscriptions }: Store, request: GatewayRequest) {
  const { event, target_url: targetUrl } = bodyOf(request);
  return [...subscriptions.values()].find((one) => keyOf(one) === `${event} ${targetUrl}`);
}

/** Faults of subscribing and of ending a subscription (§3, §4). */
export const faults: SectionFaults<typeof subscriptions> = {
  accepted: [
    {
      name: 'subscribed-with-202',
      does: 'answers a subscription with 202',
      rules: { subscribedStatus: 202 },
    },
    {
      name: 'no-payment-subscriptions',
      does: 'takes no subscription to `payment.received`',
      rules: (conforming) => ({
        isEventKnown: (event): event is 'client.created' =>
          event !== 'payment.received' && conforming.isEventKnown(event),
      }),
      alsoBreaks: [],
    },
  ],
  json: [
    {
      name: 'subscribed-in-words',
      does: 'answers a subscription with "OK"',
      answer: onAnswer(subscribed, (answer) => {
        asText(() => 'OK')(answer);
        withHeader('content-type', 'text/plain')(answer);
      }),
      alsoBreaks: ['triggers/subscriptions/answers-id', 'triggers/subscriptions/ids-distinct'],
    },
  ],
  'answers-id': [
    {
      name: 'subscription-without-id',
      does: 'answers a subscription without an id',
      answer: onAnswer(subscribed, without('id')),
    },
    {
      name: 'subscription-id-null',
      does: 'answers a subscription with an id that is null',
      answer: onAnswer(subscribed, withMember('id', null)),
    },
  ],
  'ids-distinct': [
    {
      name: 'one-subscription-id',
      does: 'gives every subscription the same id',
      answer: onAnswer(subscribed, withMember('id', 'sub_1')),
      alsoBreaks: [],
    },
  ],
  'unknown-event': [
    {
      name: 'any-event-taken',
      does: 'takes a subscription to an event that it does not know',
      rules: { isEventKnown: (event): event is 'client.created' => typeof event === 'string' },
    },
  ],
  'event-required': [
    {
      name: 'subscription-without-an-event',
      does: 'takes a subscription without an event for one to `client.created`',
      answer: onRequest(at.subscribe, (request) => {
        const body = bodyOf(request);
        return body.target_url === undefined || body.event !== undefined
          ? undefined
          : withBody(request, { ...body, event: 'client.created' });
      }),
    },
  ],
  'url-required': [
    {
      name: 'subscription-without-url',
      does: 'takes a subscription without a URL',
      rules: { isTargetUrlOptional: true },
    },
  ],
  'bad-url': [
    {
      name: 'any-url-taken',
      does: 'takes a subscription to something that is no URL',
      rules: { isTargetUrlAcceptable: (url): url is string => typeof url === 'string' },
    },
  ],
  'refusal-format': [
    {
      name: 'subscription-refused-in-another-format',
      does: 'refuses a subscription with `{message}`',
      answer: onAnswer({ ...at.subscribe, status: 'error' }, (answer) => {
        if (answer.status !== 401) answer.body = { message: 'Invalid subscription' };
      }),
    },
  ],
  'twice-answered': [
    {
      name: 'subscribed-twice-500',
      does: 'answers 500 to a subscription that there is already',
      answer: (next, { store }) =>
        instead({ ...at.subscribe }, (request) =>
          knownSubscription(store, request) !== undefined ? json(500, internal) : undefined,
        )(next),
      alsoBreaks: ['errors/robustness/never-5xx'],
    },
  ],
  'twice-delivers': [
    {
      name: 'second-subscription-cancels-the-first',
      does: 'ends a subscription when it is asked for once more, and answers 201',
      answer: (next, { store }) =>
        instead({ ...at.subscribe }, async (request) => {
          const known = knownSubscription(store, request);
          const answer = await next(request);
          if (known !== undefined) store.subscriptions.delete(known.id);
          return answer;
        })(next),
      alsoBreaks: ['triggers/subscriptions/twice-silences'],
    },
  ],
  'twice-silences': [
    {
      name: 'ended-come-back-with-the-next',
      does: 'delivers to ended subscriptions again once somebody else subscribes',
      answer: (next, { store }) => {
        const over: SubscriptionRecord[] = [];
        return async (request) => {
          const id = request.path.split('/').at(-1) ?? '';
          const before = request.method === 'DELETE' ? store.subscriptions.get(id) : undefined;
          const answer = await next(request);
          if (before !== undefined) over.push(before);
          const isMade = request.method === 'POST' && request.path === at.subscribe.path;
          for (const each of isMade ? over : []) store.subscriptions.set(each.id, each);
          return answer;
        };
      },
      alsoBreaks: ['triggers/delivery/once'],
    },
    {
      name: 'hidden-second-subscription',
      does: 'makes a second subscription of the same URL and event, but answers the id of the first',
      rules: { deduplicates: false },
      answer: (next, { store }) =>
        instead({ ...at.subscribe }, async (request) => {
          const known = knownSubscription(store, request);
          const answer = await next(request);
          if (known !== undefined) withMember('id', known.id)(answer);
          return answer;
        })(next),
    },
    {
      name: 'first-subscription-forgotten',
      does: 'gives a subscription that there is already a new id, and does not know the old one any more, but delivers',
      rules: { deduplicates: false },
      answer: (next, { store }) => {
        const replaced = new Set<string>();
        return instead({ path: /^\/v1\/zapier\/webhooks/ }, async (request) => {
          const id = request.path.split('/').at(-1) ?? '';
          if (request.method === 'DELETE' && replaced.has(id))
            return { status: 204, headers: {}, body: undefined };
          const known = request.method === 'POST' ? knownSubscription(store, request) : undefined;
          if (known !== undefined) replaced.add(known.id);
          return next(request);
        })(next);
      },
    },
  ],
  'nothing-from-before': [
    {
      name: 'missed-events-sent-later',
      does: 'delivers to a URL that is subscribed anew what happened while it was not',
      deliver: (next) => {
        const told = new Map<string, OutgoingDelivery>();
        const urls = new Map<string, { id: string; readonly got: Set<string> }>();
        return async (delivery) => {
          if (delivery.event !== 'client.created') return next(delivery);
          const { targetUrl, id } = delivery.subscription;
          const url = urls.get(targetUrl) ?? { id, got: new Set<string>() };
          const missed = url.id === id ? [] : [...told].filter(([client]) => !url.got.has(client));
          const client = String(delivery.client?.id);
          urls.set(targetUrl, Object.assign(url, { id }));
          told.set(client, { ...delivery });
          for (const each of [...missed.map(([earlier]) => earlier), client]) url.got.add(each);
          for (const [earlier, { body }] of missed) {
            if (earlier !== client) await next({ ...delivery, body });
          }
          await next(delivery);
        };
      },
      alsoBreaks: [],
    },
    {
      name: 'late-subscribers-get-all',
      does: 'delivers to a new subscriber the last three clients that there are',
      deliver: (next, { store, rules }) => {
        const known = new Set<string>();
        return async (delivery) => {
          const isNew = !known.has(delivery.subscription.id);
          known.add(delivery.subscription.id);
          if (delivery.event === 'client.created' && isNew) {
            const { owner } = delivery.subscription;
            const own = [...store.clients.values()].filter((one) => one.owner.id === owner.id);
            const earlier = own.slice(-4, -1);
            for (const client of earlier) {
              await next({
                ...delivery,
                body: { data: rules.summaryOf(client, rules.formatDate) },
              });
            }
          }
          await next(delivery);
        };
      },
      alsoBreaks: [
        'triggers/delivery/once',
        'triggers/client-created/not-on-update',
        'triggers/subscriptions/unsubscribe-silences',
      ],
    },
  ],
  'unsubscribe-status': [
    {
      name: 'unsubscribe-500',
      does: 'ends a subscription and answers 500',
      answer: onAnswer(ended, (answer) => {
        answer.status = 500;
        answer.body = { error: { code: 'internal_error', message: 'Something failed' } };
        answer.headers['content-type'] = 'application/json';
      }),
      alsoBreaks: ['errors/robustness/never-5xx'],
    },
    {
      name: 'unsubscribe-redirects',
      does: 'answers the end of a subscription with 302',
      answer: onAnswer(ended, (answer) => {
        answer.status = 302;
        answer.headers.location = '/';
      }),
    },
  ],
  'unsubscribe-json': [
    {
      name: 'unsubscribed-with-a-page',
      does: 'answers the end of a subscription with 200 and a web page',
      answer: onAnswer(ended, (answer) => {
        answer.status = 200;
        answer.text = '<!doctype html><p>You are unsubscribed</p>';
        withHeader('content-type', 'text/html')(answer);
      }),
    },
    {
      name: 'unsubscribed-with-ok',
      does: 'answers the end of a subscription with 200 and the text OK as JSON',
      answer: onAnswer(ended, (answer) => {
        answer.status = 200;
        answer.text = 'OK';
        withHeader('content-type', 'application/json')(answer);
      }),
    },
  ],
  'unsubscribe-silences': [
    {
      name: 'deaf-to-unsubscribe',
      does: 'goes on delivering to a subscription that was ended',
      rules: { stopsAfterUnsubscribe: false },
    },
  ],
  'unsubscribe-only-one': [
    {
      name: 'unsubscribe-ends-the-oldest',
      does: 'ends the oldest subscription to the event along with the one that is ended',
      answer: (next, { store }) =>
        instead(at.unsubscribe, async (request) => {
          const ended = store.subscriptions.get(request.path.split('/').at(-1) ?? '');
          const answer = await next(request);
          const oldest = [...store.subscriptions.values()].find(
            ({ event, owner }) => event === ended?.event && owner.id === ended.owner.id,
          );
          if (answer.status === 204 && oldest !== undefined) store.subscriptions.delete(oldest.id);
          return answer;
        })(next),
      alsoBreaks: [],
    },
    {
      name: 'unsubscribe-ends-the-event',
      does: 'ends all subscriptions to an event when one is ended',
      rules: {
        endsWith: (one, other) => one.event === other.event && one.owner.id === other.owner.id,
      },
    },
    {
      name: 'unsubscribe-ends-all',
      does: 'ends all subscriptions when one is ended',
      rules: { endsWith: (one, other) => one.owner.id === other.owner.id },
    },
  ],
  'unsubscribe-again': [
    {
      name: 'second-unsubscribe-500',
      does: 'answers 500 to the end of a subscription that has ended',
      answer: onAnswer({ ...at.unsubscribe, status: 404 }, () => json(500, internal)),
      alsoBreaks: ['errors/robustness/never-5xx'],
    },
  ],
  'subscribe-anew': [
    {
      name: 'ended-subscriptions-stay-ended',
      does: 'answers 201 to a subscription that was ended before, and delivers nothing to it',
      answer: (next, { store }) => {
        const ended = new Set<string>();
        return instead({ path: /^\/v1\/zapier\/webhooks/ }, async (request) => {
          const id = request.path.split('/').at(-1) ?? '';
          const before = request.method === 'DELETE' ? store.subscriptions.get(id) : undefined;
          const answer = await next(request);
          if (before !== undefined && answer.status === 204) ended.add(keyOf(before));
          for (const one of store.subscriptions.values()) {
            if (ended.has(keyOf(one))) store.subscriptions.delete(one.id);
          }
          return answer;
        })(next);
      },
    },
    {
      name: 'ended-urls-refused',
      does: 'refuses a subscription of a URL that it has ended one of, as taken',
      answer: (next, { store }) => {
        const ended = new Set<string>();
        return instead({ path: /^\/v1\/zapier\/webhooks/ }, async (request) => {
          const id = request.path.split('/').at(-1) ?? '';
          const before = request.method === 'DELETE' ? store.subscriptions.get(id) : undefined;
          if (before !== undefined) ended.add(keyOf(before));
          const { event, target_url: targetUrl } = bodyOf(request);
          const isTaken = request.method === 'POST' && ended.has(`${event} ${targetUrl}`);
          return isTaken
            ? json(422, { error: { code: 'taken', message: 'Taken' } })
            : next(request);
        })(next);
      },
    },
  ],
  'unsubscribe-other-account': [
    {
      name: 'anybody-unsubscribes-by-id',
      does: 'ends a subscription of any account by its id alone',
      rules: forAnybody('deleteSubscription'),
    },
    {
      name: 'foreign-unsubscribe-refused-and-done',
      does: 'ends a subscription of another account and answers 404',
      answer: (next, gateway) =>
        onAnswer({ ...at.unsubscribe, status: 404 }, (_, request) => {
          gateway.store.subscriptions.delete(foreignRecord(request, gateway)?.id ?? '');
        })(next),
    },
  ],
  'unsubscribe-needs-token': [
    {
      name: 'anybody-unsubscribes',
      does: 'ends a subscription for somebody without a token',
      answer: instead(at.unsubscribe, (request) =>
        request.headers.authorization === undefined
          ? { status: 204, headers: {}, body: undefined }
          : undefined,
      ),
    },
    {
      name: 'unsubscribe-by-any-token',
      does: 'ends a subscription for any token, whether it knows it or not',
      answer: admits(at.unsubscribe, (request) => tokenOf(request) !== undefined),
    },
  ],
};
