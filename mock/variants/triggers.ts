import { createHmac } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { request as call } from 'undici';
import { bare, json } from '../answer.ts';
import { at } from '../at.ts';
import type { Variant } from '../fault.ts';
import { asText, bodyOf, type Handler, instead, onAnswer, onDelivery } from '../handler.ts';
import type { SubscriptionRecord } from '../records.ts';
import type { GatewayRequest } from '../request.ts';
import type { Rules } from '../rules.ts';
import type { GatewayState } from '../state.ts';
import type { Store } from '../store.ts';
import { eachObject } from './reshape.ts';

const WEBHOOKS = '/v1/zapier/webhooks';
const SUBACCOUNTS = ['subaccount.created', 'subaccount.updated'] as const;
const MONEY = ['booking.created', 'payment.received'] as const;

/** The names of the webhook URL in a subscription and in its answer. */
const urlKey = (key: string): Partial<Rules> => ({
  subscriptionUrlKeys: [key],
  subscriptionAnswer: ({ id, event, targetUrl }) => ({ id, event, [key]: targetUrl }),
});

/** Unsubscribing by DELETE at the collection, told which by `find`. */
const endedAtCollection =
  (find: (id: string, url: string, asked: Record<string, unknown>) => boolean) =>
  (next: Handler, { store }: GatewayState): Handler =>
    instead({ method: 'DELETE', path: /^\/v1\/zapier\/webhooks(?:\/.*)?$/ }, (request) => {
      if (request.path !== WEBHOOKS) {
        return json(404, { error: { code: 'not_found', message: 'This path does not exist' } });
      }
      const asked = { ...Object.fromEntries(request.query), ...bodyOf(request) };
      const found = [...store.subscriptions.values()].find(({ id, targetUrl }) =>
        find(id, targetUrl, asked),
      );
      if (found) return next({ ...request, path: `${WEBHOOKS}/${found.id}`, body: Buffer.of() });
      return next({ ...request, path: `${WEBHOOKS}/none`, body: Buffer.of() });
    })(next);

/** The subscription that a request to subscribe asks for once more. */
function likeIt({ subscriptions }: Store, request: GatewayRequest): SubscriptionRecord | undefined {
  const { event, target_url: url } = bodyOf(request);
  return [...subscriptions.values()].find((one) => one.event === event && one.targetUrl === url);
}

/** Other amounts, where they are delivered and where they are listed. */
function withAmounts(sum: string): Required<Pick<Variant, 'answer' | 'deliver'>> {
  const change = asText((text) => text.replace(/"(total|amount)":150\b/g, `"$1":${sum}`));
  return {
    deliver: onDelivery(MONEY, change),
    answer: onAnswer({ path: /^\/v1\/zapier\/(?:booking|payment)$/ }, (answer) => change(answer)),
  };
}

const send = (url: string, options: Parameters<typeof call>[1]) =>
  call(url, options).then(
    ({ body }) => body.dump(),
    () => undefined,
  );

const post = (url: string, body: string) =>
  send(url, { method: 'POST', body, headers: { 'content-type': 'application/json' } });

/** Calls a new webhook URL before the subscription is answered. */
const greeting = (greet: (url: string) => Promise<unknown>): NonNullable<Variant['answer']> =>
  onAnswer({ ...at.subscribe, status: 'ok' }, async (_answer, request) => {
    const { target_url: url } = bodyOf(request);
    if (typeof url === 'string') await greet(url);
  });

