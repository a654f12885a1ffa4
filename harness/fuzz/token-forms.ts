import fc from 'fast-check';
import type { Kind } from './trial.ts';

type Pair = readonly [name: string, value: string];

/** How the form of a lawful token request is written; each says the same. */
export interface TokenForm {
  /** Where each parameter goes, by its place: the ranks are sorted. */
  readonly ranks: readonly number[];
  /** Parameters that no server knows, as they are written, before and after the others. */
  readonly unknown: { readonly before: readonly Pair[]; readonly after: readonly Pair[] };
  /** Whether letters and digits of values are escaped too. */
  readonly escapes: boolean;
  readonly type: string;
  /** Whether a server must take it, or may refuse it for what an unknown value looks like. */
  readonly is: 'lawful' | 'hostile';
}

const FORM = 'application/x-www-form-urlencoded';
const NAMES = ['conformance', 'x', 'length', 'toString', 'hasOwnProperty', 'a%5Bb%5D', '%C3%A9tat'];
const VALUES = ['', '1', 'a+b', 'true', '%7B%7D', '%C3%A9', '1%2C2'];
const HOSTILE: readonly Pair[] = [
  ['__proto__', 'x'],
  ['__proto__%5Bx%5D', 'y'],
  ['constructor', 'x'],
  ['a%5B0%5D%5Bb%5D%5B%5D', 'x'],
  ['conformance', '%00'],
  ['conformance', '%0D%0AX%3A+y'],
  ['conformance', '%F0%9F%98%80'],
  ['conformance', '%27+OR+%271%27%3D%271'],
  ['conformance', '%3Cb%3E'],
  ['conformance', 'x'.repeat(2_000)],
];

const ranks = fc.array(fc.nat(99), { minLength: 6, maxLength: 6 });
const none: readonly Pair[] = [];

function kind(
  name: string,
  odd: { readonly [Key in keyof TokenForm]?: fc.Arbitrary<TokenForm[Key]> },
): Kind<TokenForm> {
  const plain = {
    ranks: fc.constant([0, 1, 2, 3, 4, 5]),
    unknown: fc.constant({ before: none, after: none }),
    escapes: fc.constant(false),
    type: fc.constant(FORM),
    is: fc.constant('lawful' as const),
  };
  return { name, cases: fc.record({ ...plain, ...odd }) };
}

const pair = fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...VALUES));
const some = fc.uniqueArray(pair, { minLength: 1, maxLength: 4, selector: ([name]) => name });
const unknown = fc.oneof(
  some.map((before) => ({ before, after: none })),
  some.map((after) => ({ before: none, after })),
);
// type and subtype are in any case, and a form has no parameter that would change it (RFC 9110 §8.3.1)
const types = fc.constantFrom(
  `${FORM};charset=UTF-8`,
  `${FORM}; charset=utf-8`,
  'Application/X-WWW-Form-Urlencoded',
);

/** Forms of every kind that a careless server reads otherwise; the hostile ones last. */
export const tokenForms: readonly Kind<TokenForm>[] = [
  kind('a form in another order', { ranks: fc.constant([5, 4, 3, 2, 1, 0]) }),
  kind('a form in any order', { ranks }),
  kind('unknown parameters', { unknown }),
  kind('escaped letters', { escapes: fc.constant(true) }),
  kind('a charset', { type: types }),
  kind('all of this', { ranks, unknown, escapes: fc.boolean(), type: types }),
  kind('an unknown parameter that is hostile', {
    unknown: fc.constantFrom(...HOSTILE).map((each) => ({ before: none, after: [each] })),
    is: fc.constant('hostile' as const),
  }),
];

/** Writes the parameters of a form, which come as URLSearchParams writes them, in another way. */
export function rewritten(
  { ranks: order, unknown: odd, escapes }: TokenForm,
  form: string,
): string {
  const parameters = form
    .split('&')
    .map((text, at) => ({ text, rank: order[at] ?? at }))
    .sort((one, other) => one.rank - other.rank)
    .map(({ text }) => (escapes ? escaped(text) : text));
  const written = (pairs: readonly Pair[]): readonly string[] =>
    pairs.map((each) => each.join('='));
  return [...written(odd.before), ...parameters, ...written(odd.after)].join('&');
}

/** Letters and digits of the value as `%41`. */
function escaped(parameter: string): string {
  const at = parameter.indexOf('=') + 1;
  const value = parameter
    .slice(at)
    .replace(/%[0-9A-F]{2}|[A-Za-z0-9]/g, (found) =>
      found.length > 1 ? found.toLowerCase() : `%${found.charCodeAt(0).toString(16)}`,
    );
  return `${parameter.slice(0, at)}${value}`;
}
