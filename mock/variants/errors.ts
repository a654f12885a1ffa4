import { setTimeout as wait } from 'node:timers/promises';
import { json } from '../answer.ts';
import { at } from '../at.ts';
import type { Variant } from '../fault.ts';
import { instead, onAnswer, onRequest } from '../handler.ts';
import { withoutOtherAccount } from './accounts.ts';
import { everyObject, everywhere, writtenAs } from './reshape.ts';

/** Lawful choices of status (§6 allows 400 and 422 for what is wrong with a request). */
const statuses: readonly Variant[] = [
  {
    name: 'all-400',
    does: 'answers 400 to everything that is wrong with a request',
    rules: { invalidFieldStatus: 400, unsupportedMediaStatus: 400, tooLargeStatus: 400 },
  },
  {
    name: 'all-422',
    does: 'answers 422 to everything that is wrong with a request',
    rules: {
      missingFieldStatus: 422,
      malformedBodyStatus: 422,
      unsupportedMediaStatus: 422,
      tokenErrorStatus: (error) => (error === 'invalid_request' ? 422 : 400),
    },
  },
  {
    name: 'malformed-422',
    does: 'answers 422 to what is no JSON and 400 to wrong fields',
    rules: { malformedBodyStatus: 422, invalidFieldStatus: 400 },
  },
  {
    name: 'missing-422',
    does: 'answers 422 to a missing field and 400 to a wrong one',
    rules: { missingFieldStatus: 422, invalidFieldStatus: 400 },
  },
  {
    name: 'wrong-methods-404',
    does: 'answers 404 to a method that a path does not have',
    rules: { methodNotAllowedStatus: 404, methodNotAllowedCode: 'not_found' },
  },
  {
    name: 'any-content-type',
    does: 'reads every body as JSON, whatever its content type',
    rules: { acceptsMediaType: () => true },
  },
  {
    name: 'small-bodies',
    does: 'refuses bodies of more than 64 KiB',
    rules: { bodyLimitBytes: 64 * 1024 },
  },
  {
    name: 'paths-before-tokens',
    does: 'answers 404 to an unknown path also without a token',
    answer: (next) =>
      onAnswer({ ...at.api, status: 401 }, async (_answer, request) => {
        const isKnown = /^\/v1\/zapier\/(clients?|booking|payment|subaccounts|webhooks)(\/|$)/.test(
          request.path,
        );
        return isKnown ? undefined : json(404, NOT_FOUND);
      })(next),
  },
  {
    name: 'no-head-or-options',
    does: 'answers 405 to HEAD and OPTIONS',
    answer: instead({ method: ['HEAD', 'OPTIONS'] }, () =>
      json(405, { error: { code: 'method_not_allowed', message: 'No such method' } }),
    ),
  },
  {
    name: 'options-for-browsers',
    does: 'answers OPTIONS to browsers of any origin without a token',
    answer: (next) =>
      onAnswer({}, (answer) => {
        answer.headers['access-control-allow-origin'] = '*';
        answer.headers['access-control-expose-headers'] = 'x-request-id';
      })(
        instead({ method: 'OPTIONS' }, () => ({
          status: 204,
          headers: { 'access-control-allow-methods': 'GET, POST, PUT, DELETE' },
        }))(next),
      ),
  },
  {
    name: 'control-characters-refused',
    does: 'refuses control characters and unpaired surrogates',
    answer: instead(
      {
        path: /^\/v1\/zapier\/client/,
        method: ['POST', 'PUT'],
        when: ({ body }) => /\\u00[01]|\\u[dD][89abAB]|\\[bf]/.test(Buffer.from(body).toString()),
      },
      async (request, next) => {
        const answer = await next({ ...request, body: Buffer.from('{') });
        if (answer.status === 401 || answer.status === 403) return answer;
        return json(422, {
          error: { code: 'invalid_characters', message: 'The body has control characters' },
        });
      },
    ),
  },
];

const NOT_FOUND = { error: { code: 'not_found', message: 'This path does not exist' } };

