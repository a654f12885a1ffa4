import type { statuses } from '../../../contracts/clauses/errors/statuses.ts';
import { bare, json, page } from '../../answer.ts';
import { at } from '../../at.ts';
import { bodyOf, instead, type Match, onAnswer, onRequest, withBody } from '../../handler.ts';
import type { GatewayRequest } from '../../request.ts';
import { granted, refusedWith } from '../actions/misanswer.ts';
import { along } from '../along.ts';
import type { SectionFaults } from '../section-faults.ts';

const creating = (slug: string): string => `actions/create-client/${slug}`;
const updating = (slug: string): string => `actions/update-client/${slug}`;
const noting = (slug: string): string => `actions/add-client-note/${slug}`;
const unopened = (slug: string): string => `oauth/bearer/${slug}`;

const NEVER_5XX = 'errors/robustness/never-5xx';
const INVALID = 'errors/robustness/invalid-create-refused';
const HOSTILE = 'errors/robustness/hostile-create';
const FORMAT = ['errors/format/json', 'errors/format/error-object'];

const text = ({ body }: GatewayRequest): string => Buffer.from(body).toString();

/** What the text of a body is in JSON, `undefined` where it is none. */
function jsonIn(request: GatewayRequest): unknown {
  try {
    return JSON.parse(text(request));
  } catch {
    return undefined;
  }
}

const isEmpty = (request: GatewayRequest): boolean => text(request) === '';
const isNoJson = (request: GatewayRequest): boolean =>
  !isEmpty(request) && jsonIn(request) === undefined;
const isList = (request: GatewayRequest): boolean => Array.isArray(jsonIn(request));
const isText = (request: GatewayRequest): boolean => typeof jsonIn(request) === 'string';

const refusedCreate = (when: (request: GatewayRequest) => boolean): Match => ({
  ...at.createClient,
  status: 400,
  when,
});

/** Requests of the API that no route has. */
const lost: Match = { path: /^\/v1\/zapier\/conformance/, status: 404 };

const bearerless: Match = {
  ...at.createClient,
  status: 401,
  when: ({ headers, query }) => headers.authorization === undefined && !query.has('access_token'),
};

