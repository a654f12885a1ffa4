import { at } from '../../at.ts';
import type { Fault } from '../../fault.ts';
import { bodyOf } from '../../handler.ts';
import type { SubscriptionRecord } from '../../records.ts';
import type { OutgoingDelivery } from '../../webhooks/delivery.ts';

/** What was taken comes again. */
export const deliveredAgain: readonly [Fault, ...Fault[]] = [
  {
    name: 'payments-again-at-another-time',
    does: 'delivers payments again soon after they were taken, with the time of then',
    deliver: (next) => async (each) => {
      await next(each);
      if (each.event !== 'payment.received') return;
      const body = { ...(each.body as object), timestamp: new Date().toISOString() };
      setTimeout(() => next({ ...each, body }), 300);
    },
  },
  {
    name: 'one-delivery-a-field',
    does: 'delivers an update once for each field that it changed',
    rules: (conforming) => ({
      eventsAfter: (happening, changed) =>
        happening === 'updateClient'
          ? changed.map(() => 'client.updated')
          : conforming.eventsAfter(happening, changed),
    }),
  },
  {
    name: 'created-again-on-note',
    does: 'delivers `client.created` again when a note is added to a client',
    rules: (conforming) => ({
      eventsAfter: (happening, changed) =>
        happening === 'createNote'
          ? ['client.created']
          : conforming.eventsAfter(happening, changed),
    }),
  },
  {
    name: 'two-subscriptions-when-made-anew',
    does: 'brings an ended subscription back when its URL is subscribed anew, beside the new one',
    answer: (next, { store }) => {
      const ended: SubscriptionRecord[] = [];
      return async (request) => {
        const id = request.path.split('/').at(-1) ?? '';
        const before = request.method === 'DELETE' ? store.subscriptions.get(id) : undefined;
        const answer = await next(request);
        if (before !== undefined) ended.push(before);
        const { target_url: url } = bodyOf(request);
        const isMade = request.method === 'POST' && request.path === at.subscribe.path;
        for (const each of isMade ? ended : []) {
          if (each.targetUrl === url) store.subscriptions.set(each.id, each);
        }
        return answer;
      };
    },
  },
  {
    name: 'delivered-again-in-spite-of-200',
    does: 'delivers payments again soon after they were taken',
    deliver: (next) => async (each) => {
      await next(each);
      if (each.event === 'payment.received') setTimeout(() => next(each), 20);
    },
  },
  {
    name: 'delivered-twice',
    does: 'delivers everything twice',
    deliver: (next) => async (each) => {
      await next(each);
      await next(each);
    },
  },
  {
    name: 'updates-delivered-twice',
    does: 'delivers `client.updated` twice',
    deliver: (next) => async (each) => {
      await next(each);
      if (each.event === 'client.updated') await next(each);
    },
  },
];

/** A failed delivery that comes again in another way; `how` completes "repeats a failed delivery …". */
function repeated(name: string, how: string, change: (again: OutgoingDelivery) => void): Fault {
  return {
    name,
    does: `repeats a failed delivery ${how}`,
    rules: {
      attempted: (delivery, attempt) => {
        const again = { ...delivery };
        if (attempt > 1) change(again);
        return again;
      },
    },
  };
}

/** What was not taken comes again as something else. */
export const repeatedOtherwise: readonly [Fault, ...Fault[]] = [
  repeated('repeated-as-a-string', 'as a JSON string that holds the JSON', (each) => {
    each.text = JSON.stringify(JSON.stringify(each.body));
  }),
  repeated('repeated-empty', 'without a body', (each) => {
    each.text = '';
  }),
  repeated('repeated-by-put', 'by PUT', (each) => {
    each.method = 'PUT';
  }),
  repeated('repeated-as-text', 'with the content type `text/plain`', (each) => {
    each.headers = { ...each.headers, 'content-type': 'text/plain' };
  }),
  repeated('repeated-in-an-envelope', 'in an envelope of its own', (each) => {
    each.body = { event: each.event, attempt: 2, payload: each.body };
  }),
  repeated('repeated-by-reference', 'with the id of its client alone', (each) => {
    each.body = { data: { id: each.client?.id } };
  }),
];
