import type { createClient } from '../../../contracts/clauses/actions/create-client.ts';
import type { OptionalClientField } from '../../../contracts/resources.ts';
import { users } from '../../accounts.ts';
import { json } from '../../answer.ts';
import { at } from '../../at.ts';
import type { Fault } from '../../fault.ts';
import {
  bodyOf,
  instead,
  onAnswer,
  onRequest,
  withBody,
  withHeader,
  withMember,
} from '../../handler.ts';
import type { ClientRecord } from '../../records.ts';
import { along } from '../along.ts';
import type { SectionFaults } from '../section-faults.ts';
import { mangled, withTexts } from './mangle.ts';
import { dates, granted, lacking, refusedWith, renamed, turned } from './misanswer.ts';
import { cut, lost, lostBeside, misnamed, onCreate, refusing } from './mistreat.ts';

const NAMED = 'errors/format/field-of-missing';
const NEVER_5XX = 'errors/robustness/never-5xx';
const BAD_REQUEST = 'errors/statuses/bad-request-400';
const WRONG_TYPE = 'errors/statuses/unprocessable-422';
const creating = (slug: string): string => `actions/create-client/${slug}`;
const TEXT = creating('text-unchanged');
const LONG = creating('long-text-unchanged');
const VALID = 'errors/robustness/valid-create-unchanged';
const INVALID = 'errors/robustness/invalid-create-refused';
const SAME_DATES = [
  'triggers/client-created/created-date-same',
  'triggers/client-updated/created-date-same',
];

const asText = (value: unknown): string => (typeof value === 'string' ? value : '');
const isAbsent = (value: unknown): boolean => value === undefined || value === null;
const lacks = (field: string) => (body: Record<string, unknown>) => isAbsent(body[field]);
const isNameless = (body: Record<string, unknown>) => !('name' in body) && 'phone' in body;
const refused = { ...at.createClient, status: 'error' } as const;

/** Creates whose body meets a condition, refused as the mock refuses a wrong type. */
function refusedWhere(
  name: string,
  does: string,
  where: (body: Record<string, unknown>) => boolean,
): Fault {
  return {
    name,
    does,
    answer: onRequest(at.createClient, (request) => {
      const body = bodyOf(request);
      const isWhole = asText(body.name) !== '' && (asText(body.phone) || asText(body.email)) !== '';
      return isWhole && where(body) ? withBody(request, { ...body, name: {} }) : undefined;
    }),
  };
}

/** Refuses a second client without a contact, as a unique index over empty texts does. */
function refusesSecondWithout(field: 'phone' | 'email'): Fault {
  return {
    name: `create-takes-one-without-${field}`,
    does: `refuses a second client without a ${field} as a duplicate`,
    answer: (next) => {
      let count = 0;
      return onRequest(at.createClient, (request) => {
        const body = bodyOf(request);
        const isWhole =
          asText(body.name) !== '' && (asText(body.phone) || asText(body.email)) !== '';
        if (!isWhole || !isAbsent(body[field])) return undefined;
        count += 1;
        return count > 1 ? withBody(request, { ...body, name: {} }) : undefined;
      })(next);
    },
  };
}

/** Changes what the error of a create says. */
const refusal = (where: (body: Record<string, unknown>) => boolean, field: unknown) =>
  onAnswer(refused, (answer, request) => {
    if ([400, 422].includes(answer.status) && where(bodyOf(request)))
      withMember('error.field', field)(answer);
  });

/** What of a client is stored on create. */
const stored = (change: (values: ClientRecord['values']) => ClientRecord['values']) =>
  ({
    record: (client: ClientRecord, action: 'create' | 'update') =>
      action === 'create' ? { ...client, values: change(client.values) } : client,
  }) as const;

