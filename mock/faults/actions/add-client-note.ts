import type { addClientNote } from '../../../contracts/clauses/actions/add-client-note.ts';
import { users } from '../../accounts.ts';
import { bare, json } from '../../answer.ts';
import { at } from '../../at.ts';
import { foreignRecord } from '../../foreign-record.ts';
import {
  asText,
  bodyOf,
  type Handler,
  type Match,
  onAnswer,
  onRequest,
  withBody,
  withHeader,
  withMember,
} from '../../handler.ts';
import type { GatewayState } from '../../state.ts';
import { along } from '../along.ts';
import { forAnybody } from '../for-anybody.ts';
import type { SectionFaults } from '../section-faults.ts';
import { mangled } from './mangle.ts';
import { dates, granted, lacking, refusedWith, renamed, turned } from './misanswer.ts';

const noting = (slug: string): string => `actions/add-client-note/${slug}`;

const NEVER_5XX = 'errors/robustness/never-5xx';
const VALID = 'errors/robustness/valid-note-unchanged';
const HOSTILE = 'errors/robustness/hostile-note';

/** Requests whose note is of a kind. */
const where = (is: (note: unknown) => boolean): Match => ({
  ...at.createNote,
  when: (request) => is(bodyOf(request).note),
});

/** Takes a note for another one. */
const taken = (is: (note: unknown) => boolean, as: (note: unknown) => string) =>
  onRequest(where(is), (request) => {
    const body = bodyOf(request);
    return 'client_id' in body ? withBody(request, { ...body, note: as(body.note) }) : undefined;
  });

/** Adds notes to another client than the one that they name. */
function redirected(to: (client: string, gateway: GatewayState) => string | undefined) {
  return (next: Handler, gateway: GatewayState): Handler =>
    onAnswer(granted.note, (answer) => {
      const { id, client_id } = answer.body as { id: string; client_id: string };
      const note = gateway.store.notes.get(id);
      const clientId = to(client_id, gateway);
      if (note === undefined || clientId === undefined) return;
      gateway.store.notes.set(id, { ...note, clientId });
      withMember('client_id', clientId)(answer);
    })(next);
}

