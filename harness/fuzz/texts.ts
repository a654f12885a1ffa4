import fc from 'fast-check';
import { mostOf } from './most-of.ts';

/** Letters that any gateway has to take: assigned, none of them changed by normalisation. */
const SCRIPTS = {
  latin: [
    [0x41, 0x5a],
    [0x61, 0x7a],
  ],
  accented: [
    [0xc0, 0xd6],
    [0xd8, 0xf6],
    [0xf8, 0xff],
  ],
  greek: [[0x3b1, 0x3c9]],
  cyrillic: [[0x410, 0x44f]],
  hebrew: [[0x5d0, 0x5ea]],
  arabic: [[0x627, 0x63a]],
  devanagari: [[0x905, 0x914]],
  thai: [[0xe01, 0xe2e]],
  kana: [
    [0x3041, 0x3096],
    [0x30a1, 0x30fa],
  ],
  han: [[0x4e00, 0x9fa5]],
  hangul: [[0xac00, 0xd7a3]],
} as const satisfies Record<string, readonly (readonly [from: number, to: number])[]>;

type Plain = keyof typeof SCRIPTS;

/** A kind of text. */
export type Script = Plain | keyof typeof COMPOSITES;

/** Marks that stand in names and addresses, and that careless code escapes, cuts at or chokes on. */
const PUNCTUATION = "019'’&-.,/#:()";
/** Marks likewise that a form may refuse on purpose. */
const RARE_MARKS = '"“”\\%+;!?_*`@=$[]{}~^|<';

/**
 * Texts of pieces that belong together; nearly all of them stand in each case, since a search for a
 * smaller one tells which of them it was.
 */