const keeps: Readonly<Record<OptionalClientField, readonly [Fault, ...Fault[]]>> = {
  line1: [lost('line1'), ...along([TEXT, LONG], [cut('line1', 6)])],
  line2: [lostBeside('line2', 'line1'), misnamed('line2', 'line_2')],
  city: [
    misnamed('city', 'town'),
    onCreate('city', 'capitalises-city', 'with its `city` in capitals', (city) =>
      city.toUpperCase(),
    ),
  ],
  state: [
    lost('state'),
    onCreate('state', 'lowers-state', 'with its `state` in small letters', (state) =>
      state.toLowerCase(),
    ),
  ],
  postal_code: [
    onCreate('postal_code', 'counts-postal-code', 'with its `postal_code` as a number', Number),
    misnamed('postal_code', 'zip'),
    onCreate(
      'postal_code',
      'drops-leading-zero',
      'without the zero its `postal_code` begins with',
      (code) => code.replace(/^0+/, ''),
    ),
  ],
  country_code: [
    onCreate('country_code', 'defaults-country', 'with `US` as its `country_code`', () => 'US'),
    lostBeside('country_code', 'state'),
    refusing('create', 'country_code'),
  ],
  birthday: [
    lost('birthday'),
    onCreate('birthday', 'times-birthday', 'with a time behind its `birthday`', (day) =>
      /T/.test(day) ? day : `${day}T00:00:00Z`,
    ),
    onCreate('birthday', 'shifts-birthday', 'with its `birthday` a day early', (day) => {
      const then = Date.parse(day);
      if (Number.isNaN(then)) return day;
      return new Date(then - 86_400_000).toISOString().slice(0, 10);
    }),
  ],
  utm_source: [
    onCreate('utm_source', 'owns-utm-source', 'with its own `utm_source`', () => 'zapier'),
    misnamed('utm_source', 'source_utm'),
  ],
  utm_medium: [lost('utm_medium'), cut('utm_medium', 10)],
  utm_campaign: [
    lostBeside('utm_campaign', 'utm_source'),
    onCreate('utm_campaign', 'dashes-utm-campaign', 'with `utm_campaign` in dashes', (campaign) =>
      campaign.replaceAll(' ', '-'),
    ),
  ],
  utm_content: [refusing('create', 'utm_content'), misnamed('utm_content', 'utmContent')],
  utm_term: [
    ...along(
      [TEXT],
      [
        onCreate('utm_term', 'lists-utm-term', 'with the first word of its `utm_term`', (term) =>
          asText(term.split(' ')[0]),
        ),
      ],
    ),
    lost('utm_term'),
  ],
  google_click_id: [
    misnamed('google_click_id', 'gclid'),
    onCreate(
      'google_click_id',
      'quotes-google-click-id',
      'with `google_click_id` in quotes',
      (id) => JSON.stringify(id),
    ),
  ],
  facebook_click_id: [
    lostBeside('facebook_click_id', 'google_click_id'),
    onCreate(
      'facebook_click_id',
      'escapes-facebook-click-id',
      'with `facebook_click_id` escaped',
      (id) => id.replaceAll(' ', '%20'),
    ),
  ],
  tiktok_click_id: [lost('tiktok_click_id'), refusing('create', 'tiktok_click_id')],
};

const keepsFaults = Object.fromEntries(
  Object.entries(keeps).map(([field, faults]) => [
    `keeps-${field}`,
    along([VALID, 'errors/robustness/sequences-keep'], faults),
  ]),
) as Readonly<Record<`keeps-${OptionalClientField}`, readonly [Fault, ...Fault[]]>>;

