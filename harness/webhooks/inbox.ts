import type { Delivery } from '../../contracts/evidence.ts';
import { patience } from '../client/patience.ts';

/** A delivery as the receiver keeps it. */
export interface ReceivedDelivery extends Delivery {
  /** Whether the body was larger than the limit or broke off; what is kept is its beginning. */
  readonly truncated?: true;
}

/** How one delivery is answered. */
export interface Answer {
  readonly status: number;
  readonly delayMs?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Hang up instead of answering. */
  readonly close?: boolean;
}

/** Chooses the answer; `attempt` counts the deliveries of the inbox from 1. */
export type AnswerPlan = (attempt: number, delivery: ReceivedDelivery) => Answer;

/** One webhook address and what arrived there. */
export interface Inbox {
  readonly name: string;
  /** An address that cannot be guessed. */
  readonly url: string;
  /** In the order of arrival; `answered` is filled in once the answer is out. */
  readonly deliveries: readonly ReceivedDelivery[];
  /** How many of the oldest were dropped. */
  readonly forgotten: number;
  /** The first matching delivery, past ones included; undefined when none came in time. */
  waitFor(
    matches: (delivery: ReceivedDelivery) => boolean,
    withinMs: number,
  ): Promise<ReceivedDelivery | undefined>;
  /** Drops the oldest deliveries until the others have so many characters at most. */
  forget(beyond: number): void;
  /** Replaces the answer of later deliveries; the default is 200 at once. */
  answerWith(plan: AnswerPlan): void;
}

/** An inbox with the doors by which the receiver fills it. */
export interface OpenInbox {
  readonly inbox: Inbox;
  /** Keeps a delivery and says how to answer it; waiters learn of it by `announce`. */
  record(delivery: ReceivedDelivery, bytes: Buffer): Answer;
  announce(delivery: ReceivedDelivery): void;
  /** Lets all waiters go empty-handed. */
  close(): void;
}

/** About what a delivery takes beside its body. */
const HEAD = 2_000;

interface Waiter {
  readonly matches: (delivery: ReceivedDelivery) => boolean;
  readonly end: (delivery?: ReceivedDelivery) => void;
  readonly fail: (error: unknown) => void;
}

/** A sender gone wild must not fill our memory: what comes after so many is answered and dropped. */
const KEPT = 50_000;

/** Bodies whose bytes cannot be told from their text. */
const raw = new WeakMap<object, Buffer>();

/** The bytes of a delivery's body as they came over the wire; of a copy of it they are not known. */
export function bytesOf(delivery: Delivery): Buffer {
  return raw.get(delivery) ?? Buffer.from(delivery.body);
}

/** An empty inbox; `url` is asked each time, as a tunnel may name it late. */
export function openInbox(name: string, url: () => string): OpenInbox {
  const deliveries: ReceivedDelivery[] = [];
  const waiters = new Set<Waiter>();
  let size = 0;
  let forgotten = 0;
  let plan: AnswerPlan = () => ({ status: 200 });
  return {
    inbox: {
      name,
      get url() {
        return url();
      },
      deliveries,
      get forgotten() {
        return forgotten;
      },
      waitFor: async (matches, withinMs) =>
        deliveries.find(matches) ?? wait(waiters, matches, withinMs),
      forget(beyond) {
        let oldest = 0;
        for (; size > beyond && oldest < deliveries.length; oldest += 1) {
          size -= (deliveries[oldest]?.body.length ?? 0) + HEAD;
        }
        deliveries.splice(0, oldest);
        forgotten += oldest;
      },
      answerWith(next) {
        plan = next;
      },
    },
    record(delivery, bytes) {
      if (!bytes.equals(Buffer.from(delivery.body))) raw.set(delivery, bytes);
      if (deliveries.length < KEPT) {
        deliveries.push(delivery);
        size += delivery.body.length + HEAD;
      }
      return plan(deliveries.length, delivery);
    },
    announce: (delivery) => offer(waiters, delivery),
    close() {
      for (const waiter of waiters) waiter.end();
    },
  };
}

function wait(waiters: Set<Waiter>, matches: Waiter['matches'], withinMs: number) {
  return new Promise<ReceivedDelivery | undefined>((resolve, reject) => {
    const leave = () => {
      waiting.end();
      waiters.delete(waiter);
    };
    const waiter: Waiter = {
      matches,
      end(delivery) {
        leave();
        resolve(delivery);
      },
      fail(error) {
        leave();
        reject(error);
      },
    };
    const waiting = patience(withinMs, () => waiter.end());
    waiters.add(waiter);
  });
}

function offer(waiters: Set<Waiter>, delivery: ReceivedDelivery): void {
  for (const waiter of waiters) {
    // A matcher that throws is the waiter's own mistake and must not take the server down.
    try {
      if (waiter.matches(delivery)) waiter.end(delivery);
    } catch (error) {
      waiter.fail(error);
    }
  }
}
