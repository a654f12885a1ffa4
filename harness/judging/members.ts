import type { Delivery } from '../../contracts/evidence.ts';
import { jsonOf, shown } from './answers.ts';
import { Broken, broken, type Seen } from './outcome.ts';
import { touch } from './touched.ts';

/** The JSON object that a delivery carries; broken where its body is none. */
export function bodyOf(delivery: Delivery): Readonly<Record<string, unknown>> {
  touch(delivery);
  if (delivery.brokenUtf8) broken('the body of the delivery must be UTF-8', delivery);
  try {
    const value: unknown = JSON.parse(delivery.body);
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch {
    // told below: what came is shown either way
  }
  return broken(
    `the body of the delivery must be a JSON object; it is ${shown(delivery.body)}`,
    delivery,
  );
}

/** The JSON object of an answer or a delivery. */
export function objectOf(seen: Seen): Readonly<Record<string, unknown>> {
  return 'request' in seen ? jsonOf(seen) : bodyOf(seen);
}

/** The member at a dotted path, `undefined` where there is none. Only own members count. */
export function memberOf(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, key) => {
    if (inner === null || typeof inner !== 'object' || !Object.hasOwn(inner, key)) return undefined;
    return (inner as Record<string, unknown>)[key];
  }, value);
}

function subject(seen: Seen, path: string): string {
  return 'request' in seen
    ? `"${path}" of the answer to ${seen.label}`
    : `"${path}" of the delivery`;
}

/** What a member must be: `rule` completes "must …". */
export interface Rule {
  readonly rule: string;
  readonly holds: (value: unknown) => boolean;
}

/** A member of an answer or a delivery must keep a rule; returns its value. */
export function carries(seen: Seen, path: string, { rule, holds }: Rule): unknown {
  const value = memberOf(objectOf(seen), path);
  if (holds(value)) return value;
  throw new Broken(
    `${subject(seen, path)} must ${rule}; it is ${shown(value)}`,
    [seen],
    `"${path}" must ${rule}`,
    shown(value),
  );
}

/** A string that is not empty. */
export const text: Rule = {
  rule: 'be a string that is not empty',
  holds: (value) => typeof value === 'string' && value !== '',
};

/** A string, also an empty one. */
export const anyText: Rule = {
  rule: 'be a string',
  holds: (value) => typeof value === 'string',
};

/** A JSON number. */
export const number: Rule = {
  rule: 'be a number',
  holds: (value) => typeof value === 'number',
};

/** A JSON object. */
export const object: Rule = {
  rule: 'be an object',
  holds: (value) => value !== null && typeof value === 'object' && !Array.isArray(value),
};

/** Absent or null: how a gateway may write that there is no value. */
export const nothing: Rule = {
  rule: 'be absent or null',
  holds: (value) => value === undefined || value === null,
};

/** The very value. */
export function exactly(expected: unknown): Rule {
  return { rule: `be ${shown(expected)}`, holds: (value) => Object.is(value, expected) };
}

/** Keeps the rule, or is absent or null. */
export function optional({ rule, holds }: Rule): Rule {
  return {
    rule: `${rule}, if it is there`,
    holds: (value) => nothing.holds(value) || holds(value),
  };
}

const ISO =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)([.,]\d+)?(Z|[+-]\d\d:?\d\d)$/;

/** An ISO 8601 date and time with its zone. */
export const isoDateTime: Rule = {
  rule: 'be an ISO 8601 date and time with its zone',
  holds: (value) =>
    typeof value === 'string' && ISO.test(value) && !Number.isNaN(Date.parse(value)),
};

/** The same instant, however it is written; text that is no date must be the same text. */
export function sameInstant(expected: unknown): Rule {
  return {
    rule: `be the instant ${shown(expected)}`,
    holds: (value) =>
      typeof value === 'string' && (value === expected || apart(value, expected) < 1000),
  };
}

/** A date from one instant to another, both in milliseconds since the epoch. */
export function between(earliestMs: number, latestMs: number): Rule {
  const [earliest, latest] = [earliestMs, latestMs].map((ms) => new Date(ms).toISOString());
  return {
    rule: `be a time from ${earliest} to ${latest}`,
    holds: (value) => {
      const ms = instant(value) ?? Number.NaN;
      return ms >= earliestMs && ms <= latestMs;
    },
  };
}

/** Gateways write the same instant with and without milliseconds, and round or cut them. */
function apart(one: unknown, other: unknown): number {
  return Math.abs((instant(one) ?? Number.NaN) - (instant(other) ?? Number.NaN));
}

/** Milliseconds since the epoch. */
function instant(value: unknown): number | undefined {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(ms) ? undefined : ms;
}