/** Faults of §6 on status codes. */
export const faults: SectionFaults<typeof statuses> = {
  'ok-200': [
    {
      name: 'clients-listed-206',
      does: 'answers the list of clients with 206',
      answer: onAnswer({ ...at.listClients, status: 200 }, (answer) => {
        answer.status = 206;
      }),
      alsoBreaks: ['actions/resources/clients-read'],
    },
    {
      name: 'city-updated-202',
      does: 'answers an update of nothing but the city with 202',
      answer: onAnswer(granted.update, (answer, request) => {
        const { id: _, ...changes } = bodyOf(request);
        if (Object.keys(changes).join() === 'city') answer.status = 202;
      }),
      alsoBreaks: [updating('status-200')],
    },
  ],
  'created-201': [
    {
      name: 'all-created-200',
      does: 'answers whatever it creates with 200',
      rules: { createdStatus: 200, noteCreatedStatus: 200 },
      alsoBreaks: [creating('status-201'), noting('status-201')],
    },
    {
      name: 'noted-203',
      does: 'answers an added note with 203',
      rules: { noteCreatedStatus: 203 },
      alsoBreaks: [noting('status-201')],
    },
  ],
  'bad-request-400': along(
    [
      creating('name-required'),
      creating('name-null'),
      creating('contact-required'),
      creating('contact-null'),
      noting('note-required'),
      noting('note-null'),
      'triggers/subscriptions/url-required',
      'triggers/subscriptions/event-required',
      INVALID,
    ],
    [
      {
        name: 'missing-field-404',
        does: 'answers a request that lacks a field with 404',
        rules: { missingFieldStatus: 404 },
      },
      {
        name: 'missing-field-409',
        does: 'answers a request that lacks a field with 409',
        rules: { missingFieldStatus: 409 },
      },
      {
        name: 'missing-field-200',
        does: 'answers a request that lacks a field with 200 and the error',
        rules: { missingFieldStatus: 200 },
        alsoBreaks: ['errors/format/field-of-missing'],
      },
      {
        name: 'missing-contact-403',
        does: 'answers a create without a contact with 403',
        answer: onAnswer(
          refusedCreate((request) => {
            const { name, phone, email } = bodyOf(request);
            return typeof name === 'string' && (phone ?? email ?? null) === null;
          }),
          (answer) => {
            answer.status = 403;
          },
        ),
      },
    ],
  ),
  'malformed-json-400': [
    {
      name: 'malformed-500',
      does: 'fails over a create that is no JSON',
      answer: onAnswer(refusedCreate(isNoJson), (answer) => {
        answer.status = 500;
      }),
      alsoBreaks: [NEVER_5XX, HOSTILE],
    },
    {
      name: 'malformed-415',
      does: 'answers a create that is no JSON with 415',
      answer: onAnswer(refusedCreate(isNoJson), (answer) => {
        answer.status = 415;
      }),
    },
    {
      name: 'malformed-mended',
      does: 'creates a client from a body that ends early',
      answer: onRequest({ ...at.createClient, when: isNoJson }, (request) => ({
        ...request,
        body: Buffer.from(text(request).replace(/,?\s*$/, '}')),
      })),
    },
    {
      name: 'malformed-404',
      does: 'answers a body that is no JSON with 404',
      answer: onAnswer({ ...at.api, status: 400, when: isNoJson }, (answer) => {
        answer.status = 404;
      }),
    },
  ],
  'not-an-object-400': [
    {
      name: 'list-of-one-created',
      does: 'creates the first client of a list',
      answer: onRequest({ ...at.createClient, when: isList }, (request) => {
        const [first] = jsonIn(request) as readonly unknown[];
        return first === undefined ? undefined : withBody(request, first);
      }),
    },
    {
      name: 'list-404',
      does: 'answers a create with a list with 404',
      answer: onAnswer(refusedCreate(isList), (answer) => {
        answer.status = 404;
      }),
    },
    {
      name: 'text-500',
      does: 'fails over a create with a JSON text',
      answer: onAnswer(refusedCreate(isText), (answer) => {
        answer.status = 500;
      }),
      alsoBreaks: [NEVER_5XX, HOSTILE],
    },
    {
      name: 'null-500',
      does: 'fails over a create with null for a body',
      answer: onAnswer(
        refusedCreate((request) => jsonIn(request) === null),
        (answer) => {
          answer.status = 500;
        },
      ),
      alsoBreaks: [NEVER_5XX],
    },
    {
      name: 'list-207',
      does: 'answers a create with a list with 207 and nothing created',
      answer: onAnswer(refusedCreate(isList), () => json(207, { created: 0 })),
    },
  ],
  'empty-body-400': [
    {
      name: 'empty-body-411',
      does: 'answers a create without a body with 411',
      answer: onAnswer(refusedCreate(isEmpty), (answer) => {
        answer.status = 411;
      }),
    },
    {
      name: 'empty-body-200',
      does: 'answers a create without a body with 200 and an empty object',
      answer: onAnswer(refusedCreate(isEmpty), () => json(200, {})),
    },
    {
      name: 'empty-body-500',
      does: 'fails over a create without a body',
      answer: onAnswer(refusedCreate(isEmpty), (answer) => {
        answer.status = 500;
      }),
      alsoBreaks: [NEVER_5XX, HOSTILE],
    },
  ],
  'unauthorized-401': [
    {
      name: 'tokenless-create-403',
      does: 'answers a create without a token with 403',
      answer: onAnswer(bearerless, (answer) => {
        answer.status = 403;
      }),
      alsoBreaks: [unopened('create-needs-token')],
    },
    {
      name: 'tokenless-create-to-login',
      does: 'redirects a create without a token to a page to sign in',
      answer: onAnswer(bearerless, () => bare(302, { location: '/login' })),
      alsoBreaks: [unopened('create-needs-token')],
    },
    {
      name: 'unknown-token-404',
      does: 'answers a create with a token that it never issued with 404',
      answer: (next, { grants }) =>
        onAnswer({ ...at.createClient, status: 401 }, (answer, { headers }) => {
          const [, token] = /^Bearer (\S+)$/.exec(headers.authorization ?? '') ?? [];
          if (token !== undefined && !grants.access.has(token)) answer.status = 404;
        })(next),
      alsoBreaks: [
        'create-unknown-token',
        'truncated-token',
        'extended-token',
        'refresh-token-refused',
      ].map(unopened),
    },
  ],
  'not-found-404': [
    {
      ...refusedWith(lost, 400, 'unknown-path-400', 'answers a path that does not exist with 400'),
    },
    {
      name: 'unknown-path-200',
      does: 'answers a path that does not exist with 200 and an empty list',
      answer: onAnswer(lost, () => json(200, [])),
    },
    {
      name: 'unknown-path-to-start',
      does: 'redirects a path that does not exist to the start',
      answer: onAnswer(lost, () => bare(302, { location: '/' })),
    },
    {
      name: 'unknown-path-401',
      does: 'answers a path that does not exist with 401',
      answer: onAnswer(lost, (answer) => {
        answer.status = 401;
      }),
    },
  ],
  'not-found-format': along(FORMAT, [
    {
      name: 'unknown-path-as-page',
      does: 'answers a path that does not exist with a web page',
      answer: onAnswer(lost, () => page(404, '<!doctype html><h1>Not found</h1>')),
    },
    {
      name: 'unknown-path-in-words',
      does: 'answers a path that does not exist with "Cannot GET"',
      answer: onAnswer(lost, (answer) => {
        answer.headers['content-type'] = 'text/plain';
        answer.text = 'Cannot GET';
      }),
    },
    {
      name: 'unknown-path-as-problem',
      does: 'answers a path that does not exist as the framework does it',
      answer: onAnswer(lost, (answer) => {
        answer.body = { statusCode: 404, error: 'Not Found', message: 'Route not found' };
      }),
    },
    {
      name: 'unknown-path-empty',
      does: 'answers a path that does not exist with an empty body',
      answer: onAnswer(lost, () => bare(404)),
    },
  ]),
  'unprocessable-422': [
    {
      name: 'object-phone-taken',
      does: 'creates a client with the text of an object for its phone',
      answer: onRequest(at.createClient, (request) => {
        const body = bodyOf(request);
        if (typeof body.phone !== 'object' || body.phone === null) return undefined;
        return withBody(request, { ...body, phone: JSON.stringify(body.phone) });
      }),
      alsoBreaks: [INVALID],
    },
    {
      name: 'object-phone-409',
      does: 'answers an object for a phone with 409',
      answer: onAnswer({ ...at.createClient, status: 422 }, (answer, request) => {
        if (typeof bodyOf(request).phone === 'object') answer.status = 409;
      }),
      alsoBreaks: [INVALID],
    },
    {
      name: 'wrong-type-415',
      does: 'answers a field of a wrong type with 415',
      rules: { invalidFieldStatus: 415 },
      alsoBreaks: [
        ...['name-blank', 'name-number', 'name-object', 'contact-blank'].map(creating),
        ...['name-object', 'name-null', 'name-blank'].map(updating),
        ...['note-blank', 'note-number', 'note-object'].map(noting),
        'triggers/subscriptions/unknown-event',
        'triggers/subscriptions/bad-url',
        INVALID,
      ],
    },
  ],
  'too-many-429': along(
    ['oauth/throttling/eleventh-429', 'oauth/throttling/stays-limited'],
    [
      {
        name: 'throttled-403',
        does: 'answers what exceeds the limit with 403',
        rules: { throttledStatus: 403 },
      },
      {
        name: 'throttled-400',
        does: 'answers what exceeds the limit with 400',
        rules: { throttledStatus: 400 },
      },
    ],
  ),
  'server-error-500': [
    {
      name: 'server-error-as-page',
      does: 'answers its own failure with a web page',
      answer: onAnswer({ ...at.api, status: 500 }, () =>
        page(500, '<!doctype html><h1>Something went wrong</h1>'),
      ),
    },
    {
      name: 'server-error-empty',
      does: 'answers its own failure with an empty body',
      answer: onAnswer({ ...at.api, status: 500 }, () => bare(500)),
    },
    {
      name: 'server-error-flat',
      does: 'answers its own failure with `{status, message}`',
      answer: onAnswer({ ...at.api, status: 500 }, (answer) => {
        answer.body = { status: 500, message: 'Internal Server Error' };
      }),
    },
    {
      name: 'server-error-without-code',
      does: 'answers its own failure without a code',
      answer: onAnswer({ ...at.api, status: 500 }, (answer) => {
        answer.body = { error: { message: 'Internal Server Error' } };
      }),
    },
  ],
  'method-refused': [
    {
      name: 'unknown-method-200',
      does: 'answers a method that a path does not have like GET',
      answer: onRequest(
        { method: ['PATCH', 'DELETE'], path: '/v1/zapier/client/notes' },
        (request) => ({ ...request, method: 'GET' }),
      ),
    },
    {
      name: 'unknown-method-400',
      does: 'answers a method that a path does not have with 400',
      rules: { methodNotAllowedStatus: 400 },
    },
    {
      name: 'unknown-method-500',
      does: 'fails over a method that a path does not have',
      rules: { methodNotAllowedStatus: 500 },
      alsoBreaks: [NEVER_5XX],
    },
    {
      name: 'deleted-204',
      does: 'answers DELETE with 204 on a path that does not have it',
      answer: instead(
        {
          method: 'DELETE',
          path: '/v1/zapier/client/notes',
          when: ({ headers }) => headers.authorization !== undefined,
        },
        () => bare(204),
      ),
    },
  ],
};
