import type { updateClient } from '../../../contracts/clauses/actions/update-client.ts';
import type { OptionalClientField } from '../../../contracts/resources.ts';
import { users } from '../../accounts.ts';
import { bare, type GatewayAnswer, json } from '../../answer.ts';
import { at } from '../../at.ts';
import type { Fault } from '../../fault.ts';
import { foreignRecord } from '../../foreign-record.ts';
import {
  asText,
  bodyOf,
  onAnswer,
  onRequest,
  withBody,
  withHeader,
  withMember,
} from '../../handler.ts';
import type { ClientRecord } from '../../records.ts';
import type { GatewayRequest } from '../../request.ts';
import type { GatewayState } from '../../state.ts';
import { along } from '../along.ts';
import { forAnybody } from '../for-anybody.ts';
import type { SectionFaults } from '../section-faults.ts';
import { mangled, withTexts } from './mangle.ts';
import { dates, granted, lacking, refusedWith, renamed, turned } from './misanswer.ts';
import {
  appended,
  echoedOnly,
  emptied,
  ignored,
  mistaken,
  onlyFilled,
  onlyWith,
  onUpdate,
  refusing,
} from './mistreat.ts';

type Values = ClientRecord['values'];
type Field = 'name' | 'phone' | 'email' | OptionalClientField;

const VALID = 'errors/robustness/valid-update-unchanged';
const updating = (slug: string): string => `actions/update-client/${slug}`;

/** What an answer without the client lacks. */
const ANSWERED = [
  'answers-id',
  'answers-name',
  'answers-changes',
  'answers-last-modified-date',
].map(updating);

const isUpdate = ({ method, path }: GatewayRequest): boolean =>
  method === 'PUT' && at.updateClient.path.test(path);

/** What is stored of a granted update, when it is stored already. */
function afterwards(
  change: (client: ClientRecord, request: GatewayRequest, gateway: GatewayState) => unknown,
) {
  return (next: (request: GatewayRequest) => Promise<GatewayAnswer>, gateway: GatewayState) =>
    onAnswer(granted.update, (_, request) => {
      const client = gateway.store.clients.get(String(bodyOf(request).id));
      if (client) change(client, request, gateway);
    })(next);
}

/** What an update keeps of what was there. */
const keeping = (
  name: string,
  does: string,
  keep: (field: string, changed: Values) => boolean,
): Fault => ({
  name,
  does,
  rules: (conforming) => ({
    valuesAfterUpdate: (before, changed, cleared) => {
      const kept = Object.entries(before).filter(([field]) => keep(field, changed));
      return conforming.valuesAfterUpdate(Object.fromEntries(kept), changed, cleared);
    },
  }),
});

const texts = (change: (text: string, field: string) => string) => ({
  rules: (conforming: {
    valuesAfterUpdate: (a: Values, b: Values, c: readonly string[]) => Values;
  }) => ({
    valuesAfterUpdate: (before: Values, changed: Values, cleared: readonly string[]) =>
      conforming.valuesAfterUpdate(before, withTexts(changed, change), cleared),
  }),
});

