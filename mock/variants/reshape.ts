import type { Variant } from '../fault.ts';
import { onAnswer, onDelivery } from '../handler.ts';

type Members = Readonly<Record<string, unknown>>;

/** What an answer and a delivery have in common. */
export interface Message {
  headers: Record<string, string | string[]>;
  body?: unknown;
  text?: string | Uint8Array;
}

/** A JSON value with every object in it changed, the inner ones first. */
export function eachObject(value: unknown, change: (members: Members) => Members): unknown {
  if (Array.isArray(value)) return value.map((item) => eachObject(item, change));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, inner]) => [name, eachObject(inner, change)]);
  return change(Object.fromEntries(members));
}

/** Changes every answer and every delivery that carries JSON. */
export function everywhere(
  change: (message: Message) => void,
): Required<Pick<Variant, 'answer' | 'deliver'>> {
  const changed = (message: Message) => {
    if (message.body !== undefined) change(message);
  };
  return { answer: onAnswer({}, changed), deliver: onDelivery('*', changed) };
}

/** Changes every object of every answer and delivery. */
export function everyObject(
  change: (members: Members) => Members,
): Required<Pick<Variant, 'answer' | 'deliver'>> {
  return everywhere((message) => {
    message.body = eachObject(message.body, change);
  });
}

/** Writes every JSON body in its own way. */
export function writtenAs(
  write: (body: unknown) => string,
): Required<Pick<Variant, 'answer' | 'deliver'>> {
  return everywhere((message) => {
    message.text = write(message.body);
  });
}
