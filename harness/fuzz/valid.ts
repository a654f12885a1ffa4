import fc from 'fast-check';
import { OPTIONAL_CLIENT_FIELDS, type OptionalClientField } from '../../contracts/resources.ts';
import { pairwise } from './pairwise.ts';
import {
  EMAILS,
  type FieldNames,
  TAGGED_EMAIL,
  type ValidClient,
  type ValidNote,
} from './payloads.ts';
import { reduceClient, reduceNote } from './reduce.ts';
import {
  anyScript,
  type Demand,
  LOOKALIKES,
  type Script,
  scripts,
  textClasses,
  textIn,
} from './texts.ts';
import type { Kind } from './trial.ts';

/** Names that careless code stumbles over, where a target keeps custom fields of any name. */
export const ODD_NAMES = [
  'Favourite colour',
  'hair.colour',
  'constructor',
  'toString',
  'hasOwnProperty',
  'a-b',
  'cl\u00e9',
  '\u5b57\u6bb5',
  'UPPER',
  'camelCase',
  '2nd',
  '$price',
  'x:y',
  'a/b',
  'length',
  'smile \u{1f600}',
] as const;

/** Lengths at which columns end; up to the first any text is taken whole. */
const TAKEN_LENGTH = 200;
const LONG = [
  { length: 256, letter: 'x' },
  { length: 1_001, letter: 'x' },
  { length: 4_100, letter: 'x' },
  { length: 10_000, letter: 'x' },
  { length: 180, letter: '\u00e9' },
  { length: 90, letter: '\u{1f600}' },
] as const;
const LONG_FIELDS: readonly string[] = ['name', 'line1', 'utm_campaign', 'google_click_id'];

/** Lawful clients: each kind of text in each field, each pair of fields with and without the other. */
export function validClients(names: FieldNames): readonly Kind<ValidClient>[] {
  return kindsOf('client', ['name', ...optionalFields(names)], names);
}

/** Lawful updates likewise: what they name, and nothing else, is to change. */
export function validChanges(names: FieldNames): readonly Kind<ValidClient>[] {
  const fields = ['name', ...optionalFields(names)];
  const alone = fields.slice(0, 3).map((_, at) => ({
    name: `update of a single field, ${at + 1}`,
    reduce: reduceClient,
    cases: fc
      .constantFrom(...fields)
      .chain((field) =>
        client(
          [field],
          (each) => lawful(each, anyScript),
          'granted',
          fc.constant({ phone: false }),
        ),
      ),
  }));
  return [...alone, ...kindsOf('update', fields, names)].map((kind) => ({
    ...kind,
    cases: kind.cases.filter(namesSomething),
  }));
}

