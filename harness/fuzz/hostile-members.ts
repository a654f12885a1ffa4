import fc from 'fast-check';
import { mostOf } from './most-of.ts';
import type { Kind } from './trial.ts';

/** A member with its value as it is written in JSON. */
export type Member = readonly [key: string, json: string];

/** The text fields of an operation. */
export interface TextFields {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** The member that names the client, where the body has one. */
  readonly id?: string;
}

const json = (value: unknown): string => JSON.stringify(value);

const ODD_KEYS = [
  '__proto__',
  'constructor',
  'prototype',
  'hasOwnProperty',
  'toString',
  'length',
  '$where',
  '$set',
  'a.b',
  'a[0]',
  '',
  ' ',
  'ключ 漢 😀',
  'owner',
  'owner_id',
  'created_date',
  'is_admin',
];
const NUMBERS = [
  '1e400',
  '-1e400',
  '1e308',
  '-0',
  '0.1e-400',
  '9007199254740993',
  '9223372036854775808',
  '123456789012345678901234567890123456789',
  `1${'0'.repeat(400)}`,
];
const SURROGATES = ['\\ud800', '\\udfff', '\\udc00\\ud800', 'x\\ud83dy'];
const CONTROLS = [
  '\\u0000',
  '\\u0001',
  '\\b',
  '\\u001b[2J',
  '\\r\\nX: y',
  '\\u007f',
  '\\u2028',
  '\\ufffe',
  '\\uffff',
  '\\u202e',
];
const MEANINGFUL = [
  "' OR '1'='1",
  "Robert'); DROP TABLE clients;--",
  '<script>alert(1)</script>',
  '../../../../etc/passwd',
  '{{7*7}}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the text itself is hostile
  '${7*7}',
  '%s%n%x',
  '%00',
  '; cat /etc/passwd',
  '=1+1',
  '0000-00-00',
  '9999-99-99T25:61:61Z',
  '-1',
  'null',
];

/** Names of clients as they must not be, by what they are; each is looked up by other code. */
const ODD_IDS: Readonly<Record<string, string>> = {
  'that is `__proto__`': '"__proto__"',
  'that is an object': '{"a":"x"}',
  'that is a list': '["x"]',
  'that is a number': '-1',
  'that is empty': '""',
  'with NUL': '"x\\u0000"',
  'that is long': json('x'.repeat(5_000)),
};

/** Objects with something hostile in some of their members. */
export function hostileMembers({
  required,
  optional,
  id,
}: TextFields): readonly Kind<readonly Member[]>[] {
  const all = [...required, ...optional];
  // a refusal of what is required would hide what becomes of the rest
  const rest = optional.length > 0 ? optional : required;
  const field = fc.constantFrom(...all);
  const most = (fields: readonly string[], texts: fc.Arbitrary<string>) =>
    fc.tuple(mostOf(fields), texts).map(([keys, text]) => keys.map((key): Member => [key, text]));
  const one = (texts: fc.Arbitrary<string>) =>
    fc.tuple(field, texts).map(([key, text]): readonly Member[] => [[key, text]]);
  const depth = fc.integer({ min: 100, max: 200 });
  const kinds: Readonly<Record<string, fc.Arbitrary<readonly Member[]>>> = {
    'a value of another type': one(
      fc.oneof(
        fc.constantFrom('1', 'true', '[]', '{}', '["x"]', '{"a":"x"}', 'null'),
        fc.json({ maxDepth: 2 }),
      ),
    ),
    numbers: most(rest, fc.constantFrom('1', '0', '-1.5')),
    nulls: most(rest, fc.constant('null')),
    objects: most(rest, fc.constantFrom('{}', '{"a":{}}')),
    'lists and truths': most(rest, fc.constantFrom('[]', '["x"]', 'true', 'false')),
    'odd keys': most(ODD_KEYS, fc.constant('"x"')),
    'odd keys with objects': most(ODD_KEYS, fc.constantFrom('{}', '{"a":"x"}')),
    'a deeply nested member': one(depth.map((times) => '['.repeat(times) + ']'.repeat(times))),
    'a deeply nested object': one(depth.map((n) => `${'{"a":'.repeat(n)}1${'}'.repeat(n)}`)),
    'a key twice': fc
      .tuple(field, fc.constantFrom('"x"', 'null', '1'))
      .map(([key, other]) => [[key, other] as const, [key, '"x"'] as const]),
    'numbers out of range': mostOf(NUMBERS).map((numbers) =>
      numbers.map(
        (each, at): Member => [rest.length > 1 ? `custom_number_${at}` : (rest[0] ?? ''), each],
      ),
    ),
    'lone surrogates': fc.tuple(mostOf(all), mostOf(SURROGATES)).map(quoted),
    'control characters': fc.tuple(mostOf(all), mostOf(CONTROLS)).map(quoted),
    'long texts': fc
      .tuple(mostOf([...required, ...optional.slice(0, 2)]), fc.integer({ min: 5000, max: 20_000 }))
      .map(([keys, length]) => keys.map((key): Member => [key, json('x'.repeat(length))])),
    'texts that mean something elsewhere': fc
      .tuple(fc.nat(MEANINGFUL.length - 1), mostOf(all))
      .map(([first, keys]) =>
        keys.map((key, at): Member => [key, json(MEANINGFUL[(first + at) % MEANINGFUL.length])]),
      ),
    'many such texts': fc
      .tuple(field, mostOf(MEANINGFUL))
      .map(([key, texts]) => [[key, json(texts.join(' '))]]),
    'many members': fc
      .integer({ min: 200, max: 1000 })
      .map((n) => Array.from({ length: n }, (_, at): Member => [`custom_field_${at}`, '"x"'])),
  };
  const named = id === undefined ? [] : Object.entries(ODD_IDS);
  return [
    ...Object.entries(kinds).map(([name, cases]) => ({ name, cases })),
    ...named.map(([what, text]) => ({
      name: `an id ${what}`,
      cases: fc.constant<readonly Member[]>([[id ?? '', text]]),
    })),
  ];
}

function quoted([keys, texts]: readonly [readonly string[], readonly string[]]): readonly Member[] {
  return keys.map((key) => [key, `"x${texts.join('')}"`]);
}