/** Faults of §5.3. */
export const faults: SectionFaults<typeof addClientNote> = {
  path: along(
    ['actions/resources/notes-path'],
    [
      {
        name: 'note-405',
        does: 'has no POST at `/client/notes`',
        answer: onRequest(at.createNote, (request) => ({ ...request, method: 'PATCH' })),
      },
      {
        name: 'note-404-to-all',
        does: 'finds no path where notes are added',
        answer: onRequest(at.createNote, (request) => ({ ...request, path: '/v1/zapier/notes' })),
      },
    ],
  ),
  'status-201': [
    {
      name: 'noted-200',
      does: 'answers an added note with 200',
      rules: { noteCreatedStatus: 200 },
      alsoBreaks: ['errors/statuses/created-201'],
    },
    {
      name: 'noted-202',
      does: 'answers an added note with 202',
      rules: { noteCreatedStatus: 202 },
      alsoBreaks: ['errors/statuses/created-201'],
    },
    {
      name: 'second-note-200',
      does: 'answers the second note of a client with 200',
      answer: (next) => {
        const noted = new Set<unknown>();
        return onAnswer(granted.note, (answer, request) => {
          const { client_id } = bodyOf(request);
          if (noted.has(client_id)) answer.status = 200;
          noted.add(client_id);
        })(next);
      },
      alsoBreaks: ['errors/statuses/created-201'],
    },
  ],
  json: along(
    [HOSTILE],
    [
      {
        name: 'noted-as-page',
        does: 'answers an added note as `text/html`',
        answer: onAnswer(granted.note, withHeader('content-type', 'text/html')),
      },
      {
        name: 'noted-in-words',
        does: 'answers an added note with "Created"',
        answer: onAnswer(
          granted.note,
          asText(() => 'Created'),
        ),
        alsoBreaks: [
          'answers-id',
          'answers-client-id',
          'answers-note',
          'answers-created-date',
          'ids-distinct',
          'text-unchanged',
          'long-note-unchanged',
        ].map(noting),
      },
    ],
  ),
  'answers-id': [
    lacking('note', 'id'),
    turned('note', 'id', 'a number', (id: unknown) => Number.parseInt(String(id).slice(0, 8), 16)),
    renamed('note', 'id', 'note_id'),
    turned('note', 'id', 'an empty string', ''),
  ],
  'answers-client-id': [
    lacking('note', 'client_id'),
    renamed('note', 'client_id', 'client'),
    turned('note', 'client_id', 'an object', (id: unknown) => ({ id })),
    turned('note', 'client_id', 'the id of its owner', users[0].id),
    turned('note', 'client_id', 'null', null),
  ],
  'answers-note': along(
    [VALID],
    [
      lacking('note', 'note'),
      renamed('note', 'note', 'text'),
      turned('note', 'note', 'an excerpt', (note: unknown) => `${String(note).slice(0, 20)}…`),
      turned('note', 'note', 'a list', (note: unknown) => [note]),
    ],
  ),
  'answers-created-date': [
    lacking('note', 'created_date'),
    turned('note', 'created_date', 'a number', dates.number),
    renamed('note', 'created_date', 'created_at'),
  ],
  'created-date-iso': [
    turned('note', 'created_date', 'a local date', dates.local),
    turned('note', 'created_date', 'a date without a zone', dates.withoutZone),
  ],
  'created-date-now': [
    turned('note', 'created_date', 'the date of the example', '2025-01-15T16:00:00Z'),
    turned('note', 'created_date', 'Pacific time under the name of UTC', dates.later(-8)),
    turned('note', 'created_date', 'a date in the last century', (date: unknown) =>
      String(date).replace(/^20/, '19'),
    ),
  ],
  'ids-distinct': [
    {
      name: 'note-id-of-the-first',
      does: 'answers every note of a client with the id of its first one',
      answer: (next) => {
        const first = new Map<unknown, unknown>();
        return onAnswer(granted.note, (answer) => {
          const { id, client_id } = answer.body as Record<string, unknown>;
          if (first.has(client_id)) withMember('id', first.get(client_id))(answer);
          else first.set(client_id, id);
        })(next);
      },
    },
    {
      name: 'note-id-of-client',
      does: 'answers a note with the id of its client',
      answer: onAnswer(granted.note, (answer) => {
        withMember('id', (answer.body as Record<string, unknown>).client_id)(answer);
      }),
    },
  ],
  'note-required': [
    {
      name: 'note-without-note',
      does: 'adds a note without `note`',
      answer: taken(
        (note) => note === undefined,
        () => '(empty)',
      ),
      alsoBreaks: ['errors/format/field-of-missing', 'errors/statuses/bad-request-400'],
    },
    {
      ...refusedWith(
        { ...where((note) => note === undefined), status: 400 },
        404,
        'note-missing-404',
        'refuses a note without `note` with 404',
      ),
      alsoBreaks: ['errors/statuses/bad-request-400'],
    },
    {
      ...refusedWith(
        { ...where((note) => note === undefined), status: 400 },
        500,
        'note-missing-500',
        'fails over a note without `note`',
      ),
      alsoBreaks: [NEVER_5XX, HOSTILE, 'errors/statuses/bad-request-400'],
    },
  ],
  'note-named': [
    {
      name: 'note-missing-unnamed',
      does: 'refuses a note without `note` and names no field',
      answer: onAnswer(
        { ...where((note) => note === undefined), status: 400 },
        withMember('error.field', undefined),
      ),
      alsoBreaks: ['errors/format/field-of-missing'],
    },
    {
      name: 'note-missing-as-content',
      does: 'names `content` when it refuses a note without `note`',
      answer: onAnswer(
        { ...where((note) => note === undefined), status: 400 },
        withMember('error.field', 'content'),
      ),
      alsoBreaks: ['errors/format/field-of-missing'],
    },
  ],
  'note-null': [
    {
      name: 'note-null-taken',
      does: 'adds a note "null" for null',
      answer: taken((note) => note === null, String),
    },
    {
      ...refusedWith(
        { ...where((note) => note === null), status: 400 },
        409,
        'note-null-409',
        'refuses a note that is null with 409',
      ),
    },
  ],
  'note-blank': [
    {
      name: 'note-blank-taken',
      does: 'adds an empty note',
      rules: { isNoteInvalid: (note) => typeof note !== 'string' },
    },
    {
      name: 'note-blank-ignored',
      does: 'answers an empty note with 204 and adds none',
      answer: onAnswer({ ...where((note) => note === ''), status: 422 }, () => bare(204)),
    },
  ],
  'note-number': [
    {
      name: 'note-number-taken',
      does: 'adds a note that is a number',
      answer: taken((note) => typeof note === 'number', String),
    },
    {
      name: 'note-number-kept',
      does: 'adds a number for a note and answers it as one',
      rules: (conforming) => ({
        isNoteInvalid: (note) => typeof note !== 'number' && conforming.isNoteInvalid(note),
      }),
    },
  ],
  'note-object': [
    {
      name: 'note-object-taken',
      does: 'adds a note "[object Object]" for an object',
      answer: taken((note) => typeof note === 'object' && note !== null, String),
    },
    {
      name: 'note-object-as-json',
      does: 'adds a note of JSON for an object',
      answer: taken((note) => typeof note === 'object' && note !== null, JSON.stringify),
    },
  ],
  'unknown-client': [
    refusedWith(
      { ...at.createNote, status: 404 },
      422,
      'note-unknown-422',
      'refuses a note for an unknown client with 422',
    ),
    {
      name: 'note-unknown-201',
      does: 'adds a note for a client that it does not know',
      answer: onAnswer({ ...at.createNote, status: 404 }, (_, request) =>
        json(201, {
          id: crypto.randomUUID(),
          ...bodyOf(request),
          created_date: new Date().toISOString(),
        }),
      ),
    },
    {
      ...refusedWith(
        { ...at.createNote, status: 404 },
        500,
        'note-unknown-500',
        'fails over a note for an unknown client',
      ),
      alsoBreaks: [NEVER_5XX],
    },
  ],
  'other-account': [
    {
      name: 'note-by-anybody',
      does: 'adds notes to clients of any account by their id alone',
      rules: forAnybody('createNote'),
    },
    {
      name: 'foreign-note-refused-and-added',
      does: 'adds a note by another account that it answers with 404',
      answer: (next, gateway) =>
        onAnswer({ ...at.createNote, status: 404 }, (_, request) => {
          const { id: clientId, owner } = foreignRecord(request, gateway) ?? {};
          if (clientId === undefined || owner === undefined) return;
          const { notes } = gateway.store;
          const id = `foreign-${notes.size}`;
          const note = String(bodyOf(request).note);
          notes.set(id, { id, owner, clientId, note, createdAt: gateway.clock.now() });
        })(next),
    },
  ],
  'right-client': [
    {
      name: 'note-to-the-latest',
      does: 'adds a note to the client that was created last',
      answer: redirected((_, { store }) => [...store.clients.keys()].at(-1)),
    },
    {
      name: 'note-listed-with-the-latest',
      does: 'lists a note with the client that was created last',
      answer: (next, gateway) =>
        onAnswer({ ...at.listNotes, status: 'ok' }, (answer) => {
          const latest = [...gateway.store.clients.keys()].at(-1);
          const notes = answer.body as readonly object[];
          answer.body = notes.map((note) => ({ ...note, client_id: latest }));
        })(next),
    },
    {
      name: 'note-listed-with-a-stranger',
      does: 'lists a note with a client that is not of this run',
      answer: onAnswer({ ...at.listNotes, status: 'ok' }, (answer) => {
        const notes = answer.body as readonly object[];
        answer.body = notes.map((note) => ({ ...note, client_id: 'client_of_another_account' }));
      }),
    },
    {
      name: 'note-to-the-client-before',
      does: 'adds a note to the client that got one before',
      answer: (next, gateway) => {
        let before: string | undefined;
        return redirected((client) => {
          const other = before ?? client;
          before = client;
          return other;
        })(next, gateway);
      },
    },
  ],
  'outer-blanks': [
    {
      name: 'note-trimmed',
      does: 'adds a note trimmed',
      rules: { noteText: mangled.trimmed },
    },
  ],
  kept: [
    {
      name: 'second-note-replaces',
      does: 'keeps the newest note of a client alone',
      answer: (next, { store }) =>
        onAnswer(granted.note, (answer) => {
          const { id, client_id: clientId } = answer.body as Record<string, unknown>;
          for (const [key, note] of store.notes) {
            if (note.clientId === clientId && key !== id) store.notes.delete(key);
          }
        })(next),
    },
    {
      name: 'long-note-not-stored',
      does: 'answers a long note with 201 and does not store it',
      answer: (next, { store }) =>
        onAnswer(granted.note, (answer) => {
          const { id, note } = answer.body as Record<string, unknown>;
          if (String(note).length > 1_000) store.notes.delete(String(id));
        })(next),
    },
  ],
  'refused-adds-nothing': [
    {
      name: 'note-stored-before-its-client-is-looked-up',
      does: 'stores a note for an unknown client and answers it with 404',
      answer: (next, { store, clock }) =>
        onAnswer({ ...at.createNote, status: 404 }, (_, request) => {
          const { client_id: clientId, note } = bodyOf(request);
          const id = `orphan-${store.notes.size}`;
          const about = { id, owner: users[0], clientId: String(clientId) };
          store.notes.set(id, { ...about, note: String(note), createdAt: clock.now() });
        })(next),
      alsoBreaks: [noting('other-account')],
    },
    {
      name: 'note-number-stored',
      does: 'refuses a note that is a number and stores it as text',
      answer: (next, { store, clock }) =>
        onAnswer({ ...at.createNote, status: 422 }, (_, request) => {
          const { client_id: clientId, note } = bodyOf(request);
          if (typeof note !== 'number') return;
          const id = `number-${store.notes.size}`;
          const about = { id, owner: users[0], clientId: String(clientId) };
          store.notes.set(id, { ...about, note: String(note), createdAt: clock.now() });
        })(next),
    },
  ],
  'text-unchanged': along(
    [VALID],
    [
      {
        name: 'note-in-ascii',
        does: 'adds a note with ? for whatever is beyond ASCII',
        rules: { noteText: mangled.inAscii },
      },
      {
        name: 'note-lines-joined',
        does: 'adds a note with its lines joined',
        rules: { noteText: (note) => note.replace(/\s*\n\s*/g, ' ') },
      },
      {
        name: 'note-line-breaks-unified',
        does: 'adds a note with `\\n` for every line break',
        rules: { noteText: (note) => note.replaceAll('\r\n', '\n') },
      },
      {
        name: 'note-as-html',
        does: 'adds a note with the signs of HTML escaped',
        rules: { noteText: mangled.asHtml },
      },
      {
        name: 'note-listed-misread',
        does: 'lists notes with their text read as Latin-1',
        answer: onAnswer({ ...at.listNotes, status: 'ok' }, (answer) => {
          const notes = answer.body as readonly { note: string }[];
          answer.body = notes.map((each) => ({ ...each, note: mangled.misread(each.note) }));
        }),
      },
    ],
  ),
  'long-note-unchanged': along(
    [VALID],
    [
      {
        name: 'note-cut-at-255',
        does: 'adds 255 characters of a note',
        rules: { noteText: (note) => note.slice(0, 255) },
      },
      {
        name: 'note-cut-at-4096',
        does: 'adds 4096 characters of a note',
        rules: { noteText: (note) => note.slice(0, 4096) },
      },
    ],
  ),
};
