import fc from 'fast-check';
import { hostileMembers, type Member, type TextFields } from './hostile-members.ts';
import type { Kind } from './trial.ts';

/** A body as no client should send it: members that replace lawful ones, or something else entirely. */
export type Hostile =
  | {
      readonly members: readonly Member[];
      /** Put before the body. */
      readonly prefix?: string;
      /** How much of the body is sent, from 0 to 1. */
      readonly until?: number;
      /** Bytes that are no UTF-8, put where `NOT_UTF8` stands in the body. */
      readonly bytes?: readonly number[];
      readonly headers?: Readonly<Record<string, string | null>>;
    }
  | { readonly whole: string };

/** Stands in the body for bytes that are no UTF-8. */
export const NOT_UTF8 = '\u{10fffd}';

const NOT_UTF8_BYTES: readonly (readonly number[])[] = [
  [0xff],
  [0xc3, 0x28],
  [0xed, 0xa0, 0x80],
  [0xf5, 0x80, 0x80, 0x80],
  [0xc0, 0xaf],
  [0xe2, 0x82],
];
const CONTENT_TYPES = [
  null,
  '',
  'text/plain',
  'text/html',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  'application/xml',
  'application/json; charset=utf-16',
  'application/json; charset="',
  'nonsense',
] as const;
const kind = (name: string, cases: fc.Arbitrary<Hostile>): Kind<Hostile> => ({ name, cases });

const NO_OBJECTS = ['true', '0', '-1.5', '""', '"text"', '[]', '[{}]', '[[]]', '[null]'] as const;
const NO_JSON = [
  '',
  ' ',
  '\n',
  '{',
  '}',
  '{}}',
  '{"name":}',
  "{'name':'x'}",
  '{name:"x"}',
  '{"name":"x",}',
  '{"name":NaN}',
  '{"name":Infinity}',
  '{"name":"x"}{"name":"y"}',
  '/* */{"name":"x"}',
  'name=x&phone=1',
  '<client><name>x</name></client>',
  '\u0000',
] as const;

/** Not the unit `binary`, whose table takes a second to build. */
const anyCharacter = fc
  .oneof(
    fc.integer({ min: 0, max: 0xff }),
    fc.integer({ min: 0x100, max: 0xd7ff }),
    fc.integer({ min: 0xe000, max: 0x10_ffff }),
  )
  .map((point) => String.fromCodePoint(point));

/** Whether hostile in one member or as a whole: bodies for an operation with these text fields. */
export function hostileBodies(fields: TextFields): readonly Kind<Hostile>[] {
  const inMembers = hostileMembers(fields).map(({ name, cases }) =>
    kind(
      name,
      cases.map((members): Hostile => ({ members })),
    ),
  );
  return [...inMembers, ...otherValues(), ...noJson(), ...oddBytes(fields), ...otherTypes];
}

const whole = (texts: fc.Arbitrary<string>): fc.Arbitrary<Hostile> =>
  texts.map((text) => ({ whole: text }));
const nested = fc.integer({ min: 100, max: 200 });

/** JSON, but no object. */
function otherValues(): readonly Kind<Hostile>[] {
  const another = fc.json({ maxDepth: 2 }).filter((text) => !/^(\{|null$)/.test(text));
  return [
    kind('null in place of an object', fc.constant({ whole: 'null' })),
    ...NO_OBJECTS.map((text) => kind(`${text} in place of an object`, whole(fc.constant(text)))),
    kind('another JSON value in place of an object', whole(another)),
    kind(
      'a deeply nested list',
      whole(nested.map((depth) => '['.repeat(depth) + ']'.repeat(depth))),
    ),
  ];
}

function noJson(): readonly Kind<Hostile>[] {
  return [
    ...NO_JSON.map((text) => kind(`${JSON.stringify(text)} as a body`, whole(fc.constant(text)))),
    kind('a body that is no JSON', whole(fc.string({ unit: anyCharacter, maxLength: 40 }))),
    kind(
      'a deeply nested body that ends early',
      whole(nested.map((depth) => '{"a":'.repeat(depth))),
    ),
  ];
}

/** Lawful bodies with bytes before, amid or missing from them. */
function oddBytes({ required: [field = 'name'] }: TextFields): readonly Kind<Hostile>[] {
  const lawful: readonly Member[] = [];
  const endingAfter = (least: number): fc.Arbitrary<Hostile> =>
    fc
      .double({ min: least, max: least + 0.09, noNaN: true })
      .map((until) => ({ members: lawful, until }));
  return [
    kind('a body with a byte order mark', fc.constant({ members: lawful, prefix: '\ufeff' })),
    ...[0.1, 0.5, 0.9].map((least) =>
      kind(`a body that ends after ${least * 100} % of it`, endingAfter(least)),
    ),
    ...NOT_UTF8_BYTES.map((bytes) =>
      kind(
        `a body with the bytes ${Buffer.from(bytes).toString('hex')}`,
        fc.constant({ members: [[field, `"x${NOT_UTF8}y"`]], bytes }),
      ),
    ),
  ];
}

/** A lawful body of each other content type than JSON's, and of none. */
export const otherTypes: readonly Kind<Hostile>[] = CONTENT_TYPES.map((type) =>
  kind(
    type === null ? 'a body without a content type' : `a body as "${type}"`,
    fc.constant({ members: [], headers: { 'content-type': type } }),
  ),
);
