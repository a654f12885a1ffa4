/** A value with the rule that what comes in its place must keep, in Pact's own notation. */
export interface Matcher {
  readonly 'pact:matcher:type': string | readonly Readonly<Record<string, string>>[];
  readonly value: unknown;
  readonly regex?: string;
  /** Together with `expression`: the value is filled in from the provider states on verification. */
  readonly 'pact:generator:type'?: 'ProviderState';
  readonly expression?: string;
}

/** Any value of the same JSON type; of an object, with the same members. */
export function like(value: unknown): Matcher {
  return { 'pact:matcher:type': 'type', value };
}

/** Any string that is not empty. */
export function text(value: string): Matcher {
  const rules = ['type', 'notEmpty'].map((rule) => ({ 'pact:matcher:type': rule }));
  return { 'pact:matcher:type': rules, value };
}

/** Any JSON number: the document's `150.00` may be written `150`. */
export function aNumber(value: number): Matcher {
  return { 'pact:matcher:type': 'number', value };
}

/** Any text that is, as a whole, of the pattern. */
export function matching(regex: string, value: string): Matcher {
  return { 'pact:matcher:type': 'regex', regex, value };
}

/** A word, but not the JSON texts `true`, `false` and `null`. */
const CODE = '[A-Za-eg-mo-su-z].*|[fnt][^aru].*|[fnt].{5,}';
const SAID = '"(?:[^"\\\\]|\\\\.)+"';
const DOCUMENTED = `\\{(?:.*,)?(?:"code":${SAID}.*,"message":${SAID}|"message":${SAID}.*,"code":${SAID}).*\\}`;

/**
 * The `error` of the token endpoint in either lawful form: the code of RFC 6749, or the documented
 * object with `code` and `message`. Pact holds the pattern against the JSON text of what is no
 * string, so that a number, a list or `null` keeps neither form.
 */
export function tokenError(code: string): Matcher {
  return matching(TOKEN_ERROR, code);
}

/** The pattern of {@link tokenError}, in which differences are put into words. */
export const TOKEN_ERROR = `^(?:${CODE}|${DOCUMENTED})$`;

/** Anything that is there and not empty, of whatever type. */
export function present(value: unknown): Matcher {
  return { 'pact:matcher:type': 'notEmpty', value };
}

/**
 * Exactly what a provider state says.
 *
 * @param name of the value that the states give
 * @param value what stands for it where there is no provider yet
 * @param prefix what stands before it, in both
 */
export function fromState(name: string, value: string, prefix = ''): Matcher {
  return {
    'pact:matcher:type': 'equality',
    'pact:generator:type': 'ProviderState',
    expression: `${prefix}\${${name}}`,
    value: prefix + value,
  };
}

/** The value itself, with every rule in it taken off. */
export function exampleOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(exampleOf);
  if (value === null || typeof value !== 'object') return value;
  if ('pact:matcher:type' in value) return exampleOf((value as Matcher).value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, exampleOf(inner)]));
}