/** Lawful choices about subscriptions (§4 does not say how one subscribes). */
const subscriptions: readonly Variant[] = [
  {
    name: 'subscribed-200',
    does: 'answers a subscription with 200',
    rules: { subscribedStatus: 200 },
  },
  {
    name: 'target-url-only',
    does: 'knows the webhook URL as `target_url`',
    rules: urlKey('target_url'),
  },
  {
    name: 'hook-url-only',
    does: 'knows the webhook URL as `hookUrl`',
    rules: urlKey('hookUrl'),
  },
  { name: 'url-only', does: 'knows the webhook URL as `url`', rules: urlKey('url') },
  {
    name: 'webhook-url-only',
    does: 'knows the webhook URL as `webhook_url`',
    rules: urlKey('webhook_url'),
  },
  {
    name: 'event-as-topic',
    does: 'knows the event of a subscription as `topic`',
    answer: (next) =>
      instead({ ...at.subscribe }, (request) => {
        const { topic, event: _, ...others } = bodyOf(request);
        const body = { ...others, ...(topic !== undefined && { event: topic }) };
        return next({ ...request, body: Buffer.from(JSON.stringify(body)) });
      })(next),
  },
  {
    name: 'subscription-by-id-only',
    does: 'answers a subscription with its id only',
    rules: { subscriptionAnswer: ({ id }) => ({ id }) },
  },
  {
    name: 'subscription-id-named',
    does: 'answers a subscription with its id as `subscription_id`',
    rules: { subscriptionAnswer: ({ id }) => ({ status: 'active', subscription_id: id }) },
  },
  {
    name: 'subscription-with-more',
    does: 'says more about a subscription than it must',
    rules: ({ subscriptionAnswer }) => ({
      subscriptionAnswer: (subscription, date) => ({
        ...subscriptionAnswer(subscription, date),
        active: true,
        secret: null,
        events: [subscription.event],
        owner: { id: subscription.owner.id },
      }),
    }),
  },
  {
    name: 'subscription-id-number',
    does: 'has numbers for ids of subscriptions',
    rules: ({ subscriptionAnswer, newId }) => {
      let last = 41;
      return {
        newId: (kind, random) => {
          if (kind !== 'subscription') return newId(kind, random);
          last += 1;
          return String(last);
        },
        subscriptionAnswer: (subscription, date) => ({
          ...subscriptionAnswer(subscription, date),
          id: Number(subscription.id),
        }),
      };
    },
    answer: onAnswer({ ...at.listSubscriptions, status: 'ok' }, (answer) => {
      if (!Array.isArray(answer.body)) return;
      answer.body = answer.body.map((item) => ({ ...item, id: String(item.id) }));
    }),
  },
  {
    name: 'unsubscribed-200',
    does: 'answers an ended subscription with 200 and JSON',
    answer: onAnswer({ ...at.unsubscribe, status: 204 }, () => json(200, { success: true })),
  },
  {
    name: 'unsubscribed-202',
    does: 'answers an ended subscription with 202 and no body',
    rules: { unsubscribedStatus: 202 },
  },
  {
    name: 'no-unsubscribe',
    does: 'cannot end a subscription, and answers 404',
    rules: { serves: (operation) => operation !== 'deleteSubscription' },
  },
  {
    name: 'no-unsubscribe-405',
    does: 'cannot end a subscription, and answers 405',
    answer: (next) =>
      instead({ method: 'DELETE', path: /^\/v1\/zapier\/webhooks/ }, async (request) => {
        const answer = await next({ ...request, method: 'GET', path: WEBHOOKS });
        if (answer.status === 401) return answer;
        return json(405, { error: { code: 'method_not_allowed', message: 'No such method' } });
      })(next),
  },
  {
    name: 'unsubscribe-by-url',
    does: 'ends the subscription whose webhook URL the body has',
    rules: { subscriptionUrlKeys: ['hookUrl'] },
    answer: endedAtCollection((_id, url, asked) => asked.hookUrl === url),
  },
  {
    name: 'unsubscribe-by-body-id',
    does: 'ends the subscription whose id the body has',
    answer: endedAtCollection((id, _url, asked) => asked.id === id),
  },
  {
    name: 'unsubscribe-by-query',
    does: 'ends the subscription whose id the query has',
    answer: (next, { store }) =>
      instead({ method: 'DELETE', path: /^\/v1\/zapier\/webhooks/ }, (request) => {
        const id = request.path === WEBHOOKS ? request.query.get('id') : undefined;
        const known = id && store.subscriptions.has(id) ? id : 'none';
        return next({ ...request, path: `${WEBHOOKS}/${known}` });
      })(next),
  },
  {
    name: 'unsubscribe-twice',
    does: 'answers 204 for a subscription that has ended before',
    answer: onAnswer({ ...at.unsubscribe, status: 404 }, () => bare(204)),
  },
  {
    name: 'equal-subscriptions-apart',
    does: 'makes two subscriptions of the same URL and event',
    rules: { deduplicates: false },
  },
  {
    name: 'equal-subscriptions-replaced',
    does: 'puts a new subscription in the place of one with the same URL and event',
    rules: { deduplicates: false },
    answer: (next, { store }) =>
      instead({ ...at.subscribe }, async (request) => {
        const known = likeIt(store, request);
        const answer = await next(request);
        if (known !== undefined && answer.status < 300) store.subscriptions.delete(known.id);
        return answer;
      })(next),
  },
  {
    name: 'equal-subscriptions-refused-409',
    does: 'answers 409 to a subscription that it has already',
    rules: { deduplicates: false },
    answer: (next, { store }) =>
      instead({ ...at.subscribe }, (request) => {
        const body = { error: { code: 'conflict', message: 'Subscribed already' } };
        return likeIt(store, request) ? json(409, body) : undefined;
      })(next),
  },
  {
    name: 'equal-subscriptions-refused',
    does: 'refuses a subscription that it has already',
    rules: { deduplicates: false },
    answer: (next, { store }) =>
      instead({ ...at.subscribe }, (request) => {
        return likeIt(store, request)
          ? json(422, {
              error: { code: 'taken', message: 'Subscribed already', field: 'target_url' },
            })
          : undefined;
      })(next),
  },
  {
    name: 'events-in-any-case',
    does: 'knows events in any case',
    answer: (next) =>
      instead({ ...at.subscribe }, (request) => {
        const body = bodyOf(request);
        if (typeof body.event !== 'string') return undefined;
        const event = body.event.toLowerCase();
        return next({ ...request, body: Buffer.from(JSON.stringify({ ...body, event })) });
      })(next),
  },
  {
    name: 'unknown-event-404',
    does: 'answers 404 to a subscription to an unknown event',
    answer: onAnswer({ ...at.subscribe, status: 422 }, (answer) => {
      if (JSON.stringify(answer.body).includes('is not an event')) answer.status = 404;
    }),
  },
  {
    name: 'subscriptions-unlisted',
    does: 'does not list subscriptions',
    rules: { serves: (operation) => operation !== 'listSubscriptions' },
  },
  {
    name: 'pings-new-subscriptions',
    does: 'posts a ping that names itself and the hook to a webhook URL before it takes a subscription',
    answer: greeting((url) => post(url, '{"id":"evt_1","event":"ping","hook":{"id":"h1"}}')),
  },
  {
    name: 'pings-later',
    does: 'posts `{"event":"webhook.test","data":{}}` soon after it took a subscription',
    answer: greeting(async (url) => {
      setTimeout(() => post(url, '{"event":"webhook.test","data":{}}'), 60);
    }),
  },
  {
    name: 'tries-subscriptions-with-nothing',
    does: 'posts an empty body to a webhook URL when it takes a subscription',
    answer: greeting((url) => post(url, '')),
  },
  {
    name: 'challenges-new-subscriptions',
    does: 'gets a webhook URL with a challenge when it takes a subscription',
    answer: greeting((url) =>
      send(`${url}${url.includes('?') ? '&' : '?'}challenge=c1`, { method: 'GET' }),
    ),
  },
  {
    name: 'probes-webhook-url',
    does: 'looks whether a webhook URL answers, by HEAD, before it takes a subscription',
    answer: greeting((url) => send(url, { method: 'HEAD' })),
  },
];