const COMPOSITES = {
  combining: [
    'e\u0301',
    'u\u0308',
    'c\u0327',
    'n\u0303',
    'a\u030a',
    '\u1100\u1161',
    'o\u0323\u0302',
  ],
  compatible: [
    '\ufb01',
    '\u2460',
    '\uff21',
    '\u212b',
    '\u2126',
    '\u00bd',
    '\u2122',
    '\u00aa',
    '\uff76',
  ],
  cased: [
    'McDonald',
    'ISTANBUL',
    '\u0130stanbul',
    '\u0131',
    'stra\u00dfe',
    '\u1e9e',
    'iPhone',
    'o\u2019Neil',
  ],
  emoji: [
    '\u{1f600}',
    '\u{1f469}\u200d\u{1f469}\u200d\u{1f467}',
    '\u{1f44d}\u{1f3fd}',
    '\u{1f1eb}\u{1f1f7}',
    '\u2764\ufe0f',
    '1\ufe0f\u20e3',
    '\u{1f64f}',
  ],
  astral: ['\u{20bb7}', '\u{1d4b3}', '\u{10348}', '\u{1f0a1}', '\u{2a6d6}', '\u{1e900}'],
  joined: [
    '\u0646\u0627\u0645\u0647\u200c\u0627\u06cc',
    '\u0915\u094d\u200d\u0937',
    'a\u200eb',
    '\u05d0\u200f\u05d1',
    'co\u00adop',
  ],
  spaced: ['a  b', 'c\u00a0d', '\u6f22\u3000\u5b57', 'e\u2009f', 'g   h'],
  escaped: [
    'C:\\new\\table',
    '%41',
    '%20',
    '100%',
    '1+1',
    'a+b',
    "it''s",
    '""',
    'a\\"b',
    '\\u0041',
    '&amp;',
    '&lt;',
    'Tom & Jerry',
    'a;b',
    'x=1',
    '$5',
    '#1',
    '--',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** No letters of any language: a form may refuse them on purpose, but not take and change them. */
const NO_LETTERS: readonly Script[] = ['emoji', 'astral', 'joined', 'escaped'];

const everyScript: readonly Script[] = [
  ...(Object.keys(COMPOSITES) as (keyof typeof COMPOSITES)[]),
  ...(Object.keys(SCRIPTS) as Plain[]),
];

/** Every kind of text that any gateway has to take. */
export const scripts = everyScript.filter((script) => !NO_LETTERS.includes(script));

/** A letter of a script. */
function letter(script: Plain): fc.Arbitrary<string> {
  const ranges = SCRIPTS[script].map(([from, to]) => fc.integer({ min: from, max: to }));
  return fc.oneof(...ranges).map((point) => String.fromCodePoint(point));
}

/** One to about a hundred characters of a script: words with spaces between them. */
export function textIn(script: Script): fc.Arbitrary<string> {
  if (script in COMPOSITES) return composed(COMPOSITES[script as keyof typeof COMPOSITES]);
  const word = fc.string({ unit: letter(script as Plain), minLength: 1, maxLength: 14 });
  return fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '));
}

/** Pieces in an order of its own, so that each stands first, last and amid. */
function composed(pieces: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(mostOf(pieces), fc.nat(pieces.length - 1))
    .map(([kept, by]) => [...kept.slice(by), ...kept.slice(0, by)].join(' ') || pieces.join(' '));
}

const marked = (marks: string): fc.Arbitrary<string> =>
  mostOf([...marks]).map((some) => `A${some.map((each) => `${each}a`).join('')}`);
const punctuated = marked(PUNCTUATION);

/** A text that any gateway has to take, of any script or of marks. */
export const anyScript: fc.Arbitrary<string> = fc.oneof(punctuated, ...scripts.map(textIn));

/** How a gateway may treat a text: it must take it, may refuse it, or may also drop control characters. */
export type Demand = 'granted' | 'unchanged' | 'but for controls';

/** Texts of one kind, with what must become of them. */
export interface TextClass {
  readonly name: string;
  readonly demand: Demand;
  /** A text for a field; the number tells fields and rows apart. */
  readonly text: (place: number) => fc.Arbitrary<string>;
}

/** Whole values that look like something else than the text that they are. */
export const LOOKALIKES = [
  '0123',
  '1e3',
  'true',
  'null',
  '1.0',
  'NO',
  '2020-01-02',
  '[]',
  '{}',
  'undefined',
  '+1',
  '0x1F',
  'false',
  'NaN',
  '1,000',
  '123456789012345678901',
] as const;

/** What must be taken in any text field. */
const taken: readonly TextClass[] = [
  { name: 'marks', demand: 'granted', text: () => punctuated },
  ...scripts.map(
    (script): TextClass => ({ name: script, demand: 'granted', text: () => textIn(script) }),
  ),
];

const all = (pieces: readonly string[]) => (): fc.Arbitrary<string> => composed(pieces);

/** What may be refused, but not taken and changed. */
const refusable: readonly TextClass[] = [
  { name: 'rare marks', demand: 'unchanged', text: () => marked(RARE_MARKS) },
  ...NO_LETTERS.map(
    (script): TextClass => ({ name: script, demand: 'unchanged', text: () => textIn(script) }),
  ),
  {
    name: 'markup',
    demand: 'unchanged',
    text: all(['a <b>bold</b> c', '<3', '<i>', 'x > y', '&#39;', '<!-- c -->', '</p>']),
  },
  {
    name: 'templates',
    demand: 'unchanged',
    text: all([
      '{{7*7}}',
      '{name}',
      '%s',
      '%n',
      '#{x}',
      '<%= x %>',
      '`x`',
      "' OR '1'='1",
      '; ls',
      '../x',
    ]),
  },
  {
    name: 'edges',
    demand: 'unchanged',
    text: (place) =>
      textIn('latin').map((text) => EDGES[place % EDGES.length]?.replace('x', text) ?? text),
  },
  { name: 'lines', demand: 'unchanged', text: all(['a\nb', 'c\td', 'e\u2028f', 'g\u2029h']) },
  {
    name: 'controls',
    demand: 'but for controls',
    text: all([
      'a\u0000b',
      'c\u0001d',
      'e\u007ff',
      'g\u001bh',
      'i\r\nj',
      'k\u0085l',
      'm\u009fn',
      'o\u200bp',
      'q\ufeffr',
      's\u202et',
    ]),
  },
];

const EDGES = ['  x', 'x  ', ' x ', '\u00a0x\u00a0', '\tx', 'x\n', '"x"', "'x'"];

/**
 * Whether a text came back as its class demands. What may be refused for its control characters may
 * also be taken without them, or with something harmless in their place. Blanks that are cut off at
 * the ends are the matter of clauses of their own, which warn.
 */
export function isAsDemanded(value: unknown, expected: unknown, demand: Demand): boolean {
  if (Object.is(value, expected)) return true;
  if (typeof value === 'string' && value.trim() === String(expected).trim()) return true;
  if (demand !== 'but for controls') return false;
  return typeof value === 'string' && harmless(value) === harmless(String(expected));
}

function harmless(text: string): string {
  return text.replace(/[\p{Cc}\s\u200b\ufeff\u202e\ufffd?]/gu, '');
}

/** Every kind of text. */
export const textClasses: readonly TextClass[] = [...taken, ...refusable];