const changes: Readonly<Record<Field, readonly [Fault, ...Fault[]]>> = {
  name: [
    ignored('name'),
    echoedOnly('name'),
    onUpdate('name', 'keeps-last-name', 'with its first name only', (name) =>
      String(name.split(' ')[0]),
    ),
  ],
  phone: [
    ignored('phone'),
    onlyFilled('phone'),
    onUpdate('phone', 'formats-phone', 'with its phone without the plus', (phone) =>
      phone.replace('+', ''),
    ),
    refusing('update', 'phone'),
  ],
  email: [
    echoedOnly('email'),
    onUpdate('email', 'lowers-email', 'with its email in small letters', (email) =>
      email.toLowerCase(),
    ),
    onUpdate(
      'email',
      'needs-email',
      'with a new email only where it had one',
      (email, _, before) => ('email' in before ? email : undefined),
    ),
  ],
  line1: [
    ignored('line1'),
    appended('line1'),
    {
      name: 'update-gives-line1-to-the-latest',
      does: 'gives the new `line1` of a client to the one that was created last',
      answer: (next, { store }) =>
        onRequest(at.updateClient, (request) => {
          const { line1, ...body } = bodyOf(request);
          const latest = [...store.clients.values()].at(-1);
          const isGranted = typeof (body.name ?? '') === 'string';
          if (!isGranted || typeof line1 !== 'string' || latest === undefined) return undefined;
          store.clients.set(latest.id, { ...latest, values: { ...latest.values, line1 } });
          return withBody(request, body);
        })(next),
    },
  ],
  line2: [emptied('line2'), onlyWith('line2', 'line1', 'tax_id')],
  city: [echoedOnly('city'), onlyWith('city', 'line1')],
  state: [ignored('state'), onlyWith('state', 'postal_code')],
  postal_code: [
    onUpdate('postal_code', 'counts-postal-code', 'with its `postal_code` as a number', Number),
    emptied('postal_code'),
  ],
  country_code: [
    onUpdate('country_code', 'lowers-country', 'with its `country_code` in small letters', (code) =>
      code.toLowerCase(),
    ),
    ignored('country_code'),
  ],
  birthday: [
    onlyFilled('birthday'),
    onUpdate('birthday', 'reverses-birthday', 'with its `birthday` as day/month/year', (day) =>
      day.split('-').reverse().join('/'),
    ),
    refusing('update', 'birthday'),
  ],
  utm_source: [onlyFilled('utm_source'), ignored('utm_source')],
  utm_medium: [echoedOnly('utm_medium'), emptied('utm_medium')],
  utm_campaign: [appended('utm_campaign'), refusing('update', 'utm_campaign')],
  utm_content: [mistaken('utm_content', 'utmContent'), ignored('utm_content')],
  utm_term: [
    onUpdate('utm_term', 'cuts-utm-term', 'with ten characters of its `utm_term`', (term) =>
      term.slice(0, 10),
    ),
    onlyFilled('utm_term'),
  ],
  google_click_id: [ignored('google_click_id'), mistaken('google_click_id', 'gclid')],
  facebook_click_id: [
    echoedOnly('facebook_click_id'),
    onUpdate(
      'facebook_click_id',
      'capitalises-facebook-click-id',
      'with its `facebook_click_id` in capitals',
      (id) => id.toUpperCase(),
    ),
  ],
  tiktok_click_id: [refusing('update', 'tiktok_click_id'), emptied('tiktok_click_id')],
};

const changesFaults = Object.fromEntries(
  Object.entries(changes).map(([field, faults]) => [`changes-${field}`, along([VALID], faults)]),
) as Readonly<Record<`changes-${Field}`, readonly [Fault, ...Fault[]]>>;

/** An update that is refused for want of what no update needs. */
function updateWanting(what: string, has: (body: Record<string, unknown>) => boolean): Fault {
  return {
    name: `update-needs-${what.replaceAll(' ', '-')}`,
    does: `refuses an update without ${what}`,
    answer: onRequest(at.updateClient, (request) => {
      const body = bodyOf(request);
      return has(body) ? undefined : withBody(request, { ...body, name: {} });
    }),
  };
}

