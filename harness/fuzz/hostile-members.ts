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
export function hostileMembers(fields: TextFields): readonly Kind<readonly Member[]>[] {
  const places = placesIn(fields);
  return [
    ...otherTypes(places),
    ...oddKeys(places),
    ...oddNumbers(places),
    ...oddTexts(places),
    ...oddIds(fields),
  ].map(([name, cases]) => ({ name, cases }));
}

type Members = fc.Arbitrary<readonly Member[]>;
type Named = readonly [name: string, cases: Members];

/** Where in an object something may be put. */
interface Places {
  readonly all: readonly string[];
  /** Those that may be left out: a refusal of what is required would hide what becomes of the rest. */
  readonly rest: readonly string[];
  /** Required ones and few of the others. */
  readonly some: readonly string[];
  readonly field: fc.Arbitrary<string>;
}

function placesIn({ required, optional }: TextFields): Places {
  const all = [...required, ...optional];
  return {
    all,
    rest: optional.length > 0 ? optional : required,
    some: [...required, ...optional.slice(0, 2)],
    field: fc.constantFrom(...all),
  };
}

function oddIds({ id }: TextFields): readonly Named[] {
  if (id === undefined) return [];
  return Object.entries(ODD_IDS).map(
    ([what, text]): Named => [`an id ${what}`, fc.constant<readonly Member[]>([[id, text]])],
  );
}

/** One text in most of some fields. */
function inMost(fields: readonly string[], texts: fc.Arbitrary<string>): Members {
  return fc
    .tuple(mostOf(fields), texts)
    .map(([keys, text]) => keys.map((key): Member => [key, text]));
}

function inOne({ field }: Places, texts: fc.Arbitrary<string>): Members {
  return fc.tuple(field, texts).map(([key, text]): readonly Member[] => [[key, text]]);
}

function otherTypes(places: Places): readonly Named[] {
  const { rest } = places;
  const depth = fc.integer({ min: 100, max: 200 });
  const anyType = fc.oneof(
    fc.constantFrom('1', 'true', '[]', '{}', '["x"]', '{"a":"x"}', 'null'),
    fc.json({ maxDepth: 2 }),
  );
  return [
    ['a value of another type', inOne(places, anyType)],
    ['numbers', inMost(rest, fc.constantFrom('1', '0', '-1.5'))],
    ['nulls', inMost(rest, fc.constant('null'))],
    ['objects', inMost(rest, fc.constantFrom('{}', '{"a":{}}'))],
    ['lists and truths', inMost(rest, fc.constantFrom('[]', '["x"]', 'true', 'false'))],
    [
      'a deeply nested member',
      inOne(
        places,
        depth.map((times) => '['.repeat(times) + ']'.repeat(times)),
      ),
    ],
    [
      'a deeply nested object',
      inOne(
        places,
        depth.map((n) => `${'{"a":'.repeat(n)}1${'}'.repeat(n)}`),
      ),
    ],
  ];
}

function oddKeys({ field }: Places): readonly Named[] {
  const twice = fc
    .tuple(field, fc.constantFrom('"x"', 'null', '1'))
    .map(([key, other]) => [[key, other] as const, [key, '"x"'] as const]);
  const many = fc
    .integer({ min: 200, max: 1000 })
    .map((n) => Array.from({ length: n }, (_, at): Member => [`custom_field_${at}`, '"x"']));
  return [
    ['odd keys', inMost(ODD_KEYS, fc.constant('"x"'))],
    ['odd keys with objects', inMost(ODD_KEYS, fc.constantFrom('{}', '{"a":"x"}'))],
    ['a key twice', twice],
    ['many members', many],
  ];
}

function oddNumbers({ rest }: Places): readonly Named[] {
  const keyOf = (at: number): string => (rest.length > 1 ? `custom_number_${at}` : (rest[0] ?? ''));
  const cases = mostOf(NUMBERS).map((some) => some.map((each, at): Member => [keyOf(at), each]));
  return [['numbers out of range', cases]];
}

function oddTexts({ all, some, field }: Places): readonly Named[] {
  const long = fc
    .tuple(mostOf(some), fc.integer({ min: 5000, max: 20_000 }))
    .map(([keys, length]) => keys.map((key): Member => [key, json('x'.repeat(length))]));
  const meaningful = fc
    .tuple(fc.nat(MEANINGFUL.length - 1), mostOf(all))
    .map(([first, keys]) =>
      keys.map((key, at): Member => [key, json(MEANINGFUL[(first + at) % MEANINGFUL.length])]),
    );
  const joined = fc
    .tuple(field, mostOf(MEANINGFUL))
    .map(([key, texts]): readonly Member[] => [[key, json(texts.join(' '))]]);
  return [
    ['lone surrogates', fc.tuple(mostOf(all), mostOf(SURROGATES)).map(quoted)],
    ['control characters', fc.tuple(mostOf(all), mostOf(CONTROLS)).map(quoted)],
    ['long texts', long],
    ['texts that mean something elsewhere', meaningful],
    ['many such texts', joined],
  ];
}

function quoted([keys, texts]: readonly [readonly string[], readonly string[]]): readonly Member[] {
  return keys.map((key) => [key, `"x${texts.join('')}"`]);
}