/** Lawful choices of words and members of an error (§6). */
const formats: readonly Variant[] = [
  {
    name: 'other-codes',
    does: 'has other codes and words',
    rules: {
      missingFieldCode: 'parameter_missing',
      invalidFieldCode: 'parameter_invalid',
      notFoundCode: 'resource_missing',
      unauthorizedCode: 'invalid_token',
      forbiddenCode: 'forbidden',
      malformedBodyCode: 'bad_json',
      throttledCode: 'slow_down',
      errorMessage: (message) => `Désolé: ${message}.`,
    },
  },
  {
    name: 'codes-in-capitals',
    does: 'writes codes in capitals',
    rules: {
      errorBody: ({ code, ...error }) => ({ error: { code: code.toUpperCase(), ...error } }),
    },
  },
  {
    name: 'codes-in-digits',
    does: 'has codes of digits, as strings',
    rules: {
      missingFieldCode: '1001',
      invalidFieldCode: '1002',
      notFoundCode: '1404',
      unauthorizedCode: '1401',
      unknownPathCode: '1405',
    },
  },
  {
    name: 'one-code-for-validation',
    does: 'has one code for bad JSON, missing and wrong fields',
    rules: { malformedBodyCode: 'validation_error', unsupportedMediaCode: 'validation_error' },
  },
  {
    name: 'field-null',
    does: 'has the field null where none is at fault',
    rules: { errorBody: (error) => ({ error: { field: null, ...error } }) },
  },
  {
    name: 'field-email',
    does: 'names `email` where both contacts are missing',
    rules: { contactField: 'email' },
  },
  {
    name: 'field-phone-email',
    does: 'names `phone, email` where both contacts are missing',
    rules: { contactField: 'phone, email' },
  },
  {
    name: 'field-phone-or-email',
    does: 'names `phone or email` where both contacts are missing',
    rules: { contactField: 'phone or email' },
  },
  {
    name: 'errors-as-problems',
    does: 'says an error in the words of RFC 9457 as well',
    rules: {
      errorBody: (error) => ({ type: 'about:blank', title: error.message, status: 400, error }),
    },
  },
  {
    name: 'errors-with-more',
    does: 'says more about an error than it must',
    rules: {
      errorBody: (error, kind) => ({
        error: {
          ...error,
          type: kind,
          details: [{ field: error.field ?? null, issue: 'invalid' }],
          documentation_url: 'https://example.com/errors',
        },
        request_id: 'req_1',
        success: false,
        data: null,
      }),
    },
  },
];

/** Lawful ways to write JSON (RFC 8259). */
const writing: readonly Variant[] = [
  {
    name: 'charset',
    does: 'sends JSON with a charset',
    ...everywhere((message) => {
      message.headers['content-type'] = 'application/json; charset=utf-8';
    }),
  },
  {
    name: 'charset-in-capitals',
    does: 'sends JSON with a charset in capitals, quoted and without a space',
    ...everywhere((message) => {
      message.headers['content-type'] = 'Application/JSON;charset="UTF-8"';
    }),
  },
  {
    name: 'pretty-json',
    does: 'writes JSON on several lines, with a line break at its end',
    ...writtenAs((body) => `${JSON.stringify(body, undefined, 2)}\n`),
  },
  {
    name: 'escaped-json',
    does: 'escapes slashes and all beyond ASCII',
    ...writtenAs((body) =>
      JSON.stringify(body)
        .replaceAll('/', '\\/')
        .replace(/[^\x20-\x7e]/g, (unit) => {
          const code = unit.charCodeAt(0).toString(16);
          return `\\u${code.padStart(4, '0')}`;
        }),
    ),
  },
  {
    name: 'escaped-html',
    does: 'escapes `<`, `>` and `&` in JSON, as Go and Rails do',
    ...writtenAs((body) =>
      JSON.stringify(body).replace(/[<>&\u2028\u2029]/g, (unit) => {
        const code = unit.charCodeAt(0).toString(16);
        return `\\u${code.padStart(4, '0')}`;
      }),
    ),
  },
  {
    name: 'members-sorted',
    does: 'writes members in alphabetical order',
    ...everyObject((members) => Object.fromEntries(Object.entries(members).sort())),
  },
  {
    name: 'members-reversed',
    does: 'writes members in reverse',
    ...everyObject((members) => Object.fromEntries(Object.entries(members).reverse())),
  },
  {
    name: 'absent-for-null',
    does: 'leaves members without a value out',
    ...everyObject((members) =>
      Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null)),
    ),
  },
  {
    name: 'extra-members',
    does: 'adds members to every object',
    ...everyObject((members) => ({
      object: 'thing',
      ...members,
      _links: { self: { href: 'https://example.com/1' } },
      rendered_in: performance.now(),
      tags: [],
      archived: false,
      deleted_date: null,
    })),
  },
  {
    name: 'nested-in-itself',
    does: 'repeats the outermost object in a member',
    ...everywhere((message) => {
      if (Array.isArray(message.body)) return;
      message.body = { ...(message.body as object), _raw: { ...(message.body as object) } };
    }),
  },
];

