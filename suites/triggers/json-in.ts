import type { Delivery, Exchange } from '../../contracts/evidence.ts';

/** Many judges look at the same bodies. */
const parsed = new WeakMap<object, unknown>();

/** The JSON of a delivery or an answer, `undefined` where it is none. */
export function jsonIn(seen: Delivery | Exchange): unknown {
  if (!parsed.has(seen)) parsed.set(seen, parse(seen));
  return parsed.get(seen);
}

function parse(seen: Delivery | Exchange): unknown {
  try {
    return JSON.parse(('request' in seen ? seen.response?.body : seen.body) ?? '');
  } catch {
    return undefined;
  }
}

/** Whether a JSON value is an object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
