import type { Delivery, Exchange } from '../../contracts/evidence.ts';
import type { Evidence } from '../../contracts/verdict.ts';

/** What a judge may point at. */
export type Seen = Exchange | Delivery;

/** The clause is broken: thrown by the words of a judge, caught by `judge`. */
export class Broken extends Error {
  override readonly name = 'Broken';
  readonly seen: readonly Seen[];
  readonly expected: string | undefined;
  readonly actual: string | undefined;

  constructor(message: string, seen: readonly Seen[], expected?: string, actual?: string) {
    super(message);
    this.seen = seen;
    this.expected = expected;
    this.actual = actual;
  }
}

/** The clause could not be judged; the message says why and what would help. */
export class Inconclusive extends Error {
  override readonly name = 'Inconclusive';
  readonly seen: readonly Seen[];

  constructor(message: string, seen: readonly Seen[] = []) {
    super(message);
    this.seen = seen;
  }
}

/** The clause does not apply to this gateway: it lacks a feature that the document only implies. */
export class NotApplicable extends Error {
  override readonly name = 'NotApplicable';
}

/** Ends a judge: the clause is broken. */
export function broken(message: string, ...seen: readonly Seen[]): never {
  throw new Broken(message, seen);
}

/** Ends a judge: no verdict is possible. */
export function inconclusive(reason: string, ...seen: readonly Seen[]): never {
  throw new Inconclusive(reason, seen);
}

/** Ends a judge: the gateway does not offer what the clause is about. */
export function notApplicable(reason: string): never {
  throw new NotApplicable(reason);
}

/** Longer bodies are cut in a verdict; the evidence folder has them whole. */
const LONGEST_BODY = 2_000;

/** An exchange or delivery as evidence of a verdict. */
export function asEvidence(seen: Seen): Evidence {
  if (!('request' in seen)) {
    return { kind: 'delivery', delivery: { ...seen, body: shortened(seen.body) } };
  }
  const { response } = seen;
  if (response === undefined) return { kind: 'exchange', exchange: seen };
  const body = shortened(response.body);
  return { kind: 'exchange', exchange: { ...seen, response: { ...response, body } } };
}

function shortened(body: string): string {
  if (body.length <= LONGEST_BODY) return body;
  return `${body.slice(0, LONGEST_BODY)}… (${body.length} characters)`;
}
