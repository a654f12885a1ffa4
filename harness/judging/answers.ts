import { type Exchange, header } from '../../contracts/evidence.ts';
import { Broken, broken, inconclusive } from './outcome.ts';
import { touch } from './touched.ts';

type Response = NonNullable<Exchange['response']>;

/**
 * The response of an exchange. A target that went away gives no verdict; one that answered nothing
 * or hung up breaks the clause, and a 429 that nobody asked for is never taken for an answer.
 */
export function responseOf(
  exchange: Exchange,
  throttled: 'inconclusive' | 'taken' = 'inconclusive',
): Response {
  touch(exchange);
  const { response, failure } = exchange;
  if (response === undefined) {
    const message = failure?.message ?? 'no response';
    if (failure?.kind === 'unreachable') {
      inconclusive(`${exchange.label}: the target could not be reached (${message})`, exchange);
    }
    throw new Broken(
      `${exchange.label} must be answered; ${message}`,
      [exchange],
      'an answer',
      message,
    );
  }
  if (response.status === 429 && throttled === 'inconclusive') {
    inconclusive(
      `${exchange.label} was answered with 429: the target throttles this client`,
      exchange,
    );
  }
  return response;
}

/** The exchange must be answered with one of the statuses. */
export function answered(exchange: Exchange, ...statuses: readonly number[]): void {
  const { status } = responseOf(exchange, statuses.includes(429) ? 'taken' : 'inconclusive');
  if (statuses.includes(status)) return;
  const expected = statuses.join(' or ');
  throw new Broken(
    `${exchange.label} must be answered with ${expected}; it is answered with ${status}`,
    [exchange],
    `status ${expected}`,
    `status ${status}`,
  );
}

/** The exchange must be refused with 400 or 422, the two lawful answers to a bad or missing field. */
export function refused(exchange: Exchange): void {
  answered(exchange, 400, 422);
}

/** Whether the answer is a success (2xx). */
export function succeeded(exchange: Exchange): boolean {
  const status = exchange.response?.status ?? 0;
  return status >= 200 && status < 300;
}

/**
 * The positive control of a negative check: the same request, whole. Where it is not granted, the
 * refusal of the other proves nothing.
 */
export function control(exchange: Exchange): void {
  if (succeeded(exchange)) return;
  const came = exchange.response?.status ?? exchange.failure?.message ?? 'nothing';
  inconclusive(
    `the control, ${exchange.label}, should have been granted and got ${came}`,
    exchange,
  );
}

/** A header of the answer must match; `rule` completes "must …". */
export function hasHeader(exchange: Exchange, name: string, pattern: RegExp, rule: string): void {
  const value = header(responseOf(exchange, 'taken').headers, name);
  if (value !== undefined && pattern.test(value)) return;
  const actual = value === undefined ? 'it is missing' : `it is "${value}"`;
  throw new Broken(
    `"${name}" of the answer to ${exchange.label} must ${rule}; ${actual}`,
    [exchange],
    `"${name}" must ${rule}`,
    actual,
  );
}

/** The answer must be sent as `application/json`, with or without a charset. */
export function isJson(exchange: Exchange): void {
  hasHeader(exchange, 'content-type', /^application\/json\s*(;|$)/i, 'be "application/json"');
  jsonOf(exchange);
}

/** The JSON object of the answer; broken where the body is none. */
export function jsonOf(exchange: Exchange): Readonly<Record<string, unknown>> {
  const value = jsonValueOf(exchange);
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  return broken(
    `the answer to ${exchange.label} must be a JSON object; it is ${shown(value)}`,
    exchange,
  );
}

/** A judge asks for the same answer again and again. */
const parsed = new WeakMap<Response, unknown>();

/** The JSON value of the answer, of any type; broken where the body is not JSON in UTF-8. */
export function jsonValueOf(exchange: Exchange): unknown {
  const response = responseOf(exchange, 'taken');
  if (parsed.has(response)) return parsed.get(response);
  if (response.brokenUtf8) broken(`the answer to ${exchange.label} must be UTF-8`, exchange);
  try {
    const value: unknown = JSON.parse(response.body);
    parsed.set(response, value);
    return value;
  } catch {
    const came = response.body === '' ? 'empty' : shown(response.body);
    return broken(`the answer to ${exchange.label} must be JSON; it is ${came}`, exchange);
  }
}

/** A value for a sentence, at most 80 characters; of long text also how long it is, since its end is cut off. */
export function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  const text = JSON.stringify(value) ?? String(value);
  if (text.length <= 80) return text;
  return typeof value === 'string'
    ? `${text.slice(0, 56)}…" (${value.length} characters)`
    : `${text.slice(0, 77)}…`;
}