/** A lawful note of every kind of text, of one or several lines, of any length. */
export function validNotes(): readonly Kind<ValidNote>[] {
  const kind = (name: string, demand: Demand, notes: fc.Arbitrary<string>): Kind<ValidNote> => ({
    name: `note, ${name}`,
    cases: notes.map((note) => ({ note, demand })),
    reduce: reduceNote,
  });
  const lines = (texts: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc.array(texts, { minLength: 1, maxLength: 3 }).map((each) => each.join('\n'));
  return [
    ...textClasses.map(({ name, demand, text }) => kind(name, demand, lines(text(0)))),
    ...[1_000, ...LONG.map(({ length }) => length)].map((length) =>
      kind(
        `${length} characters`,
        length <= 1_000 ? 'granted' : 'unchanged',
        fc.constant('x'.repeat(length)),
      ),
    ),
    ...[0, 2, 5].map((place) => kind(`edges ${place}`, 'unchanged', edges(place))),
    ...LOOKALIKES.map((text) => kind(`"${text}"`, 'unchanged', fc.constant(text))),
  ];
}

/** What a client is sent with beside its name and its contacts. */
function optionalFields({ custom }: FieldNames): readonly string[] {
  return [...OPTIONAL_CLIENT_FIELDS, ...custom];
}

function namesSomething({ phone, email, members }: ValidClient): boolean {
  return phone || email !== undefined || Object.keys(members).length > 0;
}

function edges(place: number): fc.Arbitrary<string> {
  return textClasses.find(({ name }) => name === 'edges')?.text(place) ?? fc.constant(' x ');
}

function kindsOf(
  what: string,
  fields: readonly string[],
  { keepsAny }: FieldNames,
): readonly Kind<ValidClient>[] {
  const kind = (name: string, cases: fc.Arbitrary<ValidClient>): Kind<ValidClient> => ({
    name: `${what}, ${name}`,
    cases,
    reduce: reduceClient,
  });
  const byClass = textClasses.map(({ name, demand, text }) =>
    kind(
      name,
      client(fields, (field, at) => lawful(field, text(at)), demand),
    ),
  );
  const lookalikes = Array.from({ length: LOOKALIKES.length / 2 }, (_, row) =>
    kind(
      `values that look like others, ${row + 1}`,
      client(
        fields,
        (field, at) => lawful(field, fc.constant(LOOKALIKES[row + (at % 2) * 8] ?? '')),
        'unchanged',
      ),
    ),
  );
  return [
    ...byClass,
    ...(keepsAny ? [1, 2].map((row) => kind(`odd names, ${row}`, oddlyNamed())) : []),
    ...lookalikes,
    ...inPairs(fields).map((cases, row) => kind(`fields in pairs, ${row + 1}`, cases)),
    ...lengths(fields).map(([name, cases]) => kind(name, cases)),
    ...[1, 2, 3, 4].map((row) => kind(`anything, ${row}`, anything(fields))),
  ];
}

type TextOf = (field: string, at: number) => fc.Arbitrary<string>;

/** A client with all of these fields. */
function client(
  fields: readonly string[],
  textOf: TextOf,
  demand: Demand,
  contacts = bothMostly(demand),
): fc.Arbitrary<ValidClient> {
  const members = fc.record(
    Object.fromEntries(fields.map((field, at) => [field, textOf(field, at)])),
  );
  return fc
    .tuple(members, contacts)
    .map(([values, how]) => ({ ...how, members: { ...values }, demand }));
}

type Contacts = Pick<ValidClient, 'phone' | 'email'>;

const someEmail = fc.constantFrom(...EMAILS);
const bothMostly = (demand: Demand): fc.Arbitrary<Contacts> =>
  fc
    .tuple(
      fc.nat(3),
      demand === 'granted' ? someEmail : fc.oneof(someEmail, fc.constant(TAGGED_EMAIL)),
    )
    .map(([which, email]) => ({ phone: which !== 0, ...(which !== 1 && { email }) }));

/** Each two fields occur together, each without the other, and both not, whatever the seed. */
function inPairs(fields: readonly string[]): readonly fc.Arbitrary<ValidClient>[] {
  return pairwise(fields.length + 2).map((row) => {
    const given = fields.filter((_, at) => row[at + 2]);
    const [phone = true, email = true] = row;
    const contacts = someEmail.map((address) => ({
      phone: phone || !email,
      ...((email || !phone) && { email: address }),
    }));
    return client(given, (field) => lawful(field, anyScript), 'granted', contacts);
  });
}

/** Unknown names go with a plain client, since one of them may be refused. */
function oddlyNamed(): fc.Arbitrary<ValidClient> {
  return client(ODD_NAMES, () => textIn('latin'), 'unchanged');
}

function lengths(
  fields: readonly string[],
): readonly (readonly [string, fc.Arbitrary<ValidClient>])[] {
  // room for the mark that stands before a name
  const taken = (field: string): number => (field === 'name' ? TAKEN_LENGTH - 40 : TAKEN_LENGTH);
  const some = fields.filter((field) => LONG_FIELDS.includes(field));
  return [
    [
      `${TAKEN_LENGTH} characters`,
      client(some, (field) => fc.constant('y'.repeat(taken(field))), 'granted'),
    ],
    ...LONG.map(
      ({ length, letter }) =>
        [
          `${length} times ${letter}`,
          client(fields, (field) => lawful(field, fc.constant(letter.repeat(length))), 'unchanged'),
        ] as const,
    ),
  ];
}

function anything(fields: readonly string[]): fc.Arbitrary<ValidClient> {
  return fc
    .tuple(fc.subarray([...fields]), fc.constantFrom<Script>(...scripts))
    .chain(([some, script]) =>
      client(some, (field) => lawful(field, fc.oneof(textIn(script), anyScript)), 'granted'),
    );
}

/** Days at which careless code miscounts: leap days, ends of years and months, before 1970. */
const DAYS = [
  '2000-02-29',
  '1996-02-29',
  '1999-12-31',
  '2000-01-01',
  '1969-12-31',
  '1970-01-01',
  '1950-06-01',
  '1985-03-31',
];

/** Values that no format could be against: those of the document's examples, and text. */
function lawful(field: string, text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  switch (field as OptionalClientField) {
    case 'state':
      return fc.constantFrom('CA', 'NY', 'TX', 'WA', 'OR', 'IN');
    case 'country_code':
      return fc.constantFrom('US', 'CA', 'GB', 'DE', 'NO');
    case 'postal_code':
      return fc.oneof(
        fc.integer({ min: 501, max: 9_999 }).map((code) => String(code).padStart(5, '0')),
        fc.integer({ min: 10_000, max: 99_999 }).map(String),
      );
    case 'birthday':
      return fc.oneof(
        fc.constantFrom(...DAYS),
        fc
          .integer({ min: 0, max: 18_000 })
          .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10)),
      );
    case 'google_click_id':
    case 'facebook_click_id':
    case 'tiktok_click_id':
      return fc.string({ unit: idLetter, minLength: 40, maxLength: 100 });
    default:
      return text;
  }
}

const idLetter = fc.constantFrom(
  ...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-',
);