const withoutSecret: NonNullable<Variant['sandbox']> = ({ webhooks: _, ...offered }) => offered;

const hmac = (content: Uint8Array, encoding: 'base64' | 'hex') =>
  createHmac('sha256', 'whsec_of_the_subscription').update(content).digest(encoding);

const TICK_MS = 150;

/** Lawful choices about how deliveries come (§4). */
const transport: readonly Variant[] = [
  {
    name: 'delivered-after-300-ms',
    does: 'delivers 300 ms after the event',
    rules: { deliveryDelayMs: () => 300 },
  },
  {
    name: 'delivered-out-of-order',
    does: 'delivers as it comes, in no order',
    rules: (_conforming) => {
      let count = 0;
      return {
        keepsOrder: false,
        deliveryDelayMs: () => {
          count += 1;
          return (count % 3) * 90;
        },
      };
    },
  },
  {
    name: 'delivered-at-ticks',
    does: 'delivers whatever there is every 150 ms',
    rules: {
      keepsOrder: false,
      deliveryDelayMs: () => TICK_MS - (Date.now() % TICK_MS),
    },
  },
  {
    name: 'written-when-sent',
    does: 'writes a delivery of a client when it is sent, 60 ms after the event',
    deliver: (next, { store, rules }) =>
      onDelivery(['client.created', 'client.updated'], async (delivery) => {
        await wait(60);
        const now = store.clients.get(delivery.client?.id ?? '') ?? delivery.client;
        if (now === undefined) return;
        delivery.body =
          delivery.event === 'client.created'
            ? { data: rules.summaryOf(now, rules.formatDate) }
            : rules.fullClient(now, rules.formatDate);
      })(next),
  },
  {
    name: 'attempts-numbered',
    does: 'says in headers and body which attempt it is, and names UTF-8 from the second on',
    rules: {
      attempted: (delivery, attempt) => ({
        ...delivery,
        headers: {
          ...delivery.headers,
          'x-attempt': String(attempt),
          ...(attempt > 1 && { 'content-type': 'application/json; charset=utf-8' }),
        },
        ...(delivery.text === undefined && {
          body: { ...(delivery.body as object), attempt, sent_at: new Date().toISOString() },
        }),
      }),
    },
  },
  {
    name: 'failing-looked-at',
    does: 'looks whether a failing URL answers before it repeats a delivery, and tells it so',
    rules: {
      attempted: (delivery, attempt) => {
        if (attempt > 1) {
          void send(delivery.url, { method: 'GET' });
          void post(delivery.url, '{"event":"webhook.ping"}');
          void post(delivery.url, '{"event":"subscription.failing","subscription_id":"s1"}');
        }
        return delivery;
      },
    },
  },
  {
    name: 'given-up-after-500',
    does: 'ends a subscription whose URL answers 500 once',
    rules: { isRetried: () => false, removesOn: (status) => status >= 500 },
  },
  { name: 'never-retried', does: 'delivers once, come what may', rules: { retryDelaysMs: [] } },
  {
    name: 'retried-often',
    does: 'repeats a failed delivery seven times',
    rules: { retryDelaysMs: [50, 100, 100, 200, 200, 400, 400] },
  },
  {
    name: 'retried-after-any-refusal',
    does: 'repeats a delivery that is not answered with 2xx',
    rules: { isRetried: (status) => status === undefined || status >= 300, removesOn: () => false },
  },
  {
    name: 'retried-late',
    does: 'repeats a failed delivery after five seconds',
    rules: { retryDelaysMs: [5_000] },
  },
  {
    name: 'gone-ignored',
    does: 'does not take 410 for the end of a subscription',
    rules: { removesOn: () => false },
  },
  {
    name: 'given-up-after-refusal',
    does: 'ends a subscription whose URL answers 404 or 410',
    rules: { removesOn: (status) => status === 404 || status === 410 },
  },
  {
    name: 'unsigned',
    does: 'signs no deliveries',
    rules: { signature: () => ({}) },
    sandbox: withoutSecret,
  },
  {
    name: 'signed-with-two-keys',
    does: 'signs deliveries with a former key as well, and with one of another kind',
    rules: ({ signature }) => ({
      signature: (content, id, at) => {
        const headers = signature(content, id, at);
        const former = `v1,${hmac(content, 'base64')}`;
        const all = `v1a,c2lnbmVk ${former} ${headers['webhook-signature']}`;
        return { ...headers, 'webhook-signature': all };
      },
    }),
  },
  {
    name: 'signed-in-hex',
    does: 'signs deliveries in a header of its own',
    rules: {
      signature: (content, _id, at) => ({
        'x-pocketsuite-signature': `t=${Math.floor(at / 1000)},v1=${hmac(content, 'hex')}`,
        'x-hub-signature-256': `sha256=${hmac(content, 'hex')}`,
      }),
    },
    sandbox: withoutSecret,
  },
  {
    name: 'delivered-with-charset',
    does: 'delivers with a charset and other headers',
    rules: {
      deliveryHeaders: (event) => ({
        'Content-Type': 'application/json; charset=UTF-8',
        Accept: '*/*',
        'User-Agent': 'Ruby',
        'X-Event-Name': event.toUpperCase().replace('.', '_'),
        'X-Attempt': '1',
      }),
    },
  },
  {
    name: 'delivered-compressed',
    does: 'delivers with the content coding gzip',
    deliver: onDelivery('*', (delivery) => {
      delivery.text = gzipSync(JSON.stringify(delivery.body));
      delivery.headers['content-encoding'] = 'gzip';
    }),
  },
  {
    name: 'delivered-with-traces',
    does: 'delivers with the headers of tracing and of a proxy',
    deliver: onDelivery('*', (delivery) => {
      Object.assign(delivery.headers, {
        traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
        baggage: 'userId=alice',
        'x-request-id': '7f3c',
        'x-forwarded-for': '203.0.113.9',
        via: '1.1 gateway',
        'idempotency-key': String(delivery.headers['x-pocketsuite-delivery']),
      });
    }),
  },
  {
    name: 'delivered-one-by-one',
    does: 'delivers to a subscriber one by one, each 80 ms after the one before',
    rules: { deliveryDelayMs: () => 80 },
  },
  {
    name: 'delivered-on-new-connections',
    does: 'opens a connection for each delivery',
    deliver: onDelivery('*', (delivery) => {
      delivery.headers.connection = 'close';
    }),
  },
];