/** Faults of §5.2. */
export const faults: SectionFaults<typeof updateClient> = {
  path: [
    {
      name: 'update-by-patch',
      does: 'updates clients by PATCH only',
      answer: onRequest(at.updateClient, (request) => ({ ...request, method: 'PATCH' })),
    },
    {
      name: 'update-404',
      does: 'knows no path at all for a PUT of a client',
      answer: onRequest(at.updateClient, (request) => ({
        ...request,
        path: '/v1/zapier/clients/update/none',
      })),
    },
  ],
  'status-200': [
    {
      name: 'updated-201',
      does: 'answers an update with 201',
      rules: { updatedStatus: 201 },
      alsoBreaks: ['errors/statuses/ok-200'],
    },
    {
      name: 'updated-202',
      does: 'answers an update with 202',
      rules: { updatedStatus: 202 },
      alsoBreaks: ['errors/statuses/ok-200'],
    },
    {
      name: 'renamed-207',
      does: 'answers an update of a name with 207',
      answer: onAnswer(granted.update, (answer, request) => {
        if ('name' in bodyOf(request)) answer.status = 207;
      }),
      alsoBreaks: ['errors/statuses/ok-200'],
    },
  ],
  json: [
    ...along(
      ['errors/robustness/hostile-update'],
      [
        {
          name: 'updated-as-text',
          does: 'answers an update as `text/plain`',
          answer: onAnswer(granted.update, withHeader('content-type', 'text/plain')),
        },
        {
          name: 'updated-in-words',
          does: 'answers an update with "OK"',
          answer: onAnswer(
            granted.update,
            asText(() => 'OK'),
          ),
          alsoBreaks: ANSWERED,
        },
        {
          name: 'updated-without-body',
          does: 'answers an update with an empty body',
          answer: onAnswer(granted.update, () => bare(200)),
          alsoBreaks: ANSWERED,
        },
      ],
    ),
    {
      name: 'updated-in-list',
      does: 'answers an update with a list of one client',
      answer: onAnswer(granted.update, (answer) => {
        answer.body = [answer.body];
      }),
      alsoBreaks: ANSWERED,
    },
  ],
  'answers-id': [
    lacking('update', 'id'),
    turned('update', 'id', 'a new id', () => crypto.randomUUID()),
    turned('update', 'id', 'the id of its owner', users[0].id),
    renamed('update', 'id', 'client_id'),
  ],
  'answers-name': [
    {
      name: 'update-answer-lacks-name',
      does: 'answers an update without the name, unless it was changed',
      answer: onAnswer(granted.update, (answer, request) => {
        const { name, ...rest } = answer.body as Record<string, unknown>;
        if (!('name' in bodyOf(request))) answer.body = rest;
      }),
    },
    {
      name: 'update-answer-has-name-of-owner',
      does: 'answers an update with the name of the owner, unless it was changed',
      answer: onAnswer(granted.update, (answer, request) => {
        if (!('name' in bodyOf(request))) withMember('name', users[0].name)(answer);
      }),
    },
    {
      name: 'update-answer-has-name-null',
      does: 'answers an update with the name null, unless it was changed',
      answer: onAnswer(granted.update, (answer, request) => {
        if (!('name' in bodyOf(request))) withMember('name', null)(answer);
      }),
    },
    {
      name: 'update-answer-has-first-name-given',
      does: 'answers an update with the name of the create, also when it was changed since',
      answer: (next) => {
        const names = new Map<string, unknown>();
        return async (request) => {
          const answer = await next(request);
          const { id, name } = (answer.body ?? {}) as Record<string, unknown>;
          if (answer.status === 201) names.set(String(id), name);
          const isChanged = !isUpdate(request) || 'name' in bodyOf(request);
          if (answer.status === 200 && !isChanged)
            withMember('name', names.get(String(id)))(answer);
          return answer;
        };
      },
    },
  ],
  'answers-changes': along(
    [VALID],
    [
      {
        name: 'update-answers-summary',
        does: 'answers an update with what a create answers, and not with what changed',
        rules: (conforming) => ({
          updateAnswer: (client, _, date) => ({
            ...conforming.summaryOf(client, date),
            last_modified_date: date(client.modifiedAt),
          }),
        }),
      },
      {
        name: 'update-answers-before',
        does: 'answers an update with the values before it',
        answer: (next, gateway) => async (request) => {
          const before = gateway.store.clients.get(String(bodyOf(request).id));
          const answer = await next(request);
          if (!isUpdate(request) || answer.status !== 200 || before === undefined) return answer;
          for (const field of Object.keys(answer.body as object)) {
            if (Object.hasOwn(before.values, field))
              withMember(field, before.values[field])(answer);
          }
          return answer;
        },
      },
      {
        name: 'update-answers-in-changes',
        does: 'answers an update with what changed in an object `changes`',
        answer: onAnswer(granted.update, (answer) => {
          const { id, name, last_modified_date, ...changes } = answer.body as Record<
            string,
            unknown
          >;
          answer.body = { id, name, last_modified_date, changes };
        }),
      },
      {
        name: 'update-answers-no-address',
        does: 'answers an update without the address that it changed',
        answer: onAnswer(granted.update, (answer) => {
          const { line1, line2, city, state, postal_code, ...rest } = answer.body as Record<
            string,
            unknown
          >;
          answer.body = rest;
        }),
      },
    ],
  ),
  'answers-last-modified-date': [
    lacking('update', 'last_modified_date'),
    turned('update', 'last_modified_date', 'a number', dates.number),
    renamed('update', 'last_modified_date', 'updated_at'),
    {
      name: 'update-answers-modified-once',
      does: 'answers the date of a change only for the first update of a client',
      answer: (next) => {
        const updated = new Set<unknown>();
        return onAnswer(granted.update, (answer) => {
          const { id } = answer.body as Record<string, unknown>;
          if (updated.has(id)) withMember('last_modified_date', null)(answer);
          updated.add(id);
        })(next);
      },
    },
  ],
  'last-modified-date-iso': [
    turned('update', 'last_modified_date', 'a local date', dates.local),
    turned('update', 'last_modified_date', 'a date without a zone', dates.withoutZone),
    turned('update', 'last_modified_date', 'a day', dates.day),
  ],
  'last-modified-date-now': along(
    ['triggers/client-updated/last-modified-date-same'],
    [
      turned('update', 'last_modified_date', 'the date of the example', '2025-01-15T15:45:00Z'),
      turned('update', 'last_modified_date', 'two days later', dates.later(48)),
      turned('update', 'last_modified_date', 'Pacific time under the name of UTC', dates.later(-8)),
    ],
  ),
  'few-fields': along(
    [VALID],
    [
      updateWanting('name', ({ name }) => name !== undefined),
      updateWanting(
        'a phone or an email',
        ({ phone, email }) => phone !== undefined || email !== undefined,
      ),
    ],
  ),
  'same-values': [
    {
      name: 'update-finds-email-taken',
      does: 'refuses an update with the email that the client has as one that is taken',
      answer: (next, { store }) =>
        onRequest(at.updateClient, (request) => {
          const { id, email, ...body } = bodyOf(request);
          const isTaken = email !== undefined && store.clients.get(`${id}`)?.values.email === email;
          return isTaken ? withBody(request, { ...body, id, email: {} }) : undefined;
        })(next),
    },
  ],
  ...changesFaults,
  'custom-fields': along(
    [VALID],
    [
      onUpdate(
        'custom_field_name_1',
        'ignores-one-custom-field',
        'but for its first custom field',
        () => undefined,
      ),
      {
        name: 'update-ignores-custom-fields',
        does: 'updates a client but for its custom fields, and answers them as if it had',
        rules: (conforming) => ({
          valuesAfterUpdate: (before, changed, cleared) => {
            const known = Object.entries(changed).filter(([field]) =>
              conforming.isKnownField(field),
            );
            return conforming.valuesAfterUpdate(before, Object.fromEntries(known), cleared);
          },
        }),
        answer: onAnswer(granted.update, (answer, request) => {
          for (const [field, value] of Object.entries(bodyOf(request))) {
            if (field.startsWith('custom_')) withMember(field, value)(answer);
          }
        }),
      },
      {
        name: 'update-refuses-custom-fields',
        does: 'refuses an update of custom fields',
        answer: onRequest(at.updateClient, (request) => {
          const body = bodyOf(request);
          const custom = Object.keys(body).filter((field) => field.startsWith('custom_'));
          if (custom.length === 0) return undefined;
          return withBody(request, { ...body, [String(custom[0])]: {} });
        }),
      },
    ],
  ),
  'keeps-others': along(
    [VALID],
    [
      {
        ...keeping(
          'update-replaces',
          'replaces a client by what an update names',
          (field) => field === 'name',
        ),
        alsoBreaks: [updating('second-update')],
      },
      {
        ...keeping(
          'update-replaces-all',
          'replaces a client by what an update names, its name included',
          () => false,
        ),
        alsoBreaks: [updating('second-update')],
      },
      {
        ...keeping(
          'update-empties-utm',
          'loses the UTM fields of a client that an update does not name',
          (field) => !field.startsWith('utm_'),
        ),
        alsoBreaks: [updating('second-update')],
      },
      {
        ...keeping(
          'update-empties-custom-fields',
          'loses the custom fields of a client that an update does not name',
          (field) => !field.startsWith('custom_'),
        ),
        alsoBreaks: [updating('second-update')],
      },
      keeping(
        'rename-empties-birthday',
        'loses the birthday of a client that an update renames',
        (field, changed) => field !== 'birthday' || !('name' in changed),
      ),
    ],
  ),
  'only-named-client': along(
    [VALID],
    [
      {
        name: 'update-touches-those-without-address',
        does: 'gives the new `line1` of a client to all clients that have none',
        answer: afterwards((_, request, { store }) => {
          const { line1 } = bodyOf(request) as Values;
          if (line1 === undefined) return;
          for (const each of store.clients.values())
            store.clients.set(each.id, { ...each, values: { line1, ...each.values } });
        }),
      },
      {
        name: 'update-touches-all',
        alsoBreaks: ['triggers/client-updated/unchanged-values'],
        does: 'updates the `utm_term` and `city` of all clients along with the one named',
        answer: afterwards((_, request, { store }) => {
          const { utm_term, city } = bodyOf(request) as Values;
          const sent = { ...(utm_term && { utm_term }), ...(city && { city }) };
          for (const each of store.clients.values())
            store.clients.set(each.id, { ...each, values: { ...each.values, ...sent } });
        }),
      },
    ],
  ),
  'second-update': along(
    [VALID],
    [
      {
        name: 'second-update-restarts',
        does: 'applies each update to a client as it was created',
        answer: (next, gateway) => {
          const born = new Map<string, Values>();
          return async (request) => {
            const id = String(bodyOf(request).id);
            const client = gateway.store.clients.get(id);
            if (isUpdate(request) && client) {
              born.set(id, born.get(id) ?? client.values);
              gateway.store.clients.set(id, { ...client, values: born.get(id) ?? {} });
            }
            return next(request);
          };
        },
      },
      {
        name: 'second-update-loses-line1',
        does: 'puts `line1` of a client back when a later update does not name it',
        answer: (next, gateway) => {
          const lines = new Map<string, Values>();
          return async (request) => {
            const body = bodyOf(request);
            const id = String(body.id);
            const client = gateway.store.clients.get(id);
            if (isUpdate(request) && client) {
              const { line1, ...rest } = client.values;
              if (!lines.has(id)) lines.set(id, line1 === undefined ? {} : { line1 });
              else
                gateway.store.clients.set(id, { ...client, values: { ...rest, ...lines.get(id) } });
            }
            return next(request);
          };
        },
      },
    ],
  ),
  'unknown-client': [
    refusedWith(
      { ...at.updateClient, status: 404 },
      400,
      'update-unknown-400',
      'answers an update of an unknown client with 400',
    ),
    {
      ...refusedWith(
        { ...at.updateClient, status: 404 },
        500,
        'update-unknown-500',
        'fails over an update of an unknown client',
      ),
      alsoBreaks: ['errors/robustness/never-5xx'],
    },
    {
      name: 'update-unknown-200',
      does: 'answers an update of an unknown client as if it had been made',
      answer: onAnswer({ ...at.updateClient, status: 404 }, (_, request) =>
        json(200, { ...bodyOf(request), name: 'Jane', last_modified_date: '2025-01-15T15:45:00Z' }),
      ),
    },
    {
      name: 'update-unknown-204',
      does: 'answers an update of an unknown client with 204',
      answer: onAnswer({ ...at.updateClient, status: 404 }, () => bare(204)),
    },
  ],
  'unknown-client-not-created': [
    {
      name: 'upsert',
      does: 'creates the client that an update does not find',
      answer: (next, gateway) =>
        onAnswer({ ...at.updateClient, status: 404 }, async (_, request) => {
          const { id, ...values } = bodyOf(request);
          if (foreignRecord(request, gateway) !== undefined) return undefined;
          const { authorization } = request.headers;
          const made = await next({
            ...withBody(request, { name: 'Unnamed', phone: '+10', ...values }),
            method: 'POST',
            path: at.createClient.path,
            headers: { ...request.headers, authorization },
          });
          const client = gateway.store.clients.get((made.body as { id: string }).id);
          if (client === undefined) return undefined;
          gateway.store.clients.delete(client.id);
          gateway.store.clients.set(String(id), { ...client, id: String(id) });
          return json(200, {
            ...(made.body as object),
            id,
            last_modified_date: '2025-01-15T15:45:00Z',
          });
        })(next),
      alsoBreaks: [updating('unknown-client')],
    },
    {
      name: 'upsert-in-secret',
      does: 'answers an update of an unknown client with 404 and creates it',
      answer: (next, gateway) =>
        onAnswer({ ...at.updateClient, status: 404 }, (_, request) => {
          const { id, ...values } = bodyOf(request);
          if (foreignRecord(request, gateway) !== undefined) return;
          const now = gateway.clock.now();
          const own = { owner: users[0], createdAt: now, modifiedAt: now };
          gateway.store.clients.set(String(id), {
            ...own,
            id: String(id),
            values: values as Values,
          });
        })(next),
    },
    {
      name: 'upsert-under-new-id',
      does: 'answers an update of an unknown client with 404 and creates another one',
      answer: (next) =>
        onAnswer({ ...at.updateClient, status: 404 }, async (_, request) => {
          const { id: __, ...values } = bodyOf(request);
          await next({ ...withBody(request, values), method: 'POST', path: at.createClient.path });
        })(next),
    },
  ],
  'outer-blanks': [
    {
      name: 'update-text-trimmed',
      does: 'updates a client with its text trimmed',
      ...texts(mangled.trimmed),
    },
  ],
  'text-unchanged': along(
    [VALID],
    [
      {
        name: 'update-text-in-ascii',
        does: 'updates a client with ? for whatever is beyond ASCII',
        ...texts(mangled.inAscii),
      },
      {
        name: 'update-text-composed',
        does: 'updates a client with its text in Unicode normal form C',
        ...texts(mangled.composed),
      },
      {
        name: 'update-text-as-html',
        does: 'updates a client with the signs of HTML escaped',
        ...texts(mangled.asHtml),
      },
      {
        name: 'update-text-without-emoji',
        does: 'updates a client without the characters beyond the basic plane',
        ...texts(mangled.withoutAstral),
      },
    ],
  ),
  'other-account': [
    {
      name: 'update-by-anybody',
      does: 'updates clients of any account by their id alone',
      rules: forAnybody('updateClient'),
    },
    {
      name: 'foreign-update-refused-and-made',
      does: 'makes an update by another account that it answers with 404',
      answer: (next, gateway) =>
        onAnswer({ ...at.updateClient, status: 404 }, (_, request) => {
          const client = gateway.store.clients.get(foreignRecord(request, gateway)?.id ?? '');
          if (client === undefined) return;
          const { id: __, ...values } = bodyOf(request) as Values;
          const changed = { ...client, values: { ...client.values, ...values } };
          gateway.store.clients.set(client.id, changed);
        })(next),
    },
    {
      name: 'foreign-update-granted-and-ignored',
      does: 'answers an update by another account with 200 and does nothing',
      answer: (next, gateway) =>
        onAnswer({ ...at.updateClient, status: 404 }, (_, request) => {
          const client = foreignRecord(request, gateway);
          return client && json(200, { id: client.id });
        })(next),
    },
  ],
  'name-object': along(
    ['errors/statuses/unprocessable-422'],
    [
      {
        name: 'update-object-name',
        does: 'renames a client "[object Object]" for an object',
        answer: onRequest(at.updateClient, (request) => {
          const body = bodyOf(request);
          if (typeof body.name !== 'object' || body.name === null) return undefined;
          return withBody(request, { ...body, name: String(body.name) });
        }),
      },
      {
        name: 'update-object-name-ignored',
        does: 'takes an update with an object for its name and leaves the name',
        answer: onRequest(at.updateClient, (request) => {
          const { name, ...body } = bodyOf(request);
          return typeof name === 'object' && name !== null ? withBody(request, body) : undefined;
        }),
      },
    ],
  ),
  'name-blank': [
    {
      name: 'update-blank-name',
      does: 'takes the name of a client away for an empty text',
      answer: (next, { store }) =>
        onAnswer({ ...at.updateClient, status: 422 }, async (_, request) => {
          const { id, name } = bodyOf(request);
          const client = store.clients.get(String(id));
          if (client === undefined || name !== '') return undefined;
          const answer = await next(withBody(request, { id, name: client.values.name }));
          store.clients.set(client.id, { ...client, values: { ...client.values, name: '' } });
          return { ...answer, body: { ...(answer.body as object), name: '' } };
        })(next),
    },
  ],
  'name-null': [
    {
      name: 'update-null-name',
      does: 'takes the name of a client away for null',
      rules: (conforming) => ({
        isNameInvalid: (name) => name !== null && conforming.isNameInvalid(name),
      }),
    },
    {
      name: 'update-null-name-409',
      does: 'refuses an update of the name to null with 409',
      answer: onAnswer({ ...at.updateClient, status: 422 }, (answer, request) => {
        if (bodyOf(request).name === null) answer.status = 409;
      }),
    },
  ],
  'refused-changes-nothing': [
    {
      name: 'refused-update-half-made',
      does: 'changes what it can of an update that it refuses',
      answer: (next) => async (request) => {
        const answer = await next(request);
        const { name: _, ...rest } = bodyOf(request);
        if (isUpdate(request) && answer.status === 422) await next(withBody(request, rest));
        return answer;
      },
      alsoBreaks: ['triggers/client-updated/not-when-refused'],
    },
    {
      name: 'refused-update-empties',
      does: 'empties the address that an update names which it refuses',
      answer: (next, gateway) =>
        onAnswer({ ...at.updateClient, status: 422 }, (_, request) => {
          const body = bodyOf(request);
          const client = gateway.store.clients.get(String(body.id));
          if (client === undefined || !('line1' in body)) return;
          const { line1: __, city: ___, ...values } = client.values;
          gateway.store.clients.set(client.id, { ...client, values });
        })(next),
    },
  ],
};
