import { OPTIONAL_CLIENT_FIELDS } from '../../contracts/resources.ts';
import { json } from '../answer.ts';
import { at } from '../at.ts';
import type { Variant } from '../fault.ts';
import { bodyOf, instead, onAnswer } from '../handler.ts';
import type { Random } from '../random.ts';
import type { Rules } from '../rules.ts';
import { foreignRefused, withoutOtherAccount } from './accounts.ts';
import { LISTS, paged, wrappedIn } from './paging.ts';
import { mergesByEmail, mergesEqualClients, uniqueEmails } from './upserts.ts';

type Place = 'path' | 'query' | 'body';

const named = (
  place: Place,
  key: string | undefined,
  operation?: 'updateClient' | 'createNote',
): Partial<Rules> => ({
  locatesClientBy: (tried, of) =>
    operation === undefined || of === operation ? tried === place : true,
  ...(key !== undefined && operation !== 'createNote' && { updateKeys: [key] }),
  ...(key !== undefined && operation !== 'updateClient' && { noteKeys: [key] }),
});

const noRoute = (status: 404 | 405) => () =>
  json(status, { error: { code: 'not_found', message: 'Not here' } });

const hex = (random: Random, bytes: number) => Buffer.from(random(bytes)).toString('hex');

const dated = (format: (iso: string, ms: number) => string): Partial<Rules> => ({
  formatDate: (ms) => format(new Date(ms).toISOString(), ms),
});

/** Where updates and notes name their client (§5.2, §5.3 do not say). */
const locators: readonly Variant[] = [
  {
    name: 'named-by-body-id',
    does: 'is told the client by `id` in the body',
    rules: named('body', 'id'),
  },
  {
    name: 'named-by-body-client-id',
    does: 'is told the client by `client_id` in the body',
    rules: named('body', 'client_id'),
  },
  {
    name: 'named-by-query-id',
    does: 'is told the client by `id` in the query',
    rules: named('query', 'id'),
  },
  {
    name: 'named-by-query-client-id',
    does: 'is told the client by `client_id` in the query',
    rules: named('query', 'client_id'),
  },
  {
    name: 'named-by-path',
    does: 'is told the client in the path',
    rules: named('path', undefined),
  },
  {
    name: 'named-by-path-only',
    does: 'has updates and notes below the path of a client only',
    rules: named('path', undefined),
    answer: (next) =>
      instead(
        { method: 'PUT', path: at.createClient.path },
        noRoute(405),
      )(
        instead(
          { method: 'POST', path: /^\/v1\/zapier\/client\/[^/]+\/notes$/ },
          noRoute(404),
        )(next),
      ),
  },
  {
    name: 'notes-below-client',
    does: 'has notes at `/client/{id}/notes`, and updates by `id` in the body',
    rules: {
      updateKeys: ['id'],
      locatesClientBy: (place, of) => (of === 'createNote' ? place === 'path' : place === 'body'),
    },
    answer: instead(
      { method: 'POST', path: /^\/v1\/zapier\/clients\/[^/]+\/notes$/ },
      noRoute(404),
    ),
  },
  {
    name: 'notes-below-notes',
    does: 'has notes at `/client/notes/{id}`, and updates by `id` in the query',
    rules: {
      updateKeys: ['id'],
      locatesClientBy: (place, of) => (of === 'createNote' ? place === 'path' : place === 'query'),
    },
    answer: instead(
      { method: 'POST', path: /^\/v1\/zapier\/clients?\/[^/]+\/notes$/ },
      noRoute(404),
    ),
  },
  {
    name: 'named-in-two-ways',
    does: 'is told the client of an update in the path and that of a note in the body',
    rules: {
      noteKeys: ['client_id'],
      locatesClientBy: (place, of) => (of === 'createNote' ? place === 'body' : place === 'path'),
    },
  },
];

