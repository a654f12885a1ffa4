import { bodyOf } from '../../handler.ts';
import { changed, has, lost, renamed, stored, without } from './mistreat-fields.ts';
import type { PlantedFault } from './planted-fault.ts';

const UPDATE = 'errors/robustness/valid-update-unchanged';

const nextDay = (day: unknown, by: number): string =>
  new Date(Date.parse(String(day)) + by * 86_400_000).toISOString().slice(0, 10);

/** Creates that lose, swap or shift fields. */
const creates: readonly PlantedFault[] = [
  stored('loses-line2-beside-city', 'without `line2` where it has a `city`', (values) =>
    lost(values, 'line2', has(values, 'city')),
  ),
  stored('swaps-city-and-state', 'with `city` and `line2` swapped where it has both', (values) => {
    const { city, line2 } = values;
    return city !== undefined && line2 !== undefined
      ? { ...values, city: line2, line2: city }
      : values;
  }),
  stored('loses-gclid-beside-fbclid', 'with one click id of two', (values) =>
    lost(values, 'google_click_id', has(values, 'facebook_click_id')),
  ),
  stored(
    'loses-term-without-campaign',
    'without `utm_term` where it has no `utm_campaign`',
    (values) => lost(values, 'utm_term', !has(values, 'utm_campaign')),
  ),
  stored('loses-line2-by-email', 'without `line2` where it has an email only', (values) =>
    lost(values, 'line2', !has(values, 'phone')),
  ),
  stored(
    'loses-email-beside-birthday',
    'without its email where it has a phone and a birthday',
    (values) => lost(values, 'email', has(values, 'phone') && has(values, 'birthday')),
  ),
  stored('loses-city-by-phone', 'without its `city` where it has a phone only', (values) =>
    lost(values, 'city', !has(values, 'email')),
  ),
  stored('loses-custom-beside-other', 'with one custom field of two', (values) =>
    lost(values, 'custom_field_name_1', has(values, 'custom_field_name_2')),
  ),
  stored('loses-lone-custom', 'without a custom field that stands alone', (values) =>
    lost(values, 'custom_field_name_2', !has(values, 'custom_field_name_1')),
  ),
  stored(
    'state-from-country',
    'with a `state` from its `country_code` where it has none',
    (values) =>
      has(values, 'country_code') && has(values, 'postal_code') && has(values, 'utm_medium')
        ? without(values, 'utm_medium')
        : values,
  ),
  stored('shifts-birthday', 'born a day earlier', (values) =>
    has(values, 'birthday') ? { ...values, birthday: nextDay(values.birthday, -1) } : values,
  ),
  stored('loses-old-birthdays', 'without a birthday before 1970', (values) =>
    lost(values, 'birthday', String(values.birthday) < '1970'),
  ),
  stored('shifts-leap-days', 'born on the first of March for the 29th of February', (values) =>
    /-02-29$/.test(String(values.birthday))
      ? { ...values, birthday: nextDay(values.birthday, 1) }
      : values,
  ),
  stored('loses-constructor', 'without a custom field called `constructor`', (values) =>
    lost(values, 'constructor', true),
  ),
  stored('loses-dotted', 'without custom fields with a dot in their name', (values) =>
    without(values, ...Object.keys(values).filter((field) => field.includes('.'))),
  ),
  stored('underscores-names', 'with _ for spaces in names of custom fields', (values) =>
    renamed(values, (field) => field.replaceAll(' ', '_')),
  ),
  stored('loses-dollars', 'without custom fields that begin with $', (values) =>
    without(values, ...Object.keys(values).filter((field) => field.startsWith('$'))),
  ),
  stored('lowers-names', 'with names of custom fields in small letters', (values) =>
    renamed(values, (field) => field.toLowerCase()),
  ),
  stored('loses-foreign-names', 'without custom fields with names beyond ASCII', (values) =>
    without(values, ...Object.keys(values).filter((field) => /[^ -~]/.test(field))),
  ),
];

/** Updates that lose or change what they do not name. */
const updates: readonly PlantedFault[] = [
  changed(
    'name-clears-birthday',
    'empties the birthday where an update names the name',
    (before, sent) => [
      has(sent, 'name') && !has(sent, 'birthday') ? without(before, 'birthday') : before,
      sent,
    ],
  ),
  changed(
    'line1-changes-line2',
    'sets `line2` to `line1` where an update names `line1` only',
    (before, sent) => [
      has(sent, 'line1') && !has(sent, 'line2') ? { ...before, line2: sent.line1 ?? '' } : before,
      sent,
    ],
  ),
  changed(
    'email-takes-phone',
    'empties the phone where an update names an email only',
    (before, sent) => [
      has(sent, 'email') && !has(sent, 'phone') ? without(before, 'phone') : before,
      sent,
    ],
  ),
  changed(
    'city-resets-state',
    'empties the state where an update names the city and not the state',
    (before, sent) => [
      has(sent, 'city') && !has(sent, 'state') ? without(before, 'state') : before,
      sent,
    ],
  ),
  changed('single-ignored', 'makes no update of a single field', (before, sent) => [
    before,
    Object.keys(sent).length === 1 ? {} : sent,
  ]),
  changed(
    'single-replaces',
    'replaces all optional fields by the one of an update',
    (before, sent) => [
      Object.keys(sent).length === 1
        ? Object.fromEntries(
            Object.entries(before).filter(([field]) => /^(name|email|phone)$/.test(field)),
          )
        : before,
      sent,
    ],
  ),
  changed(
    'term-loses-beside-content',
    'ignores `utm_term` beside `utm_content`',
    (before, sent) => [before, lost(sent, 'utm_term', has(sent, 'utm_content'))],
  ),
  changed('source-without-medium', 'ignores `utm_source` without `utm_medium`', (before, sent) => [
    before,
    lost(sent, 'utm_source', !has(sent, 'utm_medium')),
  ]),
  changed(
    'custom-clears-other',
    'empties a custom field where an update names the other',
    (before, sent) => [
      has(sent, 'custom_field_name_1') && !has(sent, 'custom_field_name_2')
        ? without(before, 'custom_field_name_2')
        : before,
      sent,
    ],
  ),
  changed(
    'shifts-birthday',
    'updates the birthday of a client to the day after',
    (before, sent) => [
      before,
      has(sent, 'birthday') ? { ...sent, birthday: nextDay(sent.birthday, 1) } : sent,
    ],
  ),
  {
    name: 'update-third-lost',
    does: 'answers the third update of a client and does not make it',
    clause: UPDATE,
    answer: (next, gateway) => {
      const counts = new Map<string, number>();
      return async (request) => {
        const id = String(bodyOf(request).id);
        const before = gateway.store.clients.get(id);
        const answer = await next(request);
        if (request.method !== 'PUT' || before === undefined || answer.status !== 200)
          return answer;
        counts.set(id, (counts.get(id) ?? 0) + 1);
        if (counts.get(id) === 3) gateway.store.clients.set(id, before);
        return answer;
      };
    },
  },
];

/** Faults in how fields are treated. */
export const fieldFaults: readonly PlantedFault[] = [...creates, ...updates];
