import { mangled } from '../actions/mangle.ts';
import { coerced, created, deliveredAs, noted, readAs, updated } from './mistreat-text.ts';
import type { PlantedFault } from './planted-fault.ts';

const cutAt =
  (length: number) =>
  (text: string): string =>
    text.slice(0, length);
const cutAtBytes =
  (length: number) =>
  (text: string): string =>
    new TextDecoder().decode(Buffer.from(text).subarray(0, length)).replace(/\ufffd+$/, '');
const titled = (text: string): string => text.replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Letters, marks and white space that do not come back. */
const letters: readonly PlantedFault[] = [
  created('loses-astral', 'without its characters beyond the BMP', mangled.withoutAstral),
  updated('marks-astral', 'with ? for characters beyond the BMP', (text) =>
    text.replace(/[\u{10000}-\u{10ffff}]/gu, '?'),
  ),
  created('composes-city', 'with its `city` in NFC', mangled.composed, 'city'),
  noted('decomposed', 'in NFD', (text) => text.normalize('NFD')),
  updated('compatible', 'with its texts in NFKC', (text) => text.normalize('NFKC'), 'utm_source'),
  created('loses-joiners', 'without its zero-width joiners', (text) =>
    text.replaceAll('\u200d', ''),
  ),
  updated('loses-marks', 'without the marks of writing directions', (text) =>
    text.replace(/[\u200e\u200f]/g, ''),
  ),
  created('loses-selectors', 'without the selectors of emoji', (text) =>
    text.replaceAll('\ufe0f', ''),
  ),
  created(
    'loses-skin',
    'with emoji of one colour',
    (text) => text.replace(/[\u{1f3fb}-\u{1f3ff}]/gu, ''),
    'name',
  ),
  noted('loses-hyphens', 'without its soft hyphens', (text) => text.replaceAll('\u00ad', '')),
  created(
    'loses-separators',
    'without U+2028',
    (text) => text.replaceAll('\u2028', ''),
    'utm_content',
  ),
  noted('plain-spaces', 'with plain spaces for others', (text) =>
    text.replace(/[\u00a0\u2009\u3000]/g, ' '),
  ),
  created(
    'in-latin-1',
    'with ? for what is not Latin-1',
    (text) => text.replace(/[^ -\u00ff]/g, '?'),
    'custom_field_name_2',
  ),
  updated('misread', 'with its UTF-8 read as Latin-1', mangled.misread, 'line2'),
  noted('collapsed', 'with single spaces', (text) => text.replace(/ {2,}/g, ' ')),
  updated('collapses', 'with single spaces in its name', mangled.collapsed, 'name'),
  created('lowers-email', 'with its email in small letters', (text) => text.toLowerCase(), 'email'),
  updated('titles-name', 'with capitals in its name', titled, 'name'),
  created(
    'upper-code',
    'with click ids in capitals',
    (text) => text.toUpperCase(),
    'tiktok_click_id',
  ),
  created(
    'turkish',
    'with `city` in small letters of Turkish',
    (text) => text.replaceAll('\u0130', 'i\u0307'),
    'city',
  ),
  noted('straight-quotes', 'with straight quotes', (text) => text.replace(/[\u2018\u2019]/g, "'")),
];

/** Marks that another language gives a meaning. */
const escapes: readonly PlantedFault[] = [
  created('escapes-html', 'with `line1` escaped for HTML', mangled.asHtml, 'line1'),
  updated('unescapes-html', 'with character references resolved', (text) =>
    text.replaceAll('&amp;', '&').replaceAll('&lt;', '<'),
  ),
  noted('without-tags', 'without its tags', mangled.withoutTags),
  created('without-tags', 'with `city` without its tags', mangled.withoutTags, 'city'),
  created(
    'doubles-quotes',
    'with its quotes doubled',
    (text) => text.replaceAll("'", "''"),
    'name',
  ),
  noted('quotes-escaped', 'with its quotes escaped', (text) => text.replaceAll('"', '\\"')),
  created('eats-backslashes', 'without its backslashes', mangled.withoutBackslashes),
  updated('resolves-backslashes', 'with its escapes resolved', (text) =>
    text.replaceAll('\\n', '\n').replaceAll('\\t', '\t'),
  ),
  updated(
    'decodes',
    'with `utm_source` percent-decoded',
    (text) => text.replace(/%[0-7][0-9a-f]/gi, decoded),
    'utm_source',
  ),
  created(
    'plus-as-space',
    'with spaces for plus in `utm_term`',
    (text) => text.replaceAll('+', ' '),
    'utm_term',
  ),
  created(
    'encodes-ampersand',
    'with & percent-encoded',
    (text) => text.replaceAll('&', '%26'),
    'utm_campaign',
  ),
  noted('cut-at-nul', 'cut at NUL', (text) => text.split('\u0000')[0] ?? ''),
  created(
    'cut-at-hash',
    'with `utm_content` cut at #',
    (text) => text.split('#')[0] || text,
    'utm_content',
  ),
  noted('cut-at-semicolon', 'cut at ;', (text) => text.split(';')[0] || 'x'),
  updated('fills-templates', 'with {name} filled in', (text) => text.replaceAll('{name}', 'Jane')),
  created('cut-at-comment', 'cut at --', (text) => text.split('--')[0] || text, 'line2'),
];