/** How values are written (the document shows examples only). */
const values: readonly Variant[] = [
  {
    name: 'prefixed-ids',
    does: 'has ids such as `client_abc123`',
    rules: { newId: (kind, random) => `${kind}_${hex(random, 8)}` },
  },
  {
    name: 'long-ids',
    does: 'has ids of 200 characters',
    rules: { newId: (_kind, random) => hex(random, 100) },
  },
  {
    name: 'numeric-ids',
    does: 'has ids of digits only, as strings',
    rules: (_conforming) => {
      let last = 184_000;
      return {
        newId: () => {
          last += 1;
          return String(last);
        },
      };
    },
  },
  {
    name: 'base64-ids',
    does: 'has ids with `=`, `+` and `:` in them',
    rules: {
      newId: (kind, random) =>
        `${Buffer.from(`${kind}:`).toString('base64')}+${Buffer.from(random(13)).toString('base64').replaceAll('/', '_')}:1`,
    },
  },
  {
    name: 'short-ids',
    does: 'has ids of ten letters',
    rules: {
      newId: (_kind, random) =>
        [...random(10)].map((byte) => String.fromCharCode(97 + (byte % 26))).join(''),
    },
  },
  {
    name: 'dates-with-milliseconds',
    does: 'writes dates with milliseconds',
    rules: dated((iso) => iso),
  },
  {
    name: 'dates-with-microseconds',
    does: 'writes dates with microseconds',
    rules: dated((iso) => iso.replace('Z', '042Z')),
  },
  {
    name: 'dates-with-zero-offset',
    does: 'writes dates with the offset +00:00',
    rules: dated((iso) => iso.replace(/\.\d+Z$/, '+00:00')),
  },
  {
    name: 'dates-in-pacific-time',
    does: 'writes dates with the offset -08:00',
    rules: dated((_iso, ms) =>
      new Date(ms - 8 * 3_600_000).toISOString().replace(/\.\d+Z$/, '-08:00'),
    ),
  },
  {
    name: 'dates-in-indian-time',
    does: 'writes dates with milliseconds and the offset +05:30',
    rules: dated((_iso, ms) => new Date(ms + 5.5 * 3_600_000).toISOString().replace('Z', '+05:30')),
  },
  {
    name: 'full-echo',
    does: 'answers creates and updates with the whole client',
    rules: ({ fullClient }) => ({
      summaryOf: fullClient,
      updateAnswer: (client, _changed, date) => fullClient(client, date),
    }),
  },
  {
    name: 'full-echo-on-update',
    does: 'answers updates with the whole client',
    rules: ({ fullClient }) => ({
      updateAnswer: (client, _changed, date) => fullClient(client, date),
    }),
  },
  {
    name: 'full-echo-on-create',
    does: 'answers creates with the whole client, and delivers the documented part of it',
    answer: (next, gateway) =>
      onAnswer({ ...at.createClient, status: 'ok' }, (answer) => {
        const { id } = answer.body as { id: string };
        const client = gateway.store.clients.get(id);
        if (client) answer.body = gateway.rules.fullClient(client, gateway.rules.formatDate);
      })(next),
  },
  {
    name: 'summary-with-update',
    does: 'answers updates with email and phone besides what changed',
    rules: ({ updateAnswer, summaryOf }) => ({
      updateAnswer: (client, changed, date) => ({
        ...summaryOf(client, date),
        ...updateAnswer(client, changed, date),
      }),
    }),
  },
  {
    name: 'created-with-location',
    does: 'tells where a created client is by `Location`',
    answer: onAnswer({ ...at.createClient, status: 201 }, (answer) => {
      answer.headers.location = `/gateway${at.createClient.path}/${(answer.body as { id: string }).id}`;
    }),
  },
  {
    name: 'notes-with-more',
    does: 'says more about a note than it must',
    rules: ({ noteAnswer }) => ({
      noteAnswer: (note, date) => ({
        ...noteAnswer(note, date),
        author: { id: note.owner.id, name: note.owner.name },
        client: { id: note.clientId, name: 'Jane Doe' },
        pinned: false,
        last_modified_date: date(note.createdAt),
        attachments: [],
      }),
    }),
  },
  {
    name: 'sources-filled-in',
    does: 'has a lead source, a source and a first payment for every client',
    rules: ({ fullClient }) => ({
      fullClient: (client, date) => ({
        ...fullClient(client, date),
        lead_source: { id: 'referer_1', name: 'Sarah Johnson' },
        source: 'zapier',
        first_payment_date: date(client.createdAt),
      }),
    }),
  },
  {
    name: 'custom-fields-twice',
    does: 'shows custom fields also in a member of their own',
    rules: ({ fullClient }) => ({
      fullClient: (client, date) => {
        const fields = Object.entries(client.values).filter(([name]) => /^custom_/.test(name));
        return { ...fullClient(client, date), custom_fields: Object.fromEntries(fields) };
      },
    }),
  },
];