const titled = (name: string) => name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase());

/** Lawful choices of HTTP (RFC 9110, RFC 9112). */
const http: readonly Variant[] = [
  {
    name: 'headers-in-title-case',
    does: 'writes the names of headers in another case',
    answer: onAnswer({}, (answer) => {
      const named = Object.entries(answer.headers).map(([name, value]) => [titled(name), value]);
      answer.headers = Object.fromEntries(named);
    }),
  },
  {
    name: 'chunked',
    does: 'sends its answers in chunks',
    answer: onAnswer({}, (answer) => {
      if (answer.status !== 204) answer.headers['transfer-encoding'] = 'chunked';
    }),
  },
  {
    name: 'connections-closed',
    does: 'closes the connection after every answer',
    answer: onAnswer({}, (answer) => {
      answer.headers.connection = 'close';
    }),
  },
  {
    name: 'slow',
    does: 'answers after 150 ms',
    answer: onRequest({}, async () => {
      await wait(150);
      return undefined;
    }),
  },
  {
    name: 'one-at-a-time',
    does: 'answers one request after the other',
    answer: (next) => {
      let last: Promise<unknown> = Promise.resolve();
      return (request) => {
        const answer = last.then(() => wait(2)).then(() => next(request));
        last = answer.catch(() => undefined);
        return answer;
      };
    },
  },
  {
    name: 'api-throttled',
    does: 'answers 429 to one API request of thirty',
    answer: (next) => {
      let count = 0;
      return async (request) => {
        count += request.path.startsWith('/v1/') ? 1 : 0;
        if (count < 30 || !request.path.startsWith('/v1/')) return next(request);
        count = 0;
        const error = { code: 'rate_limit_exceeded', message: 'Too many requests' };
        return json(429, { error }, { 'retry-after': '1' });
      };
    },
  },
  {
    name: 'answers-late',
    does: 'does what is asked at once and answers 60 ms later, after its deliveries',
    answer: onAnswer({ ...at.api }, () => wait(60)),
  },
  {
    name: 'behind-a-proxy',
    does: 'adds the headers of a proxy to every answer',
    answer: onAnswer({}, (answer) => {
      Object.assign(answer.headers, {
        server: 'cloudflare',
        'cf-ray': '8f2a1b3c4d5e6f70-SJC',
        vary: 'Accept, Origin',
        etag: 'W/"1a2b"',
        'strict-transport-security': 'max-age=31536000',
        'x-request-id': 'b1946ac9-2d3e-4f5a-9c1b-1a2b3c4d5e6f',
        'x-runtime': '0.012',
        'alt-svc': 'h3=":443"; ma=86400',
      });
      answer.headers['set-cookie'] = [
        ...[answer.headers['set-cookie'] ?? []].flat(),
        '__cf_bm=abc; path=/; HttpOnly',
      ];
    }),
  },
  {
    name: 'clock-ahead',
    does: 'has a clock that is two minutes ahead',
    clock: (now) => () => now() + 120_000,
  },
  {
    name: 'clock-behind',
    does: 'has a clock that is two minutes behind',
    clock: (now) => () => now() - 120_000,
  },
];

/** What a gateway may lack that testers would like. */
const sandboxes: readonly Variant[] = [
  {
    name: 'no-controls',
    does: 'offers testers no controls',
    sandbox: (offered) => ({ ...offered, controls: {} }),
  },
  {
    name: 'clock-control-only',
    does: 'offers testers the clock alone',
    sandbox: ({ controls: { advanceClock }, ...offered }) => ({
      ...offered,
      controls: advanceClock ? { advanceClock } : {},
    }),
  },
  {
    name: 'expiry-control-only',
    does: 'offers testers to expire a token, and nothing else',
    sandbox: ({ controls: { expireToken }, ...offered }) => ({
      ...offered,
      controls: expireToken ? { expireToken } : {},
    }),
  },
  {
    name: 'bare',
    does: 'offers testers no controls, no stimuli, one client and one account, as a staging gateway may',
    sandbox: (offered) => {
      const { secondClient: _, ...oauth } = withoutOtherAccount(offered).oauth;
      return { ...offered, oauth, controls: {}, stimuli: {} };
    },
  },
];

/** Lawful choices about errors, and about HTTP and JSON altogether. */
export const variants: readonly Variant[] = [
  ...statuses,
  ...formats,
  ...writing,
  ...http,
  ...sandboxes,
];
