import type { Delivery, Exchange } from '../../contracts/evidence.ts';
import { OPTIONAL_CLIENT_FIELDS } from '../../contracts/resources.ts';
import { succeeded } from '../../harness/judging/answers.ts';
import type { Seen } from '../../harness/judging/outcome.ts';
import type { ClientBody } from '../../harness/scenarios/data.ts';

/** One write in the life of a client, with what could be seen of the client until the next one. */
export interface Step {
  readonly sent: ClientBody;
  readonly exchange: Exchange;
  /** The client as it could be read after the write, where clients can be read. */
  readonly read?: Exchange;
  /** `client.updated` of this client, from this write to the next. */
  readonly deliveries: readonly Delivery[];
}

/** A client from its create on; later steps are updates. */
export interface Life {
  /** As the create answered it, `undefined` where it did not. */
  readonly id?: string;
  readonly steps: readonly Step[];
  /** What the run's updates of other clients set fields to. */
  readonly elsewhere?: Values;
}

/** Values by field. */
export type Values = Readonly<Record<string, readonly unknown[]>>;

/** Where and how a field of a client can be seen. */
export interface Sight {
  readonly kind: 'echo' | 'read' | 'delivery';
  /** The echo of a write that named the field: what was asked for, not yet what is stored. */
  readonly own: boolean;
  readonly seen: Seen;
  readonly value: unknown;
}

type Members = Readonly<Record<string, unknown>>;

/** With this many optional fields in it, a read shows the whole client, so a gap says something. */
const WHOLE = 8;

/** Many judges look at the same answers. */
const parsed = new WeakMap<Seen, unknown>();

/** The JSON of an answer or a delivery, `undefined` where it is none. */
export function jsonIn(seen: Seen): unknown {
  if (!parsed.has(seen)) parsed.set(seen, parse(seen));
  return parsed.get(seen);
}

function parse(seen: Seen): unknown {
  try {
    return JSON.parse(('request' in seen ? seen.response?.body : seen.body) ?? '');
  } catch {
    return undefined;
  }
}

/** The object with this id, in whatever list or wrapper it lies. */
export function itemIn(value: unknown, id: string, depth = 4): Members | undefined {
  if (depth === 0 || !isObject(value)) return undefined;
  if (!Array.isArray(value) && String(value.id) === id) return value;
  for (const inner of Object.values(value)) {
    const found = itemIn(inner, id, depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether a text stands somewhere in a JSON value, as a whole string. */
export function mentions(value: unknown, text: string): boolean {
  if (value === text) return true;
  return isObject(value) && Object.values(value).some((inner) => mentions(inner, text));
}

/** What an object shows of a field: at its top level, or grouped one level below. */
export function shownIn(client: Members, field: string): unknown {
  if (Object.hasOwn(client, field)) return client[field];
  const groups = Object.entries(client).filter(([key]) => !/owner|lead_source|client/.test(key));
  for (const [, group] of groups) {
    if (isObject(group) && Object.hasOwn(group, field)) return group[field];
  }
  return undefined;
}

/**
 * The sights of a field right after a step. A delivery is a sight even without the field (§4.2). A
 * value that was set for another client only is none: `only-named-client` is about that.
 */
export function sightsAt(life: Life, at: number, field: string): readonly Sight[] {
  const { id = '', steps } = life;
  const step = steps[at];
  if (step === undefined || !succeeded(step.exchange)) return [];
  const own = Object.hasOwn(step.sent, field);
  const found: Sight[] = [];
  const look = (kind: Sight['kind'], seen: Seen): void => {
    const client = itemIn(jsonIn(seen), id) ?? (kind === 'read' ? undefined : jsonIn(seen));
    if (!isObject(client)) return;
    const value = shownIn(client, field);
    const counts =
      value !== undefined || kind === 'delivery' || (kind === 'read' && isWhole(client));
    if (counts && !isForeign(life, field, value))
      found.push({ kind, own: own && kind === 'echo', seen, value });
  };
  if (step.read !== undefined && succeeded(step.read)) look('read', step.read);
  look('echo', step.exchange);
  for (const delivery of step.deliveries) look('delivery', delivery);
  return found;
}

/** Whether a value of a field was set for another client and never for this one. */
export function isForeign({ steps, elsewhere }: Life, field: string, value: unknown): boolean {
  const values = elsewhere?.[field] ?? [];
  return values.includes(value) && !steps.some(({ sent }) => Object.is(sent[field], value));
}

/** What a field was last set to, `undefined` where it never was. */
export function valueAt({ steps }: Life, at: number, field: string): unknown {
  return steps
    .slice(0, at + 1)
    .findLast(({ sent, exchange }) => Object.hasOwn(sent, field) && succeeded(exchange))?.sent[
    field
  ];
}

/** Whether an object shows so much of a client that a gap in it says something. */
export function isWhole(client: Members): boolean {
  const shown = OPTIONAL_CLIENT_FIELDS.filter((field) => shownIn(client, field) !== undefined);
  return shown.length >= WHOLE;
}

function isObject(value: unknown): value is Members {
  return value !== null && typeof value === 'object';
}
