import type { format } from '../../../contracts/clauses/errors/format.ts';
import { json, page } from '../../answer.ts';
import { at } from '../../at.ts';
import type { Fault } from '../../fault.ts';
import { foreignRecord } from '../../foreign-record.ts';
import { bodyOf, type Match, onAnswer, withHeader, withMember, without } from '../../handler.ts';
import type { RefusalKind } from '../../refusal.ts';
import type { ErrorDetail } from '../../rules/errors.ts';
import { along } from '../along.ts';
import type { SectionFaults } from '../section-faults.ts';

const INVALID = 'errors/robustness/invalid-create-refused';
const HOSTILE = [
  'errors/robustness/hostile-create',
  'errors/robustness/hostile-subscription',
  'errors/robustness/hostile-update',
  'errors/robustness/hostile-note',
  'errors/robustness/odd-request',
];

/** Clauses whose sentences ask for the documented format of some error. */
const FORMATS = [
  'errors/statuses/not-found-format',
  'errors/statuses/server-error-500',
  'oauth/bearer/error-format',
  'oauth/scopes/refusal-format',
  'triggers/subscriptions/refusal-format',
  INVALID,
];

const anyError: Match = { ...at.api, status: 'error' };

/** An answer to a missing field, in another envelope than the documented one. */
function shaped(name: string, does: string, shape: (error: ErrorDetail) => unknown): Fault {
  return kind(['missingField'], name, does, shape);
}

/** Refusals of some kinds in another envelope. */
function kind(
  kinds: readonly RefusalKind[],
  name: string,
  does: string,
  shape: (error: ErrorDetail) => unknown,
): Fault {
  return {
    name,
    does,
    rules: (conforming) => ({
      errorBody: (error, refused) =>
        (kinds as readonly string[]).includes(refused)
          ? shape(error)
          : conforming.errorBody(error, refused),
    }),
  };
}

/** Every error with a member as something else. */
const everywhere = (
  name: string,
  does: string,
  member: string,
  value: unknown | ((present: unknown) => unknown),
): Fault => ({ name, does, answer: onAnswer(anyError, withMember(member, value)) });

const isNoJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return false;
  } catch {
    return true;
  }
};

