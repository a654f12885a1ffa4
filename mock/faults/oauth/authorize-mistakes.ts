import type { authorize } from '../../../contracts/clauses/oauth/authorize.ts';
import { json } from '../../answer.ts';
import { at } from '../../at.ts';
import { instead, onAnswer, onRequest } from '../../handler.ts';
import type { GatewayRequest } from '../../request.ts';
import type { SectionFaults } from '../section-faults.ts';

const sends = (name: string, value: string | null) => (request: GatewayRequest) =>
  request.query.get(name) === value;

/** Faults of answering a request that is wrong otherwise. */
export const mistakeFaults = {
  path: [
    {
      name: 'authorize-not-implemented',
      does: 'answers the authorization endpoint with 501',
      answer: instead(at.authorize, () =>
        json(501, { error: { code: 'not_implemented', message: 'Not implemented' } }),
      ),
    },
  ],
  'response-type-required': [
    {
      name: 'response-type-by-default',
      does: 'takes a request without `response_type` for one of a code',
      rules: { isResponseTypeMissing: () => false },
    },
  ],
  'response-type-unknown': [
    {
      name: 'any-response-type',
      does: 'issues a code whatever the `response_type`',
      rules: { isResponseTypeSupported: () => true },
    },
    {
      name: 'unknown-response-type-is-implicit',
      does: 'answers an unknown `response_type` with an access token in the fragment',
      answer: onAnswer({ ...at.consentPage, status: 302 }, (answer) => {
        const location = new URL(String(answer.headers.location));
        if (location.searchParams.get('error') !== 'unsupported_response_type') return;
        const state = location.searchParams.get('state');
        location.search = '';
        location.hash = `access_token=${crypto.randomUUID()}&token_type=Bearer&state=${state}`;
        answer.headers.location = location.href;
      }),
      alsoBreaks: ['oauth/authorize/response-type-error'],
    },
  ],
  'response-type-error': [
    {
      name: 'response-type-refused-on-a-page',
      does: 'refuses an unknown `response_type` in place, without telling the client',
      answer: onAnswer({ ...at.consentPage, status: 302 }, (answer) =>
        String(answer.headers.location).includes('error=unsupported_response_type')
          ? json(400, { error: { code: 'invalid_request', message: 'Unknown response_type' } })
          : undefined,
      ),
    },
    {
      name: 'missing-response-type-on-a-page',
      does: 'refuses a missing `response_type` in place, without telling the client',
      answer: instead({ ...at.consentPage, when: sends('response_type', null) }, () =>
        json(400, { error: { code: 'invalid_request', message: 'Missing response_type' } }),
      ),
    },
    {
      name: 'response-type-as-invalid-client',
      does: 'tells an unknown `response_type` as `invalid_client`, which is no error of a redirect',
      rules: {
        redirectError: (error) =>
          error === 'unsupported_response_type' ? 'invalid_client' : error,
      },
    },
    {
      name: 'response-type-refused-wordlessly',
      does: 'redirects an unknown `response_type` without `error`',
      rules: {
        redirectError: (error) => (error === 'unsupported_response_type' ? undefined : error),
      },
    },
  ],
  'error-state': [
    {
      name: 'errors-without-state',
      does: 'returns no `state` with an error',
      rules: {
        stateReturned: (state, kind) => (kind === 'error' ? undefined : state || undefined),
      },
    },
    {
      name: 'errors-with-state-null',
      does: 'returns `state=null` with an error',
      rules: { stateReturned: (state, kind) => (kind === 'error' ? 'null' : state || undefined) },
    },
  ],
  'unknown-scope': [
    {
      name: 'any-scope-granted',
      does: 'grants a scope that it does not know',
      rules: { isScopeKnown: () => true },
    },
    {
      name: 'unknown-scope-as-invalid-request',
      does: 'refuses an unknown scope with `invalid_request`',
      rules: { redirectError: (error) => (error === 'invalid_scope' ? 'invalid_request' : error) },
    },
    {
      name: 'unknown-scope-500',
      does: 'answers an unknown scope with 500',
      answer: onAnswer({ ...at.consentPage, status: 302 }, (answer) =>
        String(answer.headers.location).includes('error=invalid_scope')
          ? json(500, { error: { code: 'server_error', message: 'Server error' } })
          : undefined,
      ),
      alsoBreaks: ['errors/robustness/never-5xx'],
    },
  ],
  'repeated-parameter': [
    {
      name: 'repeated-parameter-taken',
      does: 'takes the first of a parameter given twice',
      rules: { refusesRepeated: false },
    },
    {
      name: 'repeated-parameter-last-taken',
      does: 'takes the last of a parameter given twice',
      answer: onRequest(at.consentPage, (request) => ({
        ...request,
        query: new URLSearchParams(Object.fromEntries(request.query)),
      })),
    },
  ],
} satisfies Partial<SectionFaults<typeof authorize>>;
