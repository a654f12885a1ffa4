import { type GatewayAnswer, json, page } from '../../answer.ts';
import { at } from '../../at.ts';
import { bodyOf, instead, type Match, onAnswer, withMember } from '../../handler.ts';
import type { GatewayRequest } from '../../request.ts';
import type { PlantedFault } from './planted-fault.ts';

type Is = (text: string, request: GatewayRequest) => boolean;

const OPERATIONS = {
  create: { match: at.createClient, clause: 'errors/robustness/hostile-create' },
  update: { match: at.updateClient, clause: 'errors/robustness/hostile-update' },
  note: { match: at.createNote, clause: 'errors/robustness/hostile-note' },
  subscription: { match: at.subscribe, clause: 'errors/robustness/hostile-subscription' },
} as const satisfies Readonly<Record<string, { match: Match; clause: string }>>;

const failure = (): GatewayAnswer =>
  json(500, { error: { code: 'server_error', message: 'Something failed' } });
const trace = (): GatewayAnswer =>
  page(500, '<pre>TypeError: x is undefined\n    at create (/srv/app/clients.js:12:7)</pre>');
const sorry = (): GatewayAnswer => page(400, '<!doctype html><h1>Bad Request</h1>');
const empty = (): GatewayAnswer => ({ status: 400, headers: {} });
const silence = (): GatewayAnswer => ({ ...json(200, {}), fate: 'hang' });

function over(
  operation: keyof typeof OPERATIONS,
  name: string,
  does: string,
  is: Is,
  answer: () => GatewayAnswer = failure,
): PlantedFault {
  const { match, clause } = OPERATIONS[operation];
  const when = (request: GatewayRequest): boolean =>
    /^Bearer \S+$/.test(request.headers.authorization ?? '') &&
    is(Buffer.from(request.body).toString(), request);
  return {
    name: `${operation}-${name}`,
    does: `${does} a body of ${operation === 'update' ? 'an' : 'a'} ${operation}`,
    clause,
    answer: instead({ ...match, when }, answer),
  };
}

/** What becomes of creates with such an `Authorization` header. */
function unauthorized(
  name: string,
  does: string,
  header: RegExp,
  answer: () => GatewayAnswer = failure,
): PlantedFault {
  const when = ({ headers: { authorization } }: GatewayRequest): boolean =>
    authorization !== undefined && header.test(authorization);
  return {
    name: `authorization-${name}`,
    does,
    clause: 'errors/robustness/hostile-authorization',
    answer: instead({ ...at.createClient, when }, answer),
  };
}

const typed =
  (pattern: RegExp): Is =>
  (_, { headers }) =>
    pattern.test(headers['content-type'] ?? '');
const wholeIs =
  (pattern: RegExp): Is =>
  (text) =>
    pattern.test(text);

/** Faults over input that no client should send. */
export const hostileFaults: readonly PlantedFault[] = [
  over('update', 'deep-500', 'fails over deep nesting in', wholeIs(/(?:\[\s*){60}|(?:\{"a":){60}/)),
  over('create', 'huge-number-500', 'fails over huge numbers in', wholeIs(/:-?\d(?:e400|\d{300})/)),
  over('update', 'surrogate-500', 'fails over a lone surrogate in', wholeIs(/\\ud83dy|\\ud800/)),
  over('update', 'mark-500', 'fails over a byte order mark before', wholeIs(/^\ufeff/)),
  over(
    'update',
    'proto-id-500',
    'fails over `__proto__` as the id in',
    wholeIs(/"id":"__proto__"/),
  ),
  over('update', 'object-id-500', 'fails over an object as the id in', wholeIs(/"id":\{/)),
  over('note', 'long-id-500', 'fails over a long id in', wholeIs(/"client_id":"\w{1000}/)),
  over('create', 'proto-500', 'fails over `__proto__` in', wholeIs(/"__proto__":/)),
  over(
    'note',
    'half-page',
    'answers with a page the half of',
    (text) => text.startsWith('{"') && !text.endsWith('}'),
    sorry,
  ),
  over(
    'note',
    'typeless-500',
    'fails over the missing content type of',
    (_, { headers }) => !headers['content-type'],
  ),
  over('note', 'form-500', 'fails over a form for', typed(/urlencoded/)),
  over('update', 'list-trace', 'shows a stack trace over a list for', wholeIs(/^\[/), trace),
  over('create', 'null-hangs', 'never answers null for', wholeIs(/^null$/), silence),
  over(
    'create',
    'empty-400',
    'answers with nothing to the half of',
    (text) => text.startsWith('{"') && !text.endsWith('}'),
    empty,
  ),
  over('note', 'nul-500', 'fails over NUL in', wholeIs(/\\u0000/)),
  over(
    'create',
    'long-413-page',
    'answers with a page a long',
    (text) => text.length > 4_000,
    sorry,
  ),
  over('update', 'object-500', 'fails over objects in', (text) => /"(?:city|line1)":\{/.test(text)),
  over('update', 'number-500', 'fails over numbers in', (text) =>
    /"(?:city|line1)":-?\d/.test(text),
  ),
  over('note', 'quote-500', 'fails over SQL in', wholeIs(/OR '1'='1/)),
  over('create', 'percent-trace', 'shows a stack trace over a format in', wholeIs(/%s%n/), trace),
  over('update', 'odd-date-500', 'fails over a date that is none in', wholeIs(/T25:61:61Z/)),
  over(
    'create',
    'key-twice-page',
    'answers with a page a key twice in',
    (text) => {
      const keys = [...text.matchAll(/[{,]"(\w+)":/g)].map(([, key]) => key);
      return text.startsWith('{') && new Set(keys).size < keys.length;
    },
    sorry,
  ),
  over('subscription', 'list-500', 'fails over a list for', wholeIs(/^\[/)),
  over(
    'subscription',
    'number-trace',
    'shows a stack trace over a number in',
    wholeIs(/:-?\d+[,}]/),
    trace,
  ),
  over('subscription', 'form-page', 'answers with a page a form for', typed(/urlencoded/), sorry),
  unauthorized('empty-500', 'fails over an `Authorization` header without a token', /^\S*\s*$/),
  unauthorized('parts-500', 'fails over an `Authorization` header of three parts', /^\S+ \S+ \S+/),
  unauthorized('quote-page', 'answers with a page a quote in a token', /^Bearer .*['"]/, sorry),
  {
    name: 'invalid-names-client',
    does: 'names `client` for a name that is a list',
    clause: 'errors/robustness/invalid-create-refused',
    answer: onAnswer({ ...at.createClient, status: 'error' }, (answer, request) => {
      if (Array.isArray(bodyOf(request).name)) withMember('error.field', 'client')(answer);
    }),
  },
  {
    name: 'invalid-names-other',
    does: 'names `name` where both contacts are null',
    clause: 'errors/robustness/invalid-create-refused',
    answer: onAnswer({ ...at.createClient, status: 'error' }, (answer, request) => {
      const { phone, email } = bodyOf(request);
      if (phone === null && email === null) withMember('error.field', 'name')(answer);
    }),
  },
];
