import { at } from '../../at.ts';
import { asText, onAnswer } from '../../handler.ts';
import { changed, has, lost, renamed, stored, without } from './mistreat-fields.ts';
import { coerced, created, noted, updated } from './mistreat-text.ts';
import type { PlantedFault } from './planted-fault.ts';

const untilAstral = (text: string): string => text.split(/[\u{10000}-\u{10ffff}]/u)[0] ?? '';
const withoutAccents = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
const inherited = (field: string): boolean => field in {};
const snaked = (field: string): string =>
  field.replace(/[a-z][A-Z]/g, ([low = '', high = '']) => `${low}_${high.toLowerCase()}`);

/** What a database, a template or a form library does when nobody looks. */
const libraries: readonly PlantedFault[] = [
  created('cut-at-astral', 'cut at the first character of four bytes', untilAstral),
  updated('without-accents', 'without the accents of `line1`', withoutAccents, 'line1'),
  created(
    'folds-sharp-s',
    'with ss for \u00df in its name',
    (text) => text.replaceAll('\u00df', 'ss'),
    'name',
  ),
  noted('loses-non-joiners', 'without its zero-width non-joiners', (text) =>
    text.replaceAll('\u200c', ''),
  ),
  created(
    'reverses-hebrew',
    'with Hebrew letters in the order in which they are seen',
    (text) => text.replace(/[\u05d0-\u05ea]{2,}/g, (word) => [...word].reverse().join('')),
    'city',
  ),
  noted('lines-as-spaces', 'with spaces for its line ends', (text) => text.replace(/\r?\n/g, ' ')),
  noted('lines-as-breaks', 'with <br> for its line ends', (text) => text.replaceAll('\n', '<br>')),
  noted('tabs-as-spaces', 'with spaces for tabs', (text) => text.replaceAll('\t', '    ')),
  updated('without-apostrophes', 'without the apostrophes of its name', (text) =>
    text.replace(/['\u2019]/g, ''),
  ),
  created(
    'cut-at-comma',
    'with `line1` cut at a comma',
    (text) => text.split(',')[0] || text,
    'line1',
  ),
  created(
    'cut-at-ampersand',
    'with `utm_campaign` cut at &',
    (text) => text.split('&')[0] || text,
    'utm_campaign',
  ),
  updated(
    'cut-at-equals',
    'with `utm_content` cut at =',
    (text) => text.split('=')[0] || text,
    'utm_content',
  ),
  created(
    'eats-markdown',
    'without the * and _ of a custom field',
    (text) => text.replace(/[*_]/g, ''),
    'custom_field_name_1',
  ),
  created(
    'lowers-utm',
    'with `utm_medium` in small letters',
    (text) => text.toLowerCase(),
    'utm_medium',
  ),
  updated(
    'keeps-two-words',
    'with the first and the last two words of its name',
    (text) => text.replace(/^(\S+ \S+ \S+) .* (\S+ \S+)$/s, '$1 $2'),
    'name',
  ),
];

/** Notes that are answered as they were sent, and listed in another way. */
const listedNotes: PlantedFault = {
  name: 'note-listed-without-thai',
  does: 'lists notes without their Thai letters',
  clause: 'errors/robustness/valid-note-unchanged',
  answer: onAnswer(
    { ...at.listNotes, status: 200 },
    asText((text) => text.replace(/[\u0e00-\u0e7f]/g, '')),
  ),
};

/** What becomes of values that somebody thinks to understand. */
const understood: readonly PlantedFault[] = [
  coerced('drops-plus', 'without the plus of "+1"', (value) => (value === '+1' ? '1' : value)),
  coerced('bare-phone', 'with the digits of its phone', (value, field) =>
    field === 'phone' ? String(value).replace(/\D/g, '') : value,
  ),
  coerced('drops-comma', 'with "1000" for "1,000"', (value) =>
    value === '1,000' ? '1000' : value,
  ),
  coerced('counts-hexadecimal', 'with 31 for "0x1F"', (value) => (value === '0x1F' ? 31 : value)),
  coerced('loses-nan', 'without what is "NaN"', (value) => (value === 'NaN' ? undefined : value)),
  coerced('untags-email', 'without the tag of its email', (value, field) =>
    field === 'email' ? String(value).replace(/\+[^@]*/, '') : value,
  ),
  coerced('undots-email', 'without the dots before the @ of its email', (value, field) =>
    field === 'email' ? String(value).replace(/\.(?=.*@)/g, '') : value,
  ),
  coerced('swaps-day-and-month', 'with day and month of its birthday swapped', (value, field) =>
    field === 'birthday' ? String(value).replace(/^(\d+)-(\d\d)-(0\d|1[0-2])$/, '$1-$3-$2') : value,
  ),
  coerced('loses-epoch', 'without a birthday at the epoch', (value, field) =>
    field === 'birthday' && Date.parse(String(value)) === 0 ? undefined : value,
  ),
];

/** Fields that are lost among others. */
const fields: readonly PlantedFault[] = [
  stored('once-each', 'without a value that another field has already', (values) => {
    const entries = Object.entries(values);
    const firsts = entries.filter(
      ([, value], at) => entries.findIndex(([, other]) => other === value) === at,
    );
    return Object.fromEntries(firsts);
  }),
  stored('sixteen-fields', 'with sixteen fields at most', (values) =>
    Object.fromEntries(Object.entries(values).slice(0, 16)),
  ),
  stored('loses-inherited', 'without custom fields whose names every object knows', (values) =>
    without(values, ...Object.keys(values).filter(inherited)),
  ),
  stored('names-in-snake-case', 'with names of custom fields in snake case', (values) =>
    renamed(values, snaked),
  ),
  stored('loses-paths', 'without custom fields with a slash in their name', (values) =>
    without(values, ...Object.keys(values).filter((field) => field.includes('/'))),
  ),
  stored('loses-numbered', 'without custom fields that begin with a digit', (values) =>
    without(values, ...Object.keys(values).filter((field) => /^\d/.test(field))),
  ),
  changed(
    'phone-beside-email-lost',
    'ignores a phone that an update names beside an email',
    (before, sent) => [before, lost(sent, 'phone', has(sent, 'email'))],
  ),
  changed('same-is-cleared', 'empties a field that an update names as it is', (before, sent) => {
    const same = Object.keys(sent).filter((field) => sent[field] === before[field]);
    return [without(before, ...same), without(sent, ...same)];
  }),
];

/** Faults as people make them, beside those of texts and fields in general. */
export const carelessFaults: readonly PlantedFault[] = [
  ...libraries,
  listedNotes,
  ...understood,
  ...fields,
];