function hasMarkup(value: unknown): boolean {
  return typeof value === 'string' && /[<>{}]/.test(value);
}

/** What is stored and refused where the document is silent. */
const inputs: readonly Variant[] = [
  {
    name: 'blanks-are-no-values',
    does: 'keeps no empty optional text',
    record: (client) => ({
      ...client,
      values: Object.fromEntries(Object.entries(client.values).filter(([, value]) => value !== '')),
    }),
  },
  {
    name: 'blanks-refused',
    does: 'refuses empty optional texts',
    rules: { isOptionalInvalid: (value) => typeof value !== 'string' || value.trim() === '' },
  },
  {
    name: 'nulls-refused',
    does: 'refuses null in a create or an update',
    answer: instead(
      {
        path: /^\/v1\/zapier\/clients(?:\/[^/]+)?$/,
        method: ['POST', 'PUT'],
        when: (request) => Object.values(bodyOf(request)).includes(null),
      },
      async (request, next) => {
        const answer = await next({ ...request, body: Buffer.from('{') });
        if (answer.status === 401 || answer.status === 403) return answer;
        const field = Object.entries(bodyOf(request)).find(([, value]) => value === null)?.[0];
        return json(422, {
          error: { code: 'invalid_type', message: `${field} must not be null`, field },
        });
      },
    ),
  },
  {
    name: 'nulls-ignored-on-update',
    does: 'takes null in an update for no change',
    rules: (conforming) => ({
      isNameInvalid: (value) => value !== null && conforming.isNameInvalid(value),
      valuesAfterUpdate: (before, changed) => conforming.valuesAfterUpdate(before, changed, []),
    }),
  },
  {
    name: 'empty-updates-refused',
    does: 'refuses an update that changes nothing',
    answer: instead(
      {
        ...at.updateClient,
        when: (request) =>
          Object.keys(bodyOf(request)).filter((name) => !/^(client_)?id$/.test(name)).length ===
            0 && Buffer.from(request.body).toString().trim().startsWith('{}'),
      },
      async (request, next) => {
        const answer = await next(request);
        if (answer.status >= 400) return answer;
        return json(400, { error: { code: 'nothing_to_update', message: 'Nothing to update' } });
      },
    ),
  },
  {
    name: 'narrow-contacts',
    does: 'refuses phones of other countries than the United States and emails with a plus',
    rules: ({ isContactInvalid }) => ({
      isContactInvalid: (value, field) =>
        isContactInvalid(value, field) ||
        !(field === 'email' ? /^[^+]+$/ : /^\+1\d{10}$/).test(String(value)),
    }),
  },
  {
    name: 'markup-refused',
    does: 'refuses names, addresses, campaigns and notes with angle or curly brackets',
    rules: ({ isNameInvalid, isOptionalInvalid, isNoteInvalid }) => ({
      isNameInvalid: (value) => isNameInvalid(value) || hasMarkup(value),
      isOptionalInvalid: (value, field) => isOptionalInvalid(value, field) || hasMarkup(value),
      isNoteInvalid: (value) => isNoteInvalid(value) || hasMarkup(value),
    }),
  },
  {
    name: 'letters-in-names',
    does: 'refuses names with anything but letters, digits, blanks, emojis and the marks of names',
    rules: ({ isNameInvalid }) => ({
      isNameInvalid: (value) =>
        isNameInvalid(value) ||
        !/^(?:[\p{L}\p{M}\p{N}\p{Emoji} .,'\u2019-]|\u200d)*$/u.test(String(value)),
    }),
  },
  {
    name: 'strict-formats',
    does: 'refuses emails, phones, country codes, birthdays and states of another format',
    rules: {
      isContactInvalid: (value, field) =>
        typeof value !== 'string' ||
        !(field === 'email' ? /^[^\s@<>"]+@[^\s@]+\.[a-z]{2,}$/i : /^\+[1-9]\d{6,14}$/).test(value),
      isOptionalInvalid: (value, field) => {
        if (typeof value !== 'string') return true;
        if (field === 'country_code') return !/^[A-Z]{2}$/.test(value);
        if (field === 'state') return !/^[A-Z]{2,3}$/.test(value);
        if (field === 'postal_code') return !/^[A-Z\d][A-Z\d -]{2,9}$/i.test(value);
        return field === 'birthday' && !/^\d{4}-\d\d-\d\d$/.test(value);
      },
    },
  },
  {
    name: 'limited-lengths',
    does: 'refuses names of more than 255 characters and other texts of more than 500',
    rules: (conforming) => ({
      isNameInvalid: (value) => conforming.isNameInvalid(value) || String(value).length > 255,
      isOptionalInvalid: (value, field) =>
        conforming.isOptionalInvalid(value, field) || String(value).length > 500,
      isCustomInvalid: (value, field) =>
        conforming.isCustomInvalid(value, field) || String(value).length > 500,
    }),
  },
  {
    name: 'tight-lengths',
    does: 'refuses texts of more than 255 characters, emails of more than 254 and phones of more than 20',
    rules: (conforming) => ({
      isNameInvalid: (value) => conforming.isNameInvalid(value) || String(value).length > 255,
      isContactInvalid: (value, field) =>
        conforming.isContactInvalid(value, field) ||
        String(value).length > (field === 'phone' ? 20 : 254),
      isOptionalInvalid: (value, field) =>
        conforming.isOptionalInvalid(value, field) || String(value).length > 255,
      isCustomInvalid: (value) => typeof value !== 'string' || value.length > 255,
    }),
  },
  {
    name: 'unknown-members-refused',
    does: 'refuses members that are no documented field and no custom field of the account',
    rules: {
      isCustomInvalid: (value, field) =>
        typeof value !== 'string' || !/^custom_field_name_[12]$/.test(field),
    },
  },
  {
    name: 'unknown-members-ignored',
    does: 'ignores members that are no documented field and no custom field of the account',
    rules: ({ isKnownField }) => ({
      storesMember: (field) => isKnownField(field) || /^custom_field_name_[12]$/.test(field),
    }),
  },
  {
    name: 'equal-clients-merged',
    does: 'answers a create that equals an earlier one with the same client',
    answer: mergesEqualClients,
  },
  {
    name: 'clients-merged-by-email',
    does: 'takes a create with the email of a client for an update of it',
    answer: mergesByEmail,
  },
  {
    name: 'emails-unique',
    does: 'refuses a second client with the same email',
    answer: uniqueEmails,
  },
  {
    name: 'clients-for-all-users',
    does: 'lets all users of the account see all clients, and knows no other account',
    rules: { ownsRecord: () => true },
    sandbox: withoutOtherAccount,
  },
  {
    name: 'other-accounts-forbidden',
    does: 'refuses with 403 whatever is about something of another account',
    answer: foreignRefused(403),
  },
  {
    name: 'other-accounts-unauthorized',
    does: 'refuses with 401 whatever is about something of another account',
    answer: foreignRefused(401),
  },
];

const isList = (operation: string) => operation.startsWith('list');
const isRead = (operation: string) => isList(operation) || operation === 'getClient';

/** What can be read (§3 only implies that anything can). */
const reads: readonly Variant[] = [
  {
    name: 'nothing-read',
    does: 'has no GET, and answers 405 where a path has another method',
    rules: { serves: (operation) => !isRead(operation) },
  },
  {
    name: 'nothing-read-404',
    does: 'has no GET, and answers 404 to any',
    rules: { serves: (operation) => !isRead(operation), methodNotAllowedStatus: 404 },
  },
  {
    name: 'nothing-read-405',
    does: 'has no GET, and answers 405 at every path of the document',
    rules: { serves: (operation) => !isRead(operation) },
    answer: (next) =>
      onAnswer({ ...LISTS, status: 404 }, (answer) => {
        answer.status = 405;
        answer.headers.allow = 'OPTIONS';
      })(next),
  },
  {
    name: 'nothing-read-501',
    does: 'has no GET, and answers 501 where a path has another method',
    rules: { serves: (operation) => !isRead(operation), methodNotAllowedStatus: 501 },
  },
  {
    name: 'reads-lag',
    does: 'reads a client by its id a moment after its create only',
    answer: (next, { store }) =>
      instead({ ...at.getClient }, async (request) => {
        const client = store.clients.get(request.path.split('/').at(-1) ?? '');
        const isNew = client !== undefined && Date.now() - client.createdAt < 300;
        const answer = await next(request);
        return isNew && answer.status === 200 ? noRoute(404)() : answer;
      })(next),
  },
  {
    name: 'read-by-id-only',
    does: 'reads a client by its id and lists nothing',
    rules: { serves: (operation) => !isList(operation) },
  },
  {
    name: 'lists-only',
    does: 'lists clients and reads none by its id',
    rules: { serves: (operation) => operation !== 'getClient' },
  },
  {
    name: 'clients-only',
    does: 'reads clients and nothing else',
    rules: { serves: (operation) => !isList(operation) || operation === 'listClients' },
  },
  {
    name: 'lists-oldest-first',
    does: 'lists the oldest first',
    rules: { listOrder: (items) => items },
  },
  {
    name: 'lists-in-data',
    does: 'wraps lists in `data`',
    answer: wrappedIn(() => 'data'),
  },
  {
    name: 'lists-by-resource',
    does: 'wraps lists in a member named for the resource',
    answer: wrappedIn((path) => path.split('/').at(-1) ?? 'items'),
  },
  {
    name: 'lists-in-items-by-tens',
    does: 'wraps lists in `items`, ten at a time',
    answer: (next) => paged(10)(wrappedIn(() => 'items')(next)),
  },
  {
    name: 'lists-by-tens',
    does: 'lists ten at a time, newest first',
    answer: paged(10),
  },
  {
    name: 'lists-by-tens-oldest-first',
    does: 'lists ten at a time, oldest first',
    rules: { listOrder: (items) => items },
    answer: paged(10),
  },
  {
    name: 'lists-in-short',
    does: 'lists clients with id, name, email, phone and date only',
    answer: onAnswer({ ...at.listClients, status: 'ok' }, (answer) => {
      if (!Array.isArray(answer.body)) return;
      answer.body = answer.body.map(({ id, name, email, phone, created_date }) => ({
        id,
        name,
        email,
        phone,
        created_date,
      }));
    }),
  },
  {
    name: 'reads-wrapped-in-data',
    does: 'wraps the client that is read by its id in `data`',
    answer: onAnswer({ ...at.getClient, status: 'ok' }, (answer) => {
      answer.body = { data: answer.body };
    }),
  },
  {
    name: 'lists-lag',
    does: 'lists a client a second and a half after its create',
    rules: ({ listBody }) => ({
      listBody: (items, resource) =>
        listBody(
          items.filter((item) => {
            const created = Date.parse(String((item as { created_date?: unknown }).created_date));
            return !(Date.now() - created < 1500);
          }),
          resource,
        ),
    }),
  },
  {
    name: 'lists-need-a-filter',
    does: 'lists clients only with a filter, and refuses others with 400',
    answer: instead(
      { ...LISTS, when: ({ query }) => !query.has('email') },
      async (request, next) => {
        const answer = await next(request);
        if (answer.status >= 400) return answer;
        return json(400, {
          error: { code: 'missing_parameter', message: 'Missing parameter: email', field: 'email' },
        });
      },
    ),
  },
];

/** Optional fields as the document lists them, so that a rename shows here. */
const GROUPED = OPTIONAL_CLIENT_FIELDS.filter((field) => /^utm_/.test(field));

/** Extra views of what is stored. */
const views: readonly Variant[] = [
  {
    name: 'utm-twice',
    does: 'shows the UTM fields also in a group',
    rules: ({ fullClient }) => ({
      fullClient: (client, date) => {
        const full = fullClient(client, date);
        const group = GROUPED.map((field) => [field.slice(4), full[field]]);
        return { ...full, utm: Object.fromEntries(group) };
      },
    }),
  },
];

/** Lawful choices about clients and notes. */
export const variants: readonly Variant[] = [...locators, ...values, ...inputs, ...reads, ...views];
