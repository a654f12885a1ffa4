import { UsageError } from '../settings/usage-error.ts';
import { PLACEHOLDER } from './placeholders.ts';

/** Values by the name that stands for them in braces. */
export type FillValues = Readonly<Record<string, string | number>>;

/** A JSON value. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };

/**
 * Fills every `{name}` in a text.
 *
 * @param encode applied to each value, as a path needs it
 */
export function fillText(
  text: string,
  values: FillValues,
  encode: (value: string) => string = String,
): string {
  return text.replace(PLACEHOLDER, (_, name: string) => encode(String(lookUp(name, values))));
}

/** Fills every `{name}` in the strings of a JSON value; a string that is nothing else takes the value's type. */
export function fillJson(json: Json, values: FillValues): Json {
  if (typeof json === 'string') {
    const [, name] = /^\{([A-Za-z]\w*)\}$/.exec(json) ?? [];
    return name === undefined ? fillText(json, values) : lookUp(name, values);
  }
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return json.map((item) => fillJson(item, values));
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [key, fillJson(value, values)]),
  );
}

function lookUp(name: string, values: FillValues): string | number {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value !== undefined) return value;
  const known = Object.keys(values).map((each) => `{${each}}`);
  throw new UsageError(
    `nothing is known to fill {${name}}${known.length > 0 ? `; known here is ${known.join(', ')}` : ''}`,
  );
}
