import { examples } from '../examples.ts';
import { operations } from '../operations.ts';
import { API_BASE } from '../resources.ts';
import { inFormat, refuses } from './answers.ts';
import { bearer } from './bearer.ts';
import { given, type Interaction, type ProviderState } from './interaction.ts';
import { client, named, token } from './people.ts';

type Asked = Omit<Interaction['request'], 'authorization'>;

const { name, email } = examples.clientInput;
const create: Asked = { ...endpoint(operations.createClient), json: { name, email } };
const update: Asked = {
  ...endpoint(operations.updateClient),
  json: { id: named.clientId, city: examples.clientChanges.city },
};
const note: Asked = {
  ...endpoint(operations.addNote),
  json: { client_id: named.clientId, ...examples.noteInput },
};
const subscription: Asked = {
  ...endpoint(operations.subscribe),
  json: {
    event: 'client.created',
    target_url: 'https://hooks.zapier.com/hooks/standard/1/example',
  },
};

const unauthorized = refuses([401], 'unauthorized');
const isUnauthorized = [
  'oauth/bearer/error-format',
  'errors/statuses/unauthorized-401',
  ...inFormat,
];
const forbidden = refuses([403, 401], 'insufficient_scope');

function anonymous(
  what: string,
  slug: string,
  request: Asked,
  ...states: readonly ProviderState[]
): Interaction {
  return {
    description: `${what} without a token`,
    states,
    clauses: [`oauth/bearer/${slug}-needs-token`, ...isUnauthorized],
    request,
    answer: unauthorized,
  };
}

function forged(
  what: string,
  slug: string,
  request: Asked,
  ...states: ProviderState[]
): Interaction {
  return {
    description: `${what} with an unknown token`,
    states: [...states, given('an access token that nobody was given')],
    clauses: [`oauth/bearer/${slug}-unknown-token`, ...isUnauthorized],
    request: { ...request, authorization: bearer },
    answer: unauthorized,
  };
}

function narrow(
  what: string,
  slug: string,
  request: Asked,
  ...states: ProviderState[]
): Interaction {
  return {
    description: `${what} with a token that may only read`,
    states: [...states, given('an access token with scope read:clients')],
    clauses: [
      `oauth/scopes/${slug}-needs-write-clients`,
      'oauth/scopes/refusal-format',
      ...inFormat,
    ],
    request: { ...request, authorization: bearer },
    answer: forbidden,
  };
}

/** What is refused wherever it is asked (§2, §6). */
export const refusals: readonly Interaction[] = [
  anonymous('a create of a client', 'create', create),
  anonymous('an update of a client', 'update', update, client),
  anonymous('a note on a client', 'note', note, client),
  anonymous('a subscription', 'subscribe', subscription),
  forged('a create of a client', 'create', create),
  forged('an update of a client', 'update', update, client),
  forged('a note on a client', 'note', note, client),
  forged('a subscription', 'subscribe', subscription),
  {
    description: 'a create of a client with a token in other letters',
    states: [given('an access token in letters of the other case')],
    clauses: ['oauth/bearer/create-unknown-token', ...isUnauthorized],
    request: { ...create, authorization: bearer },
    answer: unauthorized,
  },
  narrow('a create of a client', 'create', create),
  narrow('an update of a client', 'update', update, client),
  {
    description: 'a request for a path that does not exist',
    states: [token],
    clauses: ['errors/statuses/not-found-404', 'errors/statuses/not-found-format', ...inFormat],
    request: { method: 'GET', path: `${API_BASE}/conformance/no-such-path`, authorization: bearer },
    answer: refuses([404], 'not_found'),
  },
];

function endpoint({ method, path }: { readonly method: string; readonly path: string }): Asked {
  return { method, path };
}