/** Faults of §5.1. */
export const faults: SectionFaults<typeof createClient> = {
  path: [
    {
      name: 'create-405',
      does: 'has no POST at `/clients`',
      answer: onRequest(at.createClient, (request) => ({ ...request, method: 'PATCH' })),
    },
    {
      name: 'create-404',
      does: 'creates clients at `/clients/create` only',
      answer: onRequest(at.createClient, (request) => ({
        ...request,
        path: '/v1/zapier/clients/create/none',
      })),
    },
  ],
  'charset-utf-8': [
    {
      name: 'create-in-utf-8-415',
      does: 'answers 415 to a create whose content type has a parameter',
      answer: instead(
        { ...at.createClient, when: ({ headers }) => /;/.test(headers['content-type'] ?? '') },
        () => json(415, { error: { code: 'unsupported_media_type', message: 'Send JSON' } }),
      ),
    },
  ],
  'status-201': [
    {
      name: 'created-200',
      does: 'answers a created client with 200',
      rules: { createdStatus: 200 },
      alsoBreaks: ['errors/statuses/created-201'],
    },
    {
      name: 'created-202',
      does: 'answers a created client with 202',
      rules: { createdStatus: 202 },
      alsoBreaks: ['errors/statuses/created-201'],
    },
    {
      name: 'created-200-without-phone',
      does: 'answers a created client with 200 where it has no phone',
      answer: onAnswer(granted.create, (answer, request) => {
        if (isAbsent(bodyOf(request).phone)) answer.status = 200;
      }),
      alsoBreaks: ['errors/statuses/created-201'],
    },
  ],
  json: along(
    ['errors/robustness/hostile-create'],
    [
      {
        name: 'created-as-text',
        does: 'answers a created client as `text/plain`',
        answer: onAnswer(granted.create, withHeader('content-type', 'text/plain')),
      },
      {
        name: 'created-without-type',
        does: 'answers a created client without a content type',
        answer: onAnswer(granted.create, withHeader('content-type', undefined)),
      },
      {
        name: 'created-full-as-script',
        does: 'answers a client created with an address as `text/javascript`',
        answer: onAnswer(
          { ...granted.create, when: (request) => 'line1' in bodyOf(request) },
          withHeader('content-type', 'text/javascript'),
        ),
      },
    ],
  ),
  'answers-id': [
    lacking('create', 'id'),
    turned('create', 'id', 'null', null),
    turned('create', 'id', 'an empty string', ''),
    renamed('create', 'id', 'client_id'),
    {
      name: 'create-answer-has-id-as-number',
      does: 'answers a created client with a number for its id',
      rules: () => {
        let last = 1000;
        return {
          newId: () => {
            last += 1;
            return String(last);
          },
        };
      },
      answer: onAnswer(granted.create, withMember('id', Number)),
    },
  ],
  'answers-name': along(
    [VALID],
    [
      lacking('create', 'name'),
      turned('create', 'name', 'capitals', (name: unknown) => asText(name).toUpperCase()),
      turned('create', 'name', 'its parts', (name: unknown) => {
        const [first, ...last] = asText(name).split(' ');
        return { first, last: last.join(' ') };
      }),
      {
        name: 'create-loses-last-name',
        does: 'creates a client with its first name only',
        ...stored((values) => ({ ...values, name: asText(asText(values.name).split(' ')[0]) })),
      },
    ],
  ),
  'answers-email': along(
    [VALID],
    [
      lacking('create', 'email'),
      {
        name: 'create-drops-email-tag',
        does: 'creates a client with its email without what stands behind a plus',
        ...stored(({ email, ...values }) => ({
          ...values,
          ...(email === undefined ? {} : { email: asText(email).replace(/\+[^@]*/, '') }),
        })),
      },
      turned('create', 'email', 'a masked address', (email: unknown) =>
        typeof email === 'string' ? email.replace(/^[^@]+/, '***') : email,
      ),
      {
        name: 'create-lowers-email',
        does: 'creates a client with its email in small letters',
        ...stored((values) =>
          'email' in values ? { ...values, email: asText(values.email).toLowerCase() } : values,
        ),
      },
      turned('create', 'email', 'null', null),
    ],
  ),
  'answers-phone': along(
    [VALID],
    [
      lacking('create', 'phone'),
      {
        name: 'create-cuts-phone',
        does: 'creates a client with the first twelve characters of its phone',
        ...stored(({ phone, ...values }) => ({
          ...values,
          ...(phone === undefined ? {} : { phone: asText(phone).slice(0, 12) }),
        })),
      },
      turned('create', 'phone', 'a number', (phone: unknown) =>
        typeof phone === 'string' ? Number(phone) : phone,
      ),
      {
        name: 'create-formats-phone',
        does: 'creates a client with its phone as people in the United States write it',
        ...stored((values) =>
          'phone' in values
            ? {
                ...values,
                phone: asText(values.phone).replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3'),
              }
            : values,
        ),
      },
      turned('create', 'phone', 'digits', (phone: unknown) =>
        typeof phone === 'string' ? phone.replace(/\D/g, '') : phone,
      ),
    ],
  ),
  'answers-created-date': [
    lacking('create', 'created_date'),
    turned('create', 'created_date', 'a number', dates.number),
    turned('create', 'created_date', 'null', null),
    renamed('create', 'created_date', 'created_at'),
  ],
  'created-date-iso': [
    turned('create', 'created_date', 'a local date', dates.local),
    turned('create', 'created_date', 'a date without a zone', dates.withoutZone),
    turned('create', 'created_date', 'a day', dates.day),
    turned('create', 'created_date', 'a date with spaces', dates.spaced),
  ],
  'created-date-now': along(
    [...SAME_DATES],
    [
      turned('create', 'created_date', 'the date of the example', '2025-01-15T14:30:00Z'),
      turned('create', 'created_date', 'two days later', dates.later(48)),
      turned('create', 'created_date', 'Pacific time under the name of UTC', dates.later(-8)),
      turned('create', 'created_date', 'a date in 1970', (date: unknown) =>
        new Date(Date.parse(String(date)) / 1000).toISOString(),
      ),
    ],
  ),
  'ids-distinct': [
    {
      name: 'create-merges-namesakes',
      does: 'answers a client whose name is taken with the id of the client that has it',
      answer: (next) => {
        const known = new Map<unknown, unknown>();
        return onAnswer(granted.create, (answer) => {
          const { id, name } = answer.body as Record<string, unknown>;
          if (known.has(name)) withMember('id', known.get(name))(answer);
          else known.set(name, id);
        })(next);
      },
    },
    {
      name: 'create-answers-id-before',
      does: 'answers a client whose email has two capitals with the id of the client created before',
      answer: (next) => {
        let before: unknown;
        return onAnswer(granted.create, (answer, request) => {
          const { id } = answer.body as { id: unknown };
          if (/[A-Z].*[A-Z]/.test(asText(bodyOf(request).email)))
            withMember('id', before ?? id)(answer);
          before = id;
        })(next);
      },
    },
  ],
  'phone-only': along(
    [VALID],
    [
      refusedWhere('create-needs-email', 'refuses a client without an email', lacks('email')),
      refusesSecondWithout('email'),
      {
        name: 'create-phone-only-unwelcome',
        does: 'creates a client without an email and answers 422 since it cannot be welcomed',
        answer: onAnswer(
          { ...granted.create, when: (request) => isAbsent(bodyOf(request).email) },
          () => json(422, { error: { code: 'mail_failed', message: 'No email', field: 'email' } }),
        ),
      },
    ],
  ),
  'phone-only-answer': along(
    [VALID],
    [
      turned('create', 'email', 'a made-up one', (email: unknown) => email ?? 'none@example.com'),
      turned('create', 'email', 'the word null', (email: unknown) => String(email)),
      turned('create', 'email', 'false', (email: unknown) => email ?? false),
    ],
  ),
  'email-only': along(
    [VALID],
    [
      refusedWhere('create-needs-phone', 'refuses a client without a phone', lacks('phone')),
      refusesSecondWithout('phone'),
      refusedWhere(
        'create-needs-phone-or-address',
        'refuses a client without a phone and an address',
        (body) => isAbsent(body.phone) && isAbsent(body.line1),
      ),
    ],
  ),
  'email-only-answer': along(
    [VALID],
    [
      turned('create', 'phone', 'a made-up one', (phone: unknown) => phone ?? '+10000000000'),
      turned('create', 'phone', 'zero', (phone: unknown) => phone ?? 0),
      turned('create', 'phone', 'the word undefined', (phone: unknown) => phone ?? 'undefined'),
    ],
  ),
  'name-required': along(
    [BAD_REQUEST, INVALID],
    [
      {
        name: 'create-without-name',
        does: 'creates a client without a name',
        rules: { isNameMissing: () => false },
        alsoBreaks: [NAMED],
      },
      {
        name: 'create-named-by-email',
        does: 'names a client without a name after its email',
        answer: onRequest(at.createClient, (request) => {
          const body = bodyOf(request);
          if ('name' in body || asText(body.email) === '') return undefined;
          return withBody(request, { ...body, name: asText(body.email).split('@')[0] });
        }),
        alsoBreaks: [NAMED],
      },
      {
        name: 'create-named-by-phone',
        does: 'names a client with neither name nor email after its phone',
        answer: onRequest(at.createClient, (request) => {
          const body = bodyOf(request);
          if ('name' in body || 'email' in body || asText(body.phone) === '') return undefined;
          return withBody(request, { ...body, name: body.phone });
        }),
      },
      {
        name: 'create-nameless-500',
        does: 'fails over a create without a name',
        answer: onAnswer(refused, (answer, request) => {
          const body = bodyOf(request);
          if (answer.status === 400 && !('name' in body) && 'phone' in body) answer.status = 500;
        }),
        alsoBreaks: [NEVER_5XX],
      },
      {
        ...refusedWith(
          { ...at.createClient, when: (request) => isNameless(bodyOf(request)) },
          404,
          'create-nameless-404',
          'refuses a create without a name with 404',
        ),
      },
    ],
  ),
  'name-named': [
    {
      name: 'create-nameless-unnamed',
      does: 'refuses a create without a name and names no field',
      answer: refusal(lacks('name'), undefined),
      alsoBreaks: [NAMED],
    },
    {
      name: 'create-nameless-as-phone',
      does: 'names `phone` when it refuses a create without a name',
      answer: refusal(lacks('name'), 'phone'),
      alsoBreaks: [NAMED],
    },
    {
      name: 'create-nameless-as-path',
      does: 'names `client.name` when it refuses a create without a name',
      answer: refusal(lacks('name'), 'client.name'),
      alsoBreaks: [NAMED],
    },
  ],
  'name-null': along(
    [INVALID],
    [
      {
        name: 'create-null-name',
        does: 'names a client "Unnamed" whose name is null',
        answer: onRequest(at.createClient, (request) => {
          const body = bodyOf(request);
          return body.name === null ? withBody(request, { ...body, name: 'Unnamed' }) : undefined;
        }),
      },
      {
        name: 'create-name-null-as-word',
        does: 'creates a client called "null" whose name is null',
        answer: onRequest(at.createClient, (request) => {
          const body = bodyOf(request);
          return body.name === null ? withBody(request, { ...body, name: 'null' }) : undefined;
        }),
      },
    ],
  ),
  'name-blank': [
    {
      name: 'create-blank-name',
      does: 'creates a client whose name is empty',
      rules: { isNameInvalid: (name) => typeof name !== 'string' },
      alsoBreaks: ['actions/update-client/name-blank'],
    },
    {
      name: 'create-blank-name-409',
      does: 'refuses an empty name with 409',
      answer: onAnswer(refused, (answer, request) => {
        if (bodyOf(request).name === '' && answer.status === 422) answer.status = 409;
      }),
    },
  ],
  'name-number': [
    {
      name: 'create-number-name',
      does: 'creates a client whose name is a number',
      rules: (conforming) => ({
        isNameInvalid: (name) => typeof name !== 'number' && conforming.isNameInvalid(name),
      }),
    },
    {
      name: 'create-number-name-as-text',
      does: 'creates a client whose name is a number, with the number as text',
      answer: onRequest(at.createClient, (request) => {
        const body = bodyOf(request);
        if (typeof body.name !== 'number') return undefined;
        return withBody(request, { ...body, name: String(body.name) });
      }),
    },
  ],
  'name-object': along(
    [WRONG_TYPE, INVALID],
    [
      {
        name: 'create-object-name',
        does: 'creates a client called "[object Object]" whose name is an object',
        answer: onRequest(at.createClient, (request) => {
          const body = bodyOf(request);
          if (typeof body.name !== 'object' || body.name === null) return undefined;
          return withBody(request, { ...body, name: String(body.name) });
        }),
      },
      {
        name: 'create-object-name-joined',
        does: 'names a client whose name is an object after what the object holds',
        answer: onRequest(at.createClient, (request) => {
          const body = bodyOf(request);
          if (typeof body.name !== 'object' || body.name === null) return undefined;
          const parts = Object.values(body.name).filter((part) => typeof part === 'string');
          return withBody(request, { ...body, name: parts.join(' ') });
        }),
      },
    ],
  ),
  'contact-required': along(
    [BAD_REQUEST, INVALID],
    [
      {
        name: 'create-without-contact',
        does: 'creates a client with neither phone nor email',
        rules: { isContactMissing: () => false },
        alsoBreaks: [creating('contact-null')],
      },
      {
        name: 'create-without-contact-with-address',
        does: 'creates a client with neither phone nor email where it has an address',
        rules: (conforming) => ({
          isContactMissing: (body) => !('line1' in body) && conforming.isContactMissing(body),
        }),
      },
    ],
  ),
  'contact-named': along(
    [NAMED],
    [
      {
        name: 'create-contactless-as-contact',
        does: 'names a field `contact` when it refuses a create with neither phone nor email',
        rules: { contactField: 'contact' },
      },
      {
        name: 'create-contactless-as-name',
        does: 'names `name` when it refuses a create with neither phone nor email',
        rules: { contactField: 'name' },
      },
      {
        name: 'create-contactless-unnamed',
        does: 'refuses a create with neither phone nor email and names no field',
        answer: refusal((body) => lacks('phone')(body) && lacks('email')(body), undefined),
      },
    ],
  ),
  'contact-null': along(
    [INVALID],
    [
      {
        name: 'create-null-contact',
        does: 'takes a phone that is null for one',
        rules: { isContactMissing: (body) => !('phone' in body) && !('email' in body) },
      },
    ],
  ),
  'contact-blank': [
    {
      name: 'create-blank-contact',
      does: 'creates a client whose phone and email are empty',
      rules: { isContactInvalid: (value) => typeof value !== 'string' },
    },
    {
      name: 'create-blank-contact-lost',
      does: 'takes an empty phone for one and stores none',
      rules: { isContactInvalid: (value) => typeof value !== 'string' },
      ...stored((values) =>
        Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '')),
      ),
    },
  ],
  'refused-stores-nothing': [
    {
      name: 'create-stores-before-it-checks',
      does: 'stores and announces a client before it refuses it',
      answer: (next) => async (request) => {
        const answer = await next(request);
        const body = bodyOf(request);
        if (answer.status === 400 && at.createClient.path === request.path && 'phone' in body)
          await next(withBody(request, { ...body, name: 'Unnamed' }));
        return answer;
      },
    },
    {
      name: 'create-stores-refused-quietly',
      does: 'stores a client that it refuses for its name',
      answer: (next, gateway) =>
        onAnswer({ ...at.createClient, status: 422 }, (_, request) => {
          const { email = '', phone = '' } = bodyOf(request);
          const id = gateway.rules.newId('client', gateway.random);
          const now = gateway.clock.now();
          gateway.store.clients.set(id, {
            id,
            owner: users[0],
            values: { name: 'Unnamed', email: asText(email), phone: asText(phone) },
            createdAt: now,
            modifiedAt: now,
          });
        })(next),
    },
    {
      name: 'create-announces-refused',
      does: 'announces a client that it refuses and does not store',
      answer: (next, gateway) => async (request) => {
        const answer = await next(request);
        const body = bodyOf(request);
        const isCreate = request.method === 'POST' && request.path === at.createClient.path;
        if (isCreate && answer.status === 400 && 'phone' in body) {
          const made = await next(withBody(request, { ...body, name: 'Unnamed' }));
          gateway.store.clients.delete((made.body as { id: string }).id);
        }
        return answer;
      },
    },
  ],
  'both-contacts': along(
    [VALID],
    [
      refusedWhere(
        'create-takes-one-contact',
        'refuses a client with both a phone and an email',
        (body) => !lacks('phone')(body) && !lacks('email')(body),
      ),
    ],
  ),
  'minimal-body': along(
    [VALID],
    [
      refusedWhere('create-needs-city', 'refuses a client without a city', lacks('city')),
      refusedWhere(
        'create-needs-state-for-two',
        'refuses a client with phone and email but without a state',
        (body) => !lacks('phone')(body) && !lacks('email')(body) && lacks('state')(body),
      ),
    ],
  ),
  ...keepsFaults,
  'custom-fields': along(
    [VALID],
    [
      {
        name: 'create-loses-custom-fields',
        does: 'creates a client without its custom fields',
        ...stored((values) =>
          Object.fromEntries(
            Object.entries(values).filter(([field]) => !field.startsWith('custom_field')),
          ),
        ),
      },
      {
        name: 'create-keeps-one-custom-field',
        does: 'creates a client with the first of its custom fields only',
        ...stored(({ custom_field_name_2: _, ...values }) => values),
      },
      {
        name: 'create-refuses-custom-fields',
        does: 'refuses a client with custom fields',
        answer: onRequest(at.createClient, (request) => {
          const body = bodyOf(request);
          const isOdd = Object.keys(body).some((field) => field.startsWith('custom_field'));
          return isOdd ? withBody(request, { ...body, custom_field_name_1: {} }) : undefined;
        }),
      },
      {
        name: 'create-swaps-custom-fields',
        does: 'creates a client with the values of its custom fields swapped',
        ...stored((values) => {
          const { custom_field_name_1: one, custom_field_name_2: two, ...rest } = values;
          if (one === undefined || two === undefined) return values;
          return { ...rest, custom_field_name_1: two, custom_field_name_2: one };
        }),
      },
    ],
  ),
  'outer-blanks': [
    {
      name: 'create-address-trimmed',
      does: 'creates a client with `line2` trimmed',
      ...stored((values) =>
        withTexts(values, (text, field) => (field === 'line2' ? mangled.trimmed(text) : text)),
      ),
    },
  ],
  'text-unchanged': along(
    [VALID],
    [
      {
        name: 'create-text-in-ascii',
        does: 'creates a client with ? for whatever is beyond ASCII',
        ...stored((values) => withTexts(values, mangled.inAscii)),
      },
      {
        name: 'create-text-misread',
        does: 'creates a client with its text read as Latin-1',
        ...stored((values) => withTexts(values, mangled.misread)),
      },
      {
        name: 'create-text-composed',
        does: 'creates a client with its text in Unicode normal form C',
        ...stored((values) => withTexts(values, mangled.composed)),
      },
      {
        name: 'create-text-without-emoji',
        does: 'creates a client without the characters beyond the basic plane',
        ...stored((values) => withTexts(values, mangled.withoutAstral)),
      },
      {
        name: 'create-text-with-emoji-split',
        does: 'creates a client with the halves of each character beyond the basic plane apart',
        ...stored((values) => withTexts(values, mangled.split)),
      },
      {
        name: 'create-text-unescaped',
        does: 'creates a client with its text unescaped as if it stood in a URL',
        ...stored((values) => withTexts(values, mangled.unescaped)),
      },
      {
        name: 'create-emoji-refused',
        does: 'refuses a client with an emoji in its name',
        answer: onRequest(at.createClient, (request) => {
          const body = bodyOf(request);
          const hasEmoji = /\p{Extended_Pictographic}/u.test(asText(body.name));
          return hasEmoji ? withBody(request, { ...body, name: {} }) : undefined;
        }),
      },
    ],
  ),
  'long-text-unchanged': along(
    [VALID],
    [
      {
        name: 'create-text-cut-at-100',
        does: 'creates a client with 100 characters of each text',
        ...stored((values) => withTexts(values, (text) => text.slice(0, 100))),
      },
      {
        name: 'create-name-cut-at-50',
        does: 'creates a client with 50 characters of its name',
        alsoBreaks: [TEXT],
        ...stored((values) =>
          withTexts(values, (text, field) => (field === 'name' ? text.slice(0, 50) : text)),
        ),
      },
      {
        name: 'create-text-cut-at-255',
        does: 'creates a client with 255 characters of each text',
        ...stored((values) => withTexts(values, (text) => text.slice(0, 255))),
      },
      {
        name: 'create-text-cut-at-190',
        does: 'creates a client with 190 characters of each text but its name',
        ...stored((values) =>
          withTexts(values, (text, field) => (field === 'name' ? text : text.slice(0, 190))),
        ),
      },
    ],
  ),
  'many-at-once': [
    {
      name: 'create-answers-the-latest',
      does: 'answers a create with the client that was created last meanwhile',
      answer: (next) => {
        let latest: Record<string, unknown> = {};
        return onAnswer(granted.create, async (answer) => {
          const own = answer.body as Record<string, unknown>;
          latest = own;
          await new Promise((resolve) => setTimeout(resolve, 15));
          answer.body = { ...own, name: latest.name, email: latest.email };
        })(next);
      },
      alsoBreaks: [
        ...['answers-name', 'answers-email', 'phone-only-answer', 'text-unchanged'].map(creating),
        VALID,
      ],
    },
    {
      name: 'create-mixes-phones',
      does: 'creates a client with the phone of another one that is created meanwhile',
      answer: (next) => {
        let latest: unknown;
        return onRequest(at.createClient, async (request) => {
          const body = bodyOf(request);
          if (asText(body.name) === '' || asText(body.phone) === '') return undefined;
          latest = body.phone;
          await new Promise((resolve) => setTimeout(resolve, 15));
          return withBody(request, { ...body, phone: latest });
        })(next);
      },
      alsoBreaks: ['actions/resources/clients-listed', creating('answers-phone'), VALID],
    },
  ],
};