/** Texts that are cut. */
const cuts: readonly PlantedFault[] = [
  created('cut-at-50', 'with 50 characters of `line1`', cutAt(50), 'line1'),
  created('cut-at-64', 'with 64 characters of a click id', cutAt(64), 'google_click_id'),
  updated('cut-at-100', 'with 100 characters of its name', cutAt(100), 'name'),
  created('cut-at-128', 'with 128 characters of `utm_campaign`', cutAt(128), 'utm_campaign'),
  created('cut-at-190', 'with 190 characters of its name', cutAt(190), 'name'),
  created('cut-at-255', 'with 255 characters of `city`', cutAt(255), 'city'),
  updated('cut-at-256', 'with 256 characters of `line2`', cutAt(256), 'line2'),
  noted('cut-at-999', 'of 999 characters', cutAt(999)),
  noted('cut-at-4096', 'of 4,096 characters', cutAt(4096)),
  created('cut-at-255-bytes', 'with 255 bytes of its name', cutAtBytes(255), 'name'),
  updated(
    'cut-at-1000',
    'with 1,000 characters of a custom field',
    cutAt(1000),
    'custom_field_name_1',
  ),
];

/** Texts that become something else. */
const kinds: readonly PlantedFault[] = [
  coerced('counts-0123', 'with a number for "0123"', (value) => (value === '0123' ? 123 : value)),
  coerced('counts-1e3', 'with a number for "1e3"', (value) => (value === '1e3' ? 1000 : value)),
  coerced('counts-postal-code', 'with a number for its `postal_code`', (value, field) =>
    field === 'postal_code' ? String(Number(value)) : value,
  ),
  coerced('reads-true', 'with true for "true"', (value) => (value === 'true' ? true : value)),
  coerced('reads-false', 'with false for "false" in custom fields', (value, field) =>
    value === 'false' && field.startsWith('custom') ? false : value,
  ),
  coerced('reads-null', 'without what is "null"', (value) =>
    value === 'null' ? undefined : value,
  ),
  coerced('reads-undefined', 'without what is "undefined"', (value) =>
    value === 'undefined' ? undefined : value,
  ),
  coerced('rounds-1.0', 'with "1" for "1.0"', (value) => (value === '1.0' ? '1' : value)),
  coerced('reads-norway', 'with false for "NO"', (value) => (value === 'NO' ? false : value)),
  coerced('dates-texts', 'with a time for a date in a text', (value, field) =>
    /^\d{4}-\d\d-\d\d$/.test(String(value)) && field !== 'birthday' ? `${value}T00:00:00Z` : value,
  ),
  coerced('counts-long-digits', 'with rounded long numbers', (value) =>
    /^\d{16,}$/.test(String(value)) ? String(Number(value)) : value,
  ),
  coerced('loses-empty-json', 'without what looks like empty JSON', (value) =>
    value === '[]' || value === '{}' ? undefined : value,
  ),
];

/** Views that differ from what is stored. */
const views: readonly PlantedFault[] = [
  readAs('composed', 'with its `line1` in NFC', 'line1', (text) => text.normalize('NFC')),
  readAs('cut', 'with 150 characters of `utm_campaign`', 'utm_campaign', cutAt(150)),
  deliveredAs(
    'client.created',
    'without-astral',
    'without characters beyond the BMP',
    mangled.withoutAstral,
  ),
  deliveredAs('client.updated', 'as-html', 'escaped for HTML', mangled.asHtml),
  deliveredAs('client.created', 'cut', 'with 100 characters of the name', cutAt(100)),
];

/** Faults in how texts are treated. */
export const textFaults: readonly PlantedFault[] = [
  ...letters,
  ...escapes,
  ...cuts,
  ...kinds,
  ...views,
];
