import { createHmac } from 'node:crypto';
import { EVENTS, type EventName } from '../../contracts/resources.ts';
import { webhookSecret } from '../accounts.ts';
import type { SubscriptionRecord } from '../records.ts';
import type { OutgoingDelivery } from '../webhooks/delivery.ts';
import type { WriteDate } from './clients.ts';

/** What a request may have done that subscribers hear of. */
export type Happening = 'createClient' | 'updateClient' | 'createNote';

/** An event that is about a client. */
export type ClientEvent = 'client.created' | 'client.updated';

/** What subscriptions and deliveries decide (§3, §4). */
export const webhookRules = {
  /** The members of a subscription that may hold its URL: ours and those of Zapier's REST hooks. */
  subscriptionUrlKeys: ['target_url', 'hookUrl', 'url'] as readonly string[],

  isEventKnown: (event: unknown): event is EventName =>
    (EVENTS as readonly unknown[]).includes(event),

  isTargetUrlAcceptable: (url: unknown): url is string =>
    typeof url === 'string' &&
    URL.canParse(url) &&
    /^https?:\/\/./i.test(url) &&
    new URL(url).hostname !== '',

  /** Whether a subscription without a URL is taken; it then leads nowhere. */
  isTargetUrlOptional: false,

  subscribedStatus: 201,
  unsubscribedStatus: 204,

  subscriptionAnswer: (
    subscription: SubscriptionRecord,
    date: WriteDate,
  ): Record<string, unknown> => ({
    id: subscription.id,
    event: subscription.event,
    target_url: subscription.targetUrl,
    created_date: date(subscription.createdAt),
  }),

  /** Whether the same URL and event twice is one subscription. */
  deduplicates: true,

  /** Whether ending a subscription ends its deliveries. */
  stopsAfterUnsubscribe: true,

  /** Whether ending one subscription also ends another. */
  endsWith: (ended: SubscriptionRecord, other: SubscriptionRecord): boolean =>
    ended.id === other.id,

  /** What subscribers are told of a request; nothing changed, nothing told. */
  eventsAfter: (happening: Happening, changed: readonly string[]): readonly ClientEvent[] => {
    if (happening === 'createClient') return ['client.created'];
    return happening === 'updateClient' && changed.length > 0 ? ['client.updated'] : [];
  },

  /** Whether a subscription is told of an event. */
  whoReceives: (event: EventName, subscription: SubscriptionRecord): boolean =>
    event === subscription.event,

  deliveryMethod: 'POST',

  /** The URL that is called: whole, its query included. */
  deliveryUrl: (subscription: SubscriptionRecord): string => subscription.targetUrl,

  /** The headers of a delivery; its id is the same at every attempt, so that a receiver can tell a repetition. */
  deliveryHeaders: (event: EventName, deliveryId: string): Record<string, string> => ({
    'content-type': 'application/json',
    'user-agent': 'PocketSuite-Webhooks/1.0',
    'x-pocketsuite-event': event,
    'x-pocketsuite-delivery': deliveryId,
  }),

  /** The headers that sign an attempt, as Standard Webhooks do; `content` is what is sent. */
  signature: (content: Uint8Array, deliveryId: string, at: number): Record<string, string> => {
    const seconds = Math.floor(at / 1000);
    const key = Buffer.from(webhookSecret.slice('whsec_'.length), 'base64');
    const signed = createHmac('sha256', key).update(`${deliveryId}.${seconds}.`).update(content);
    return {
      'webhook-id': deliveryId,
      'webhook-timestamp': String(seconds),
      'webhook-signature': `v1,${signed.digest('base64')}`,
    };
  },

  /** Milliseconds before a first attempt. */
  deliveryDelayMs: (_event: EventName): number => 0,

  /** Milliseconds before each further attempt; as many attempts as entries follow the first. */
  retryDelaysMs: [200, 500, 1000] as readonly number[],

  /** What an attempt sends, the same as the first; attempts count from 1. */
  attempted: (delivery: OutgoingDelivery, _attempt: number): OutgoingDelivery => delivery,

  /** Whether an attempt is repeated; no status means that no answer came. */
  isRetried: (status: number | undefined): boolean =>
    status === undefined || status === 429 || status >= 500,

  /** Whether an answer ends the subscription (410 Gone, RFC 9110 §15.5.11). */
  removesOn: (status: number): boolean => status === 410,

  deliveryTimeoutMs: 15_000,

  /** Whether a subscriber's deliveries wait for one another. */
  keepsOrder: true,

  /** Whether all subscribers share one queue, so that a slow one delays the others. */
  sharesQueue: false,
};
