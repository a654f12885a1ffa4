import { examples } from '../examples.ts';
import { operations } from '../operations.ts';
import { answers, inFormat, missesField, refuses } from './answers.ts';
import { bearer } from './bearer.ts';
import { given, type Interaction } from './interaction.ts';
import { text } from './matchers.ts';
import { contact, everyField, named, person, plainText, token } from './people.ts';

const { method, path } = operations.createClient;
const { clientInput, clientSummary } = examples;
const { email, phone } = named;
const { name } = person;

const create = (json: Readonly<Record<string, unknown>>): Interaction['request'] => ({
  ...{ method, path, authorization: bearer },
  json,
});
const created = (members: Readonly<Record<string, string>>): Interaction['answer'] =>
  answers(201, {
    id: text(clientSummary.id),
    ...members,
    created_date: text(clientSummary.created_date),
  });
const states = [token, given('nobody has a certain contact', contact)];

const section = (...slugs: readonly string[]): readonly string[] =>
  slugs.map((slug) => `actions/create-client/${slug}`);
const always = [
  ...section('status-201', 'json', 'answers-id', 'answers-name', 'answers-created-date'),
  'errors/statuses/created-201',
];

const granted: readonly Interaction[] = [
  {
    description: 'a create of a client',
    states,
    clauses: [...always, ...section('path', 'answers-email', 'answers-phone')],
    request: create({ ...clientInput, email, phone }),
    answer: created({ name, ...contact }),
  },
  {
    description: 'a create of a client with every field',
    states,
    clauses: [...always, ...section('answers-email', 'answers-phone')],
    request: create({ name, email, phone, ...everyField }),
    answer: created({ name, ...contact }),
  },
  {
    description: 'a create of a client with a phone only',
    states,
    clauses: [...always, ...section('phone-only', 'answers-phone', 'minimal-body')],
    request: create({ name, phone }),
    answer: created({ name, phone: contact.phone }),
  },
  {
    description: 'a create of a client with an email only',
    states,
    clauses: [...always, ...section('email-only', 'answers-email', 'minimal-body')],
    request: create({ name, email }),
    answer: created({ name, email: contact.email }),
  },
  {
    description: 'a create of a client whose name is no plain ASCII',
    states,
    clauses: [...always, ...section('answers-email', 'answers-phone', 'text-unchanged')],
    request: create({ name: plainText.name, email, phone }),
    answer: created({ name: plainText.name, ...contact }),
  },
];

const lacksName = refuses([400, 422], 'validation_error', '^name$');
const lacksContact = refuses([400, 422], 'validation_error', '.*(phone|email).*');
const lacking = (slugs: readonly string[]): readonly string[] => [
  ...section(...slugs),
  ...missesField,
];
const nameless = lacking(['name-required', 'name-named']);
const unreachable = lacking(['contact-required', 'contact-named']);
const { email: _email, phone: _phone, ...addressOnly } = clientInput;

const refused: readonly Interaction[] = [
  {
    description: 'a create of a client without a name',
    states,
    clauses: nameless,
    request: create({ email, phone }),
    answer: lacksName,
  },
  {
    description: 'a create of a client with nothing but a phone',
    states,
    clauses: nameless,
    request: create({ phone }),
    answer: lacksName,
  },
  {
    description: 'a create of a client with nothing but an email',
    states,
    clauses: nameless,
    request: create({ email }),
    answer: lacksName,
  },
  {
    description: 'a create of a client whose name is null',
    states,
    clauses: [...section('name-null'), ...inFormat],
    request: create({ name: null, email, phone }),
    answer: refuses([400, 422], 'validation_error'),
  },
  {
    description: 'a create of a client whose name is an object',
    states,
    clauses: [...section('name-object'), ...inFormat],
    request: create({ name: { first: 'Jane' }, email, phone }),
    answer: refuses([422, 400], 'validation_error'),
  },
  {
    description: 'a create of a client with nothing but a name',
    states: [token],
    clauses: unreachable,
    request: create({ name }),
    answer: lacksContact,
  },
  {
    description: 'a create of a client without a contact',
    states: [token],
    clauses: unreachable,
    request: create(addressOnly),
    answer: lacksContact,
  },
  {
    description: 'a create of a client whose contacts are null',
    states: [token],
    clauses: [...section('contact-null'), ...inFormat],
    request: create({ name, email: null, phone: null }),
    answer: refuses([400, 422], 'validation_error'),
  },
];

/** Creating a client (§5.1), granted and refused. */
export const creations: readonly Interaction[] = [...granted, ...refused];