/** Faults of §6 on the error format. */
export const faults: SectionFaults<typeof format> = {
  json: [
    {
      name: 'errors-as-text',
      does: 'answers errors as `text/plain`',
      answer: onAnswer(anyError, withHeader('content-type', 'text/plain')),
      alsoBreaks: [...FORMATS, ...HOSTILE, 'errors/robustness/hostile-authorization'],
    },
    {
      name: 'errors-as-problems',
      does: 'answers errors as `application/problem+json`',
      answer: onAnswer(anyError, withHeader('content-type', 'application/problem+json')),
      alsoBreaks: [...FORMATS, ...HOSTILE, 'errors/robustness/hostile-authorization'],
    },
    {
      name: 'method-as-page',
      does: 'answers a method that a path does not have with a web page',
      answer: onAnswer({ ...at.api, status: 405 }, () =>
        page(405, '<!doctype html><title>Error</title><pre>Method Not Allowed</pre>'),
      ),
    },
    {
      name: 'malformed-as-page',
      does: 'answers a body that is no JSON with a web page',
      answer: onAnswer({ ...at.api, status: 400 }, (_, { body }) =>
        body.length > 0 && isNoJson(Buffer.from(body).toString())
          ? page(400, '<!doctype html><title>Error</title><pre>Bad Request</pre>')
          : undefined,
      ),
      alsoBreaks: HOSTILE,
    },
    {
      name: 'unauthorized-as-page',
      does: 'answers a request without a valid token with a web page',
      answer: onAnswer({ ...at.api, status: 401 }, ({ headers }) =>
        page(401, '<!doctype html><h1>401</h1>', { ...headers, 'content-type': 'text/html' }),
      ),
      alsoBreaks: ['oauth/bearer/error-format', 'errors/robustness/hostile-authorization'],
    },
    {
      name: 'unknown-client-as-text',
      does: 'answers an unknown client with "Not found"',
      answer: onAnswer({ ...at.updateClient, status: 404 }, (answer) => {
        answer.headers['content-type'] = 'text/plain';
        answer.text = 'Not found';
      }),
    },
    {
      name: 'errors-in-list',
      does: 'answers a wrong type with a list of errors',
      answer: onAnswer({ ...at.api, status: 422 }, (answer) => {
        answer.body = [answer.body];
      }),
      alsoBreaks: [INVALID, ...FORMATS],
    },
  ],
  'error-object': [
    ...along(
      [INVALID, 'triggers/subscriptions/refusal-format'],
      [
        shaped('error-as-text', 'answers a missing field with the error as a text', (error) => ({
          error: error.message,
        })),
        shaped('errors-as-list', 'answers a missing field with a list `errors`', (error) => ({
          errors: [error],
        })),
        shaped('error-in-list', 'answers a missing field with a list as its `error`', (error) => ({
          error: [error],
        })),
        shaped('error-flat', 'answers a missing field without the envelope `error`', (error) => ({
          ...error,
        })),
        shaped('error-of-oauth', 'answers a missing field as OAuth does', ({ code, message }) => ({
          error: code,
          error_description: message,
        })),
        shaped('error-in-data', 'answers a missing field with the error in `data`', (error) => ({
          success: false,
          data: { error },
        })),
      ],
    ),
    kind(
      ['notFound'],
      'not-found-as-message',
      'answers an unknown client with `{message}`',
      ({ message }) => ({ message }),
    ),
    {
      name: 'other-account-as-message',
      does: 'refuses a note by another account with 403 and `{message}`',
      answer: (next, gateway) =>
        onAnswer(
          { ...at.createNote, status: 404 },
          (_, request) => foreignRecord(request, gateway) && json(403, { message: 'Forbidden' }),
        )(next),
    },
  ],
  code: [
    ...along(FORMATS, [
      everywhere('code-missing', 'answers errors without a code', 'error.code', undefined),
      everywhere('code-empty', 'answers errors with an empty code', 'error.code', ''),
      everywhere('code-number', 'answers errors with a number for their code', 'error.code', 1001),
    ]),
    {
      name: 'code-missing-where-not-found',
      does: 'answers an unknown client without a code',
      answer: onAnswer({ ...at.updateClient, status: 404 }, without('error.code')),
    },
  ],
  message: [
    ...along(FORMATS, [
      everywhere('message-missing', 'answers errors without a message', 'error.message', undefined),
      everywhere(
        'message-list',
        'answers errors with a list of messages',
        'error.message',
        (m: unknown) => [m],
      ),
    ]),
    {
      name: 'message-empty-where-malformed',
      does: 'answers a body that is no JSON with an empty message',
      rules: (conforming) => ({
        errorMessage: (message, refused) =>
          refused === 'malformedBody' ? '' : conforming.errorMessage(message, refused),
      }),
    },
    {
      name: 'message-object-where-wrong-type',
      does: 'answers a wrong type with a message for each field',
      answer: onAnswer(
        { ...at.api, status: 422 },
        withMember('error.message', (message: unknown) => ({ name: [message] })),
      ),
      alsoBreaks: [INVALID, 'triggers/subscriptions/refusal-format'],
    },
  ],
  'field-string': along(
    [INVALID],
    [
      {
        name: 'field-list',
        does: 'answers a wrong type with a list of fields',
        answer: onAnswer(
          { ...at.api, status: 422 },
          withMember('error.field', (field: unknown) => [field]),
        ),
        alsoBreaks: ['errors/format/field-of-wrong-type', 'triggers/subscriptions/refusal-format'],
      },
      {
        name: 'field-object',
        does: 'answers a wrong type with an object for its field',
        answer: onAnswer(
          { ...at.api, status: 422 },
          withMember('error.field', (field: unknown) => ({ name: field })),
        ),
        alsoBreaks: ['errors/format/field-of-wrong-type', 'triggers/subscriptions/refusal-format'],
      },
      {
        name: 'field-false-without-one',
        does: 'answers false for the field of an error that has none',
        answer: onAnswer(
          { ...at.api, status: 'error' },
          withMember('error.field', (field: unknown) => field ?? false),
        ),
        alsoBreaks: FORMATS,
      },
      {
        name: 'field-number',
        does: 'answers the number of the field that is missing',
        answer: onAnswer({ ...at.createClient, status: 400 }, (answer, request) => {
          if ('phone' in bodyOf(request)) withMember('error.field', 0)(answer);
        }),
        alsoBreaks: ['errors/format/field-of-missing', 'actions/create-client/name-named'],
      },
    ],
  ),
  'field-of-missing': [
    {
      name: 'missing-note-as-text',
      does: 'names `text` where `note` is missing',
      answer: onAnswer(
        { ...at.createNote, status: 400, when: (request) => !('note' in bodyOf(request)) },
        withMember('error.field', 'text'),
      ),
      alsoBreaks: ['actions/add-client-note/note-named'],
    },
    {
      name: 'missing-named-in-words',
      does: 'names the label of a missing field and not the field',
      answer: onAnswer({ ...at.createClient, status: 400 }, (answer) => {
        const { field } = (answer.body as { error: { field?: string } }).error;
        if (field === 'name') withMember('error.field', 'Client name')(answer);
      }),
      alsoBreaks: ['actions/create-client/name-named'],
    },
    {
      name: 'missing-unnamed',
      does: 'names no field where one is missing',
      rules: (conforming) => ({
        errorBody: ({ code, message, field }, refused) =>
          conforming.errorBody(
            refused === 'missingField' || field === undefined
              ? { code, message }
              : { code, message, field },
            refused,
          ),
      }),
      alsoBreaks: [
        'actions/create-client/name-named',
        'actions/create-client/contact-named',
        'actions/add-client-note/note-named',
      ],
    },
    {
      name: 'missing-always-name',
      does: 'names `name` whatever is missing',
      answer: onAnswer({ ...at.api, status: 400 }, (answer) => {
        const { error } = answer.body as { error: { field?: string } };
        if (error.field !== undefined) error.field = 'name';
      }),
      alsoBreaks: ['actions/create-client/contact-named', 'actions/add-client-note/note-named'],
    },
  ],
  'field-of-wrong-type': [
    {
      name: 'wrong-type-unnamed',
      does: 'names no field where one has a wrong type',
      answer: onAnswer({ ...at.api, status: 422 }, without('error.field')),
    },
    {
      name: 'wrong-type-of-update-as-client',
      does: 'names `client` where an update has a wrong type',
      answer: onAnswer({ ...at.updateClient, status: 422 }, withMember('error.field', 'client')),
    },
    {
      name: 'wrong-phone-as-name',
      does: 'names `name` where a phone has a wrong type',
      answer: onAnswer({ ...at.createClient, status: 422 }, (answer, request) => {
        if (typeof bodyOf(request).phone === 'object') withMember('error.field', 'name')(answer);
      }),
    },
  ],
  'code-tells-apart': [
    everywhere('one-code', 'answers every error with the code `error`', 'error.code', 'error'),
    {
      name: 'one-code-for-missing',
      does: 'answers a missing field and a missing client with one code',
      rules: { missingFieldCode: 'missing', notFoundCode: 'missing' },
    },
    {
      name: 'one-code-for-denied',
      does: 'answers an unknown client with the code of a missing token',
      rules: (conforming) => ({ notFoundCode: conforming.unauthorizedCode }),
    },
  ],
  'no-internals': [
    {
      name: 'stack-of-a-server-error',
      does: 'shows its stack in the message of a server error',
      answer: onAnswer(
        { ...at.api, status: 500 },
        withMember(
          'error.message',
          'TypeError: id\n    at createClient (/srv/app/clients.js:42:13)',
        ),
      ),
    },
    {
      name: 'stack-in-message',
      does: 'shows its stack where a body is no JSON',
      rules: (conforming) => ({
        errorMessage: (message, refused) =>
          refused === 'malformedBody'
            ? 'SyntaxError: Unexpected token\n    at JSON.parse (<anonymous>)\n    at parse (/app/node_modules/body-parser/lib/types/json.js:92:19)'
            : conforming.errorMessage(message, refused),
      }),
    },
    {
      name: 'query-in-message',
      does: 'shows its query where a client is unknown',
      rules: (conforming) => ({
        errorMessage: (message, refused) =>
          refused === 'notFound'
            ? "No row: SELECT id, name FROM clients WHERE id = 'x'"
            : conforming.errorMessage(message, refused),
      }),
    },
    {
      name: 'exception-in-message',
      does: 'shows the exception of its language where a type is wrong',
      rules: (conforming) => ({
        errorMessage: (message, refused) =>
          refused === 'invalidField'
            ? 'undefined method `strip` for {}:Hash (/app/models/client.rb:41:in `normalize`)'
            : conforming.errorMessage(message, refused),
      }),
    },
    {
      name: 'trace-in-member',
      does: 'shows its stack in a member `trace` of errors',
      answer: onAnswer({ ...at.updateClient, status: 422 }, (answer) => {
        withMember(
          'error.trace',
          'Traceback (most recent call last):\n  File "/srv/gateway/clients.py", line 88, in update',
        )(answer);
      }),
    },
  ],
};
