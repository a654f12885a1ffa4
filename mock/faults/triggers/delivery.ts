import { createHmac } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { delivery } from '../../../contracts/clauses/triggers/delivery.ts';
import { registeredClients, webhookSecret } from '../../accounts.ts';
import { asText, onDelivery, withHeader, withMember } from '../../handler.ts';
import { forAnybody } from '../for-anybody.ts';
import type { SectionFaults } from '../section-faults.ts';
import { deliveredAgain, repeatedOtherwise } from './again.ts';
import { boundToToken } from './bound-to-token.ts';

const CLIENT_EVENTS = ['client.created', 'client.updated'] as const;

/** Faults of all deliveries (§4). */
export const faults: SectionFaults<typeof delivery> = {
  post: [
    { name: 'delivered-by-put', does: 'delivers by PUT', rules: { deliveryMethod: 'PUT' } },
    {
      name: 'completed-bookings-delivered-by-delete',
      does: 'delivers completed bookings by DELETE',
      deliver: onDelivery('booking.completed', (each) => {
        each.method = 'DELETE';
      }),
    },
    {
      name: 'payments-delivered-by-patch',
      does: 'delivers payments by PATCH',
      deliver: onDelivery('payment.received', (each) => {
        each.method = 'PATCH';
      }),
    },
  ],
  'content-type': [
    {
      name: 'payments-delivered-as-a-form',
      does: 'delivers payments as a form with the JSON in `payload`',
      deliver: onDelivery('payment.received', (each) => {
        withHeader('content-type', 'application/x-www-form-urlencoded')(each);
        each.text = new URLSearchParams({ payload: JSON.stringify(each.body) }).toString();
      }),
      alsoBreaks: ['triggers/delivery/json'],
    },
    {
      name: 'delivered-as-text',
      does: 'delivers with the content type `text/plain`',
      deliver: onDelivery('*', withHeader('content-type', 'text/plain')),
    },
    {
      name: 'updates-delivered-as-a-form',
      does: 'delivers updates with the content type of a form',
      deliver: onDelivery(
        'client.updated',
        withHeader('content-type', 'application/x-www-form-urlencoded'),
      ),
    },
  ],
  charset: [
    {
      name: 'payments-delivered-as-latin-1',
      does: 'delivers payments in UTF-8 as `application/json; charset=iso-8859-1`',
      deliver: onDelivery(
        'payment.received',
        withHeader('content-type', 'application/json; charset=iso-8859-1'),
      ),
    },
    {
      name: 'delivered-as-utf-16',
      does: 'delivers in UTF-8 as `application/json;charset="UTF-16"`',
      deliver: onDelivery('*', withHeader('content-type', 'application/json;charset="UTF-16"')),
    },
  ],
  json: [
    {
      name: 'updates-delivered-in-latin-1',
      does: 'delivers changed clients in Latin-1',
      deliver: onDelivery('client.updated', (each) => {
        each.text = Buffer.from(JSON.stringify(each.body), 'latin1');
      }),
      alsoBreaks: ['triggers/client-updated/text-unchanged', 'triggers/client-updated/new-values'],
    },
    {
      name: 'subaccounts-with-a-byte-order-mark',
      does: 'delivers changed subaccounts with a byte order mark before the JSON',
      deliver: onDelivery(
        'subaccount.updated',
        asText((text) => `\ufeff${text}`),
      ),
    },
    {
      name: 'clients-delivered-as-a-string',
      does: 'delivers subaccounts as a JSON string that holds the JSON',
      deliver: onDelivery(
        'subaccount.created',
        asText((text) => JSON.stringify(text)),
      ),
    },
    {
      name: 'subaccounts-delivered-in-latin-1',
      does: 'delivers subaccounts in Latin-1',
      deliver: onDelivery('subaccount.created', (each) => {
        each.text = Buffer.from('{"name":"Zo\u00eb"}', 'latin1');
      }),
    },
    {
      name: 'bookings-delivered-in-single-quotes',
      does: 'delivers bookings as text that is no JSON',
      deliver: onDelivery(
        'booking.created',
        asText((text) => text.replaceAll('"', "'")),
      ),
      alsoBreaks: [
        'event',
        'timestamp',
        'timestamp-iso',
        'data',
        'id',
        'type',
        'client',
        'date',
        'date-iso',
        'total',
      ].map((slug) => `triggers/booking-created/${slug}`),
    },
    {
      name: 'completed-bookings-delivered-in-a-list',
      does: 'delivers completed bookings in a JSON array',
      deliver: onDelivery('booking.completed', (each) => {
        each.body = [each.body];
      }),
      alsoBreaks: [
        'event',
        'timestamp',
        'timestamp-iso',
        'data',
        'id',
        'completed-date',
        'completed-date-iso',
      ].map((slug) => `triggers/booking-completed/${slug}`),
    },
  ],
  once: deliveredAgain,
  'every-subscriber': [
    {
      name: 'oldest-subscriber-alone',
      does: 'delivers `client.created` only to who subscribed first',
      deliver:
        (next, { store }) =>
        async (each) => {
          const others = [...store.subscriptions.values()].filter(
            ({ event }) => event === each.event,
          );
          const isOldest = others[0]?.id === each.subscription.id;
          if (each.event !== 'client.created' || isOldest) await next(each);
        },
    },
    {
      name: 'newest-subscriber-alone',
      does: 'delivers `client.updated` only to who subscribed last',
      deliver:
        (next, { store }) =>
        async (each) => {
          const others = [...store.subscriptions.values()].filter(
            ({ event, owner }) => event === each.event && owner.id === each.subscription.owner.id,
          );
          const isNewest = others.at(-1)?.id === each.subscription.id;
          if (each.event !== 'client.updated' || isNewest) await next(each);
        },
      alsoBreaks: [],
    },
    {
      name: 'every-other-subscriber',
      does: 'delivers `client.created` to every other subscriber only',
      deliver: (next) => {
        const told = new Map<string, number>();
        return async (each) => {
          const id = `${each.client?.id}`;
          const before = told.get(id) ?? 0;
          if (each.event === 'client.created') told.set(id, before + 1);
          if (each.event !== 'client.created' || before % 2 === 0) await next(each);
        };
      },
      alsoBreaks: [
        'triggers/client-created/delivered',
        'triggers/delivery/every-event',
        'triggers/delivery/slow-subscriber',
        'triggers/subscriptions/twice-delivers',
        'triggers/subscriptions/subscribe-anew',
        'triggers/subscriptions/unsubscribe-only-one',
      ],
    },
  ],
  'only-subscribed': [
    {
      name: 'subaccounts-mixed-up',
      does: 'delivers changed subaccounts to subscribers of new ones, too',
      rules: {
        whoReceives: (event, subscription) =>
          event === subscription.event ||
          (event === 'subaccount.updated' && subscription.event === 'subaccount.created'),
      },
    },
    {
      name: 'payments-to-client-subscribers',
      does: 'delivers payments to who subscribed to changed clients, too',
      rules: {
        whoReceives: (event, subscription) =>
          event === subscription.event ||
          (event === 'payment.received' && subscription.event === 'client.updated'),
      },
    },
    {
      name: 'everything-to-everybody',
      does: 'delivers every event to every subscriber',
      rules: { whoReceives: () => true },
      alsoBreaks: ['triggers/delivery/once'],
    },
    {
      name: 'bookings-to-payment-subscribers',
      does: 'delivers `booking.created` to subscribers of `payment.received`, too',
      rules: {
        whoReceives: (event, subscription) =>
          event === subscription.event ||
          (event === 'booking.created' && subscription.event === 'payment.received'),
      },
    },
    {
      name: 'by-the-noun',
      does: 'delivers all events of clients to whoever subscribed to one of them',
      rules: {
        whoReceives: (event, subscription) =>
          event === subscription.event ||
          (event.startsWith('client.') && subscription.event.startsWith('client.')),
      },
    },
  ],
  'other-account': [
    {
      name: 'creates-told-to-every-account',
      does: 'delivers `client.created` to the subscribers of every account',
      rules: forAnybody('client.created'),
    },
    {
      name: 'updates-told-to-every-account',
      does: 'delivers `client.updated` to the subscribers of every account',
      rules: forAnybody('client.updated'),
    },
  ],
  'whole-url': [
    {
      name: 'first-parameter-alone',
      does: 'delivers to the webhook URL with the first parameter of its query alone',
      rules: { deliveryUrl: ({ targetUrl }) => targetUrl.split('&')[0] ?? targetUrl },
    },
    {
      name: 'query-dropped',
      does: 'delivers to the webhook URL without its query',
      rules: { deliveryUrl: ({ targetUrl }) => targetUrl.split('?')[0] ?? targetUrl },
    },
    {
      name: 'query-encoded-again',
      does: 'delivers to the webhook URL with its query percent-encoded once more',
      rules: { deliveryUrl: ({ targetUrl }) => targetUrl.replaceAll('%', '%25') },
    },
  ],
  'every-event': [
    {
      name: 'lost-while-others-are-under-way',
      does: 'loses a client while two others are under way to the same subscriber',
      rules: { keepsOrder: false },
      deliver: (next) => {
        const underWay = new Map<string, number>();
        return async (each) => {
          const { id } = each.subscription;
          const others = underWay.get(id) ?? 0;
          if (each.event === 'client.created' && others >= 2) return;
          underWay.set(id, others + 1);
          await wait(20);
          await next(each).finally(() => underWay.set(id, (underWay.get(id) ?? 1) - 1));
        };
      },
    },
    {
      name: 'one-create-a-moment',
      does: 'delivers one of several clients that are created within 50 ms',
      deliver: (next) => {
        const lastAt = new Map<string, number>();
        return async (each) => {
          const now = Date.now();
          const before = lastAt.get(each.subscription.id) ?? 0;
          if (each.event === 'client.created' && now - before < 50) return;
          lastAt.set(each.subscription.id, now);
          await next(each);
        };
      },
    },
  ],
  'no-credentials': [
    {
      name: 'webhook-secret-in-delivery',
      does: 'delivers with the secret of its signatures in a header',
      deliver: onDelivery('*', withHeader('x-webhook-secret', webhookSecret)),
    },
    {
      name: 'basic-credentials-in-delivery',
      does: 'delivers completed bookings with the credentials of the integration in `Authorization`',
      deliver: onDelivery('booking.completed', (each) => {
        const [{ clientId, clientSecret }] = registeredClients;
        const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
        withHeader('authorization', `Basic ${basic}`)(each);
      }),
    },
    {
      name: 'token-in-delivery',
      does: 'delivers with an access token of the connection in a header',
      deliver: (next, gateway) =>
        onDelivery(CLIENT_EVENTS, (each) => {
          const token = gateway.grants.access.keys().next().value;
          if (token !== undefined) withHeader('authorization', `Bearer ${token}`)(each);
        })(next),
    },
    {
      name: 'secret-in-delivery',
      does: 'delivers bookings with the client secret of the integration',
      deliver: (next) => async (each) => {
        if (each.event === 'booking.created')
          withMember('data.client_secret', registeredClients[0].clientSecret)(each);
        await next(each);
      },
    },
  ],
  signature: [
    {
      name: 'bookings-unsigned',
      does: 'signs all deliveries but those of bookings',
      deliver: onDelivery('booking.created', withHeader('webhook-signature', '')),
    },
    {
      name: 'signed-with-another-key',
      does: 'signs deliveries with the text of the secret in place of what it encodes',
      rules: ({ signature }) => ({
        signature: (content, id, at) => {
          const headers = signature(content, id, at);
          const signed = createHmac('sha256', webhookSecret)
            .update(`${id}.${headers['webhook-timestamp']}.`)
            .update(content);
          return { ...headers, 'webhook-signature': `v1,${signed.digest('base64')}` };
        },
      }),
    },
    {
      name: 'signed-body-written-anew',
      does: 'signs the body with blanks in it, and sends it without',
      rules: ({ signature }) => ({
        signature: (content, id, at) => {
          const body: unknown = JSON.parse(Buffer.from(content).toString());
          return signature(Buffer.from(JSON.stringify(body, undefined, 1)), id, at);
        },
      }),
    },
    {
      name: 'signed-in-milliseconds',
      does: 'writes the timestamp of signatures in milliseconds',
      rules: ({ signature }) => ({
        signature: (content, id, at) => signature(content, id, at * 1000),
      }),
    },
  ],
  'no-passwords': [
    {
      name: 'subaccounts-with-a-digest',
      does: 'delivers new subaccounts with the digest of their password',
      deliver: onDelivery(
        'subaccount.created',
        withMember(
          'data.encrypted_password',
          '$2a$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW',
        ),
      ),
    },
    {
      name: 'owner-with-api-key',
      does: 'delivers changed clients with the API key of their owner',
      deliver: onDelivery('client.updated', withMember('owner.apiKey', 'live_51Nq8x2eZvKYlo2C')),
    },
  ],
  'outlives-token': [
    {
      name: 'subscription-expires-with-token',
      does: 'delivers nothing once the access token that subscribed has expired',
      ...boundToToken(({ expiresAt }, { clock }) => clock.now() < expiresAt),
    },
    {
      name: 'subscription-ends-with-refresh',
      does: 'delivers nothing once the access token that subscribed is not the newest of its grant',
      ...boundToToken(
        ({ token, grant }, { grants }) =>
          [...grants.access.values()].findLast((each) => each.grant === grant)?.token === token,
      ),
    },
  ],
  'repeated-alike': repeatedOtherwise,
  'slow-subscriber': [
    {
      name: 'failing-subscriber-blocks',
      does: 'delivers to nobody once a subscriber fails',
      rules: { sharesQueue: true, retryDelaysMs: [2_000, 2_000, 2_000] },
    },
  ],
};