const rounded = (date: string): string =>
  new Date(Math.round(Date.parse(date) / 1000) * 1000).toISOString().replace('.000Z', 'Z');

/** Lawful choices about what deliveries carry (§4.1–§4.7). */
const payloads: readonly Variant[] = [
  {
    name: 'client-created-enveloped',
    does: 'adds `event` and `timestamp` to `client.created`',
    deliver: onDelivery('client.created', (delivery) => {
      delivery.body = {
        event: delivery.event,
        timestamp: new Date().toISOString(),
        ...(delivery.body as object),
      };
    }),
  },
  {
    name: 'client-created-whole',
    does: 'delivers the whole client by `client.created`',
    deliver: (next, { rules }) =>
      onDelivery('client.created', (delivery) => {
        if (delivery.client) {
          delivery.body = { data: rules.fullClient(delivery.client, rules.formatDate) };
        }
      })(next),
  },
  {
    name: 'client-updated-with-more',
    does: 'adds what it is about to `client.updated`',
    deliver: onDelivery('client.updated', (delivery) => {
      delivery.body = {
        ...(delivery.body as object),
        event: delivery.event,
        timestamp: new Date().toISOString(),
        changed_fields: ['city'],
        previous: {},
      };
    }),
  },
  {
    name: 'deliveries-with-ids',
    does: 'adds an id, an attempt and a version to every delivery with an envelope',
    deliver: onDelivery('*', (delivery) => {
      if (delivery.event === 'client.updated') return;
      delivery.body = {
        ...(delivery.body as object),
        event_id: `evt_${String(delivery.headers['x-pocketsuite-delivery'])}`,
        attempt: 1,
        api_version: '2025-01-01',
      };
    }),
  },
  {
    name: 'subaccounts-flat',
    does: 'delivers subaccounts without an envelope',
    deliver: onDelivery(SUBACCOUNTS, (delivery) => {
      delivery.body = (delivery.body as { data: unknown }).data;
    }),
  },
  {
    name: 'subaccounts-in-data',
    does: 'delivers subaccounts in `data` alone',
    deliver: onDelivery(SUBACCOUNTS, (delivery) => {
      delivery.body = { data: (delivery.body as { data: unknown }).data };
    }),
  },
  {
    name: 'subaccounts-in-subaccount',
    does: 'delivers subaccounts in `subaccount`',
    deliver: onDelivery(SUBACCOUNTS, (delivery) => {
      delivery.body = { subaccount: (delivery.body as { data: unknown }).data };
    }),
  },
  {
    name: 'amounts-with-cents',
    does: 'has amounts with cents',
    ...withAmounts('150.5'),
  },
  {
    name: 'amounts-with-two-digits',
    does: 'writes amounts with two digits',
    deliver: onDelivery(
      MONEY,
      asText((text) => text.replace(/"(total|amount)":150\b/, '"$1":150.00')),
    ),
  },
  {
    name: 'amounts-zero',
    does: 'has bookings and payments of nothing',
    ...withAmounts('0'),
  },
  {
    name: 'timestamps-with-milliseconds',
    does: 'writes the timestamps of deliveries with milliseconds, other dates without',
    deliver: onDelivery('*', (delivery) => {
      const { body } = delivery;
      if (typeof body === 'object' && body !== null && 'timestamp' in body) {
        delivery.body = { ...body, timestamp: new Date().toISOString() };
      }
    }),
  },
  {
    name: 'dates-rounded',
    does: 'answers dates with milliseconds and delivers them rounded to seconds',
    rules: { formatDate: (ms) => new Date(ms).toISOString() },
    deliver: onDelivery('*', (delivery) => {
      delivery.body = eachObject(delivery.body, (members) =>
        Object.fromEntries(
          Object.entries(members).map(([name, value]) => [
            name,
            /_date$|^timestamp$/.test(name) && typeof value === 'string' ? rounded(value) : value,
          ]),
        ),
      );
    }),
  },
  {
    name: 'bookings-with-more',
    does: 'says more about bookings, payments and their clients than it must',
    deliver: onDelivery(
      ['booking.created', 'booking.completed', 'payment.received'],
      (delivery) => {
        const { data, ...envelope } = delivery.body as { data: { client?: object } };
        const client = data.client && { ...data.client, email: 'john@example.com', phone: null };
        delivery.body = {
          ...envelope,
          data: {
            ...data,
            ...(client && { client }),
            status: 'confirmed',
            currency: 'USD',
            line_items: [{ name: 'Massage', price: 150 }],
            notes: null,
          },
        };
      },
    ),
  },
  {
    name: 'equal-values-untold',
    does: 'delivers no `client.updated` for an update to the values that a client has',
    answer: (next, gateway) => async (request) => {
      const before = new Map(gateway.store.clients);
      const isUpdate = request.method === 'PUT';
      const answer = await next(request);
      if (isUpdate) {
        for (const [id, client] of gateway.store.clients) {
          const was = before.get(id);
          if (was && was !== client) unchanged.set(client, sameValues(was.values, client.values));
        }
      }
      return answer;
    },
    deliver: (next) => async (delivery) => {
      await Promise.resolve();
      if (delivery.client && unchanged.get(delivery.client)) return;
      await next(delivery);
    },
  },
  {
    name: 'empty-updates-told',
    does: 'delivers `client.updated` for an update that names nothing as well',
    rules: {
      eventsAfter: (happening) =>
        happening === 'createClient'
          ? ['client.created']
          : happening === 'updateClient'
            ? ['client.updated']
            : [],
    },
  },
  {
    name: 'notes-update-clients',
    does: 'delivers `client.updated` when a note is added to a client',
    rules: ({ eventsAfter }) => ({
      eventsAfter: (happening, changed) =>
        happening === 'createNote' ? ['client.updated'] : eventsAfter(happening, changed),
    }),
  },
  {
    name: 'no-stimuli',
    does: 'offers testers no way to cause events',
    sandbox: (offered) => ({ ...offered, stimuli: {} }),
  },
];

/** Whether an update left a client as it was. */
const unchanged = new WeakMap<object, boolean>();

const sameValues = (before: object, after: object): boolean =>
  JSON.stringify(Object.entries(before).sort()) === JSON.stringify(Object.entries(after).sort());

/** Lawful choices about webhooks. */
export const variants: readonly Variant[] = [...subscriptions, ...transport, ...payloads];
