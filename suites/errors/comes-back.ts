import type { Delivery, Exchange } from '../../contracts/evidence.ts';
import { Altered } from '../../harness/fuzz/altered.ts';
import { lettersOnly } from '../../harness/fuzz/letters-only.ts';
import { type Demand, isAsDemanded } from '../../harness/fuzz/texts.ts';
import { responseOf, shown, succeeded } from '../../harness/judging/answers.ts';
import { Broken } from '../../harness/judging/outcome.ts';

type Members = Readonly<Record<string, unknown>>;

/** What was sent, and what must become of it. */
export interface Sent {
  readonly body: Members;
  readonly demand: Demand;
}

/** Where something is looked for. */
export interface Shown {
  readonly client: Members;
  readonly seen: Exchange | Delivery;
  /** E.g. `the answer to create client`. */
  readonly where: string;
  /** Fields that stand there for any client, so that a gap tells. */
  readonly always: ReadonlySet<string>;
}

/** A lawful request must be granted, or, where it may be, refused with 400 or 422. */
export function isTaken(exchange: Exchange, demand: Demand): boolean {
  const { status } = responseOf(exchange);
  if (succeeded(exchange)) return true;
  if (demand !== 'granted' && [400, 413, 422].includes(status)) return false;
  // what no input at all may cause is the matter of other clauses
  if (demand !== 'granted' && status >= 500) return false;
  const rule = demand === 'granted' ? 'be granted' : 'be granted, or refused with 400 or 422';
  throw new Broken(
    `${exchange.label} must ${rule}; it is answered with ${status}`,
    [exchange],
    demand === 'granted' ? 'status 2xx' : 'status 2xx, 400 or 422',
    `status ${status}`,
  );
}

/**
 * Whether a lawful request was refused for its characters or their number alone, which a gateway may
 * do: the same in few letters, digits and blanks must be granted then.
 *
 * @returns the exchange that granted it
 */
export async function grantedInLetters(
  { response }: Exchange,
  demand: Demand,
  body: Readonly<Record<string, string>>,
  send: (plain: Readonly<Record<string, string>>) => Promise<Exchange>,
): Promise<Exchange | undefined> {
  if (demand !== 'granted' || ![400, 422].includes(response?.status ?? 0)) return undefined;
  const plain = lettersOnly(body);
  const exchange = plain && (await send(plain));
  return exchange && succeeded(exchange) ? exchange : undefined;
}

/** What is shown of a client must be as it was sent. */
export function comesBack({ body, demand }: Sent, { client, seen, where, always }: Shown): void {
  for (const [field, expected] of Object.entries(body)) {
    const value = Object.hasOwn(client, field) ? client[field] : undefined;
    if (value === undefined && !always.has(field)) continue;
    if (field === 'birthday' ? isSameDay(value, expected) : isAsDemanded(value, expected, demand)) {
      continue;
    }
    throw new Altered(
      `"${field}" of ${where} must be ${shown(expected)}, as it was sent; it is ${shown(value)}`,
      [seen],
      { field, expected, actual: value },
    );
  }
}

/** A day may be written in other ways; only what begins like one of ISO 8601 can be told apart. */
export function isSameDay(value: unknown, expected: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d/.test(value))
    return value !== null && value !== undefined;
  return value.slice(0, 10) === String(expected).slice(0, 10);
}
