import { examples } from '../examples.ts';
import { operations } from '../operations.ts';
import { answers, inFormat, missesField, refuses } from './answers.ts';
import { bearer } from './bearer.ts';
import { given, type Interaction } from './interaction.ts';
import { text } from './matchers.ts';
import { client, named, person, plainText, stranger, token } from './people.ts';

const { method, path } = operations.addNote;
const { noteInput, noteAnswer } = examples;
const { clientId, unknownId } = named;

const add = (json: Readonly<Record<string, unknown>>): Interaction['request'] => ({
  ...{ method, path, authorization: bearer },
  json,
});
const added = (note: string): Interaction['answer'] =>
  answers(201, {
    id: text(noteAnswer.id),
    client_id: person.id,
    note,
    created_date: text(noteAnswer.created_date),
  });

const section = (...slugs: readonly string[]): readonly string[] =>
  slugs.map((slug) => `actions/add-client-note/${slug}`);
const always = [
  ...section('status-201', 'json', 'answers-id', 'answers-client-id', 'answers-note'),
  ...section('answers-created-date'),
  'errors/statuses/created-201',
];

/** Adding a note (§5.3), granted and refused. */
export const notes: readonly Interaction[] = [
  {
    description: 'a note on a client',
    states: [token, client],
    clauses: [...section('path'), ...always],
    request: add({ client_id: clientId, ...noteInput }),
    answer: added(noteInput.note),
  },
  {
    description: 'a second note on a client',
    states: [token, client, given('the client has a note')],
    clauses: always,
    request: add({ client_id: clientId, ...noteInput }),
    answer: added(noteInput.note),
  },
  {
    description: 'a note that is no plain ASCII',
    states: [token, client],
    clauses: [...always, ...section('text-unchanged')],
    request: add({ client_id: clientId, note: plainText.note }),
    answer: added(plainText.note),
  },
  {
    description: 'a note without a text',
    states: [token, client],
    clauses: [...section('note-required', 'note-named'), ...missesField],
    request: add({ client_id: clientId }),
    answer: refuses([400, 422], 'validation_error', '^note$'),
  },
  {
    description: 'a note that is null',
    states: [token, client],
    clauses: [...section('note-null'), ...inFormat],
    request: add({ client_id: clientId, note: null }),
    answer: refuses([400, 422], 'validation_error'),
  },
  {
    description: 'a note on an unknown client',
    states: [token, stranger],
    clauses: [...section('unknown-client'), ...inFormat],
    request: add({ client_id: unknownId, ...noteInput }),
    answer: refuses([404], 'not_found'),
  },
];
