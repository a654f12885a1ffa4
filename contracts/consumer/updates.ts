import { examples } from '../examples.ts';
import { operations } from '../operations.ts';
import { OPTIONAL_CLIENT_FIELDS } from '../resources.ts';
import { answers, inFormat, refuses } from './answers.ts';
import { bearer } from './bearer.ts';
import { given, type Interaction } from './interaction.ts';
import { fromState, text } from './matchers.ts';
import {
  client,
  everyField,
  everyFieldChanged,
  named,
  person,
  plainText,
  stranger,
  token,
} from './people.ts';

const { method, path } = operations.updateClient;
const { clientChanges, clientUpdateAnswer } = examples;
const { clientId, unknownId } = named;
const renamed = { name: 'Jane Roe' };

const update = (json: Readonly<Record<string, unknown>>): Interaction['request'] => ({
  ...{ method, path, authorization: bearer },
  json,
});
const updated = (members: Readonly<Record<string, string>>): Interaction['answer'] =>
  answers(200, {
    id: person.id,
    name: person.name,
    ...members,
    last_modified_date: text(clientUpdateAnswer.last_modified_date),
  });

const section = (...slugs: readonly string[]): readonly string[] =>
  slugs.map((slug) => `actions/update-client/${slug}`);
const always = [
  ...section('status-200', 'json', 'answers-id', 'answers-name', 'answers-changes'),
  ...section('answers-last-modified-date'),
  'errors/statuses/ok-200',
];

/** Updating a client (§5.2), granted and refused. */
export const updates: readonly Interaction[] = [
  {
    description: 'an update of a client',
    // a phone that nobody has: a gateway may refuse two clients with one
    states: [token, client, given('nobody has a certain contact', { phone: clientChanges.phone })],
    clauses: [...always, ...section('path', 'changes-phone', 'changes-city', 'changes-state')],
    request: update({
      id: clientId,
      ...clientChanges,
      phone: fromState('phone', clientChanges.phone),
    }),
    answer: updated(clientChanges),
  },
  {
    description: 'an update of every field of a client',
    states: [token, given('a client exists', { ...person, ...everyField })],
    clauses: [...always, ...section(...OPTIONAL_CLIENT_FIELDS.map((field) => `changes-${field}`))],
    request: update({ id: clientId, ...everyFieldChanged }),
    answer: updated(everyFieldChanged),
  },
  {
    description: 'an update of the name of a client',
    states: [token, client],
    clauses: [...always, ...section('changes-name')],
    request: update({ id: clientId, ...renamed }),
    answer: updated(renamed),
  },
  {
    description: 'an update of a client that was renamed before',
    states: [token, client, given('the client is updated', renamed)],
    clauses: [...always, ...section('changes-name', 'changes-city')],
    request: update({ id: clientId, city: clientChanges.city }),
    answer: updated({ ...renamed, city: clientChanges.city }),
  },
  {
    description: 'an update of a client to a name that is no plain ASCII',
    states: [token, client],
    clauses: [...always, ...section('text-unchanged')],
    request: update({ id: clientId, name: plainText.name, line2: plainText.line2 }),
    answer: updated({ name: plainText.name, line2: plainText.line2 }),
  },
  {
    description: 'an update of an unknown client',
    states: [token, stranger],
    clauses: [...section('unknown-client'), ...inFormat],
    request: update({ id: unknownId, city: clientChanges.city }),
    answer: refuses([404], 'not_found'),
  },
];
