import type { authorize } from '../../../contracts/clauses/oauth/authorize.ts';
import { registeredClients } from '../../accounts.ts';
import { json, page } from '../../answer.ts';
import { at } from '../../at.ts';
import { atZapier } from '../../at-zapier.ts';
import { instead, onAnswer, onRedirect, onRequest, withHeader } from '../../handler.ts';
import { secret } from '../../random.ts';
import type { GatewayRequest } from '../../request.ts';
import type { Rules } from '../../rules.ts';
import type { SectionFaults } from '../section-faults.ts';
import { tellsStrangers } from './redirect-error.ts';

const shown = { ...at.consentPage, status: 200 } as const;
const allowed = { ...at.consent, status: 303 } as const;
const sends = (name: string, value: string | null) => (request: GatewayRequest) =>
  request.query.get(name) === value;
const isUnknownClient = (request: GatewayRequest) => {
  const id = request.query.get('client_id');
  return id !== null && !registeredClients.some((client) => client.clientId === id);
};
const uriSent = (request: GatewayRequest) => request.query.get('redirect_uri') ?? '';
const isForeign = (request: GatewayRequest) => uriSent(request).includes('foreign');
const withPort = (url: URL, port: string) => Object.assign(new URL(url), { port });
/** A comparison of redirect URIs that takes whole hosts. */
const onHosts =
  (isTaken: (host: string, own: string) => boolean): Rules['redirectUriMatches'] =>
  (sent, [own = '']) => {
    const [to, registered] = [new URL(sent), new URL(own)];
    return (
      isTaken(to.hostname, registered.hostname) &&
      to.href.replace(to.host, registered.host) === registered.href
    );
  };
const changesState = (change: (state: string) => string): Partial<Rules> => ({
  stateReturned: (state, kind) => (state && kind === 'code' ? change(state) : state || undefined),
});

/** Faults of the authorization endpoint (§2). */
export const faults: SectionFaults<typeof authorize> = {
  path: [
    {
      name: 'authorize-not-implemented',
      does: 'answers the authorization endpoint with 501',
      answer: instead(at.authorize, () =>
        json(501, { error: { code: 'not_implemented', message: 'Not implemented' } }),
      ),
    },
  ],
  'code-granted': [
    {
      name: 'code-under-another-name',
      does: 'redirects an allowed request with `authorization_code` instead of `code`',
      answer: onRedirect(({ searchParams }) => {
        const code = searchParams.get('code');
        if (code === null) return;
        searchParams.delete('code');
        searchParams.set('authorization_code', code);
      }),
    },
    {
      name: 'granted-without-code',
      does: 'redirects an allowed request without a code',
      answer: onRedirect(({ searchParams }) => searchParams.delete('code')),
    },
    {
      name: 'allowed-is-access-denied',
      does: 'answers Allow with `error=access_denied`',
      answer: onRedirect(({ searchParams }) => {
        if (!searchParams.has('code')) return;
        searchParams.delete('code');
        searchParams.set('error', 'access_denied');
      }),
    },
    {
      name: 'allowed-answers-500',
      does: 'answers Allow with 500',
      answer: onAnswer(allowed, () =>
        json(500, { error: { code: 'server_error', message: 'Server error' } }),
      ),
      alsoBreaks: ['errors/robustness/never-5xx'],
    },
  ],
  'code-in-query': [
    {
      name: 'code-in-fragment',
      does: 'answers authorization requests in the fragment of the redirect',
      rules: { answersInFragment: true },
    },
    {
      name: 'code-in-fragment-too',
      does: 'puts the code in the query and in the fragment',
      answer: onRedirect((location) => {
        const code = location.searchParams.get('code');
        if (code !== null) location.hash = `code=${code}`;
      }),
    },
  ],
  'code-fresh': [
    {
      name: 'six-digit-codes',
      does: 'issues codes of six digits',
      rules: (conforming) => ({
        newSecret: (kind, random) =>
          kind === 'code'
            ? String(100_000 + (Buffer.from(random(4)).readUInt32BE() % 900_000))
            : conforming.newSecret(kind, random),
      }),
    },
    {
      name: 'counted-codes',
      does: 'issues long codes that count upwards',
      rules: (conforming) => {
        let last = 4711;
        return {
          newSecret: (kind, random) =>
            kind === 'code'
              ? `code_${String(++last).padStart(40, '0')}`
              : conforming.newSecret(kind, random),
        };
      },
    },
    {
      name: 'codes-of-the-time',
      does: 'issues codes made of a fixed key and the time',
      rules: (conforming) => ({
        newSecret: (kind, random) =>
          kind === 'code'
            ? `9f8e7d6c5b4a39281706f5e4d3c2b1a0${process.hrtime.bigint().toString(16)}`
            : conforming.newSecret(kind, random),
      }),
    },
    {
      name: 'short-codes',
      does: 'issues codes of eight letters',
      rules: (conforming) => ({
        newSecret: (kind, random) =>
          kind === 'code' ? secret(random).slice(0, 8) : conforming.newSecret(kind, random),
      }),
    },
  ],
  'redirect-exact': [
    {
      name: 'redirect-with-slash',
      does: 'redirects to the redirect URI with a slash at its end',
      answer: onRedirect((location) => {
        location.pathname += '/';
      }),
    },
    {
      name: 'redirect-to-https',
      does: 'redirects to the redirect URI by https, which was registered with http',
      answer: onRedirect((location) => {
        location.protocol = 'https:';
      }),
    },
    {
      name: 'redirect-without-port',
      does: 'redirects to the redirect URI without its port',
      answer: onRedirect((location) => {
        location.port = '';
      }),
    },
    {
      name: 'redirect-to-the-root',
      does: 'redirects to the host of the redirect URI without its path',
      answer: onRedirect((location) => {
        location.pathname = '/';
      }),
    },
    {
      name: 'redirect-to-localhost',
      does: 'redirects to `localhost` where the redirect URI has an address',
      answer: onRedirect((location) => {
        location.hostname = 'localhost';
      }),
    },
  ],
  'redirect-status': [
    {
      name: 'redirect-307',
      does: 'redirects with 307, so that the browser sends the password on',
      rules: { redirectStatus: (method) => (method === 'POST' ? 307 : 302) },
    },
    {
      name: 'redirect-301',
      does: 'redirects with 301, which browsers keep',
      rules: { redirectStatus: () => 301 },
    },
  ],
  'state-returned': [
    {
      name: 'state-dropped',
      does: 'returns no `state` with a code',
      rules: { stateReturned: (state, kind) => (kind === 'code' ? undefined : state || undefined) },
    },
    {
      name: 'state-of-its-own',
      does: 'returns a new `state` of its own with a code',
      rules: changesState(() => crypto.randomUUID()),
      alsoBreaks: ['oauth/authorize/state-unchanged'],
    },
    {
      name: 'state-under-another-name',
      does: 'returns `state` as `session_state`',
      answer: onRedirect(({ searchParams }) => {
        const state = searchParams.get('state');
        if (state === null || !searchParams.has('code')) return;
        searchParams.delete('state');
        searchParams.set('session_state', state);
      }),
    },
  ],
  'state-unchanged': [
    {
      name: 'state-cut-at-255',
      does: 'cuts `state` at 255 characters, the length of its column',
      rules: changesState((state) => state.slice(0, 255)),
    },
    {
      name: 'state-without-plus',
      does: 'returns `state` with spaces for its plus signs',
      rules: changesState((state) => state.replaceAll('+', ' ')),
    },
    {
      name: 'state-decoded-twice',
      does: 'percent-decodes `state` twice',
      rules: changesState((state) =>
        state.replace(/%([0-9a-f]{2})/gi, (_, hex) =>
          String.fromCharCode(Number.parseInt(hex, 16)),
        ),
      ),
    },
    {
      name: 'state-encoded-twice',
      does: 'percent-encodes `state` twice',
      rules: changesState(encodeURIComponent),
    },
    {
      name: 'state-escaped-for-html',
      does: 'returns `state` with HTML entities',
      rules: changesState((state) => state.replaceAll('&', '&amp;').replaceAll('<', '&lt;')),
    },
    {
      name: 'state-trimmed',
      does: 'returns `state` without its outer spaces',
      rules: changesState((state) => state.trim()),
    },
    {
      name: 'state-of-ascii',
      does: 'returns `state` with a question mark for each letter beyond ASCII',
      // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
      rules: changesState((state) => state.replace(/[^\x00-\x7f]/g, '?')),
    },
    {
      name: 'state-decomposed',
      does: 'returns `state` with its umlauts taken apart',
      rules: changesState((state) => state.normalize('NFD')),
    },
    {
      name: 'state-put-in-unencoded',
      does: 'puts `state` into the redirect as it is, without percent-encoding',
      answer: onAnswer({ ...at.authorize, status: 303 }, (answer) => {
        const [before, state] = String(answer.headers.location).split('&state=');
        if (state === undefined || !before?.includes('code=')) return;
        const raw = decodeURIComponent(state.replaceAll('+', ' '));
        answer.headers.location = `${before}&state=${encodeURI(raw)}`;
      }),
    },
  ],
  'no-token-in-redirect': [
    {
      name: 'token-in-redirect',
      does: 'puts an access token in the query of the redirect, beside the code',
      rules: {
        redirectExtras: (kind) => (kind === 'code' ? { access_token: crypto.randomUUID() } : {}),
      },
    },
    {
      name: 'token-in-fragment',
      does: 'puts an access token in the fragment of the redirect',
      answer: onRedirect((location) => {
        if (!location.searchParams.has('code')) return;
        location.hash = `access_token=${crypto.randomUUID()}&token_type=Bearer`;
      }),
    },
  ],
  'denied-error': [
    {
      name: 'denied-as-server-error',
      does: 'tells a denial as `server_error`',
      rules: { redirectError: (error) => (error === 'access_denied' ? 'server_error' : error) },
    },
    {
      name: 'denied-in-its-own-words',
      does: 'tells a denial as `user_denied`',
      rules: { redirectError: (error) => (error === 'access_denied' ? 'user_denied' : error) },
    },
    {
      name: 'denied-without-error',
      does: 'redirects a denial without `error`',
      rules: { redirectError: (error) => (error === 'access_denied' ? undefined : error) },
    },
    {
      name: 'denied-on-a-page',
      does: 'answers a denial with a page of its own and no redirect',
      answer: onAnswer(allowed, (answer) =>
        String(answer.headers.location).includes('error=access_denied')
          ? page(200, '<!doctype html><title>Denied</title><p>You denied access.</p>')
          : undefined,
      ),
    },
  ],
  'denied-no-code': [
    {
      name: 'denied-is-granted',
      does: 'grants a request that its user denied',
      rules: { grantsDenied: true },
    },
    {
      name: 'denied-with-code-too',
      does: 'puts a code beside `error=access_denied`',
      rules: (conforming) => ({
        redirectExtras: (kind) =>
          kind === 'denial' ? { code: crypto.randomUUID() } : conforming.redirectExtras(kind),
      }),
    },
  ],
  'denied-state': [
    {
      name: 'denied-without-state',
      does: 'returns no `state` with a denial',
      rules: {
        stateReturned: (state, kind) => (kind === 'denial' ? undefined : state || undefined),
      },
    },
    {
      name: 'denied-with-empty-state',
      does: 'returns an empty `state` with a denial',
      rules: { stateReturned: (state, kind) => (kind === 'denial' ? '' : state || undefined) },
    },
  ],
  'unknown-client': [
    {
      name: 'unknown-client-granted',
      does: 'takes an unknown client for its only one',
      rules: { redirectsUnknownClient: true },
    },
    {
      name: 'unknown-client-told',
      does: 'redirects the error `unauthorized_client` for an unknown client',
      answer: tellsStrangers('unauthorized_client', isUnknownClient),
    },
    {
      name: 'unknown-client-500',
      does: 'answers an unknown client with 500',
      answer: onAnswer({ ...at.consentPage, status: 400, when: isUnknownClient }, (answer) => {
        answer.status = 500;
      }),
      alsoBreaks: ['errors/robustness/never-5xx'],
    },
  ],
  'missing-client': [
    {
      name: 'client-by-default',
      does: 'takes a request without `client_id` for one of its only client',
      answer: onRequest({ ...at.consentPage, when: sends('client_id', null) }, (request) => {
        const query = new URLSearchParams(request.query);
        query.set('client_id', registeredClients[0].clientId);
        return { ...request, query };
      }),
    },
    {
      name: 'missing-client-told',
      does: 'redirects the error `invalid_request` for a request without `client_id`',
      answer: tellsStrangers('invalid_request', sends('client_id', null)),
    },
  ],
  'foreign-redirect-uri': [
    {
      name: 'any-redirect-uri',
      does: 'redirects to any redirect URI',
      rules: { redirectUriMatches: () => true },
      alsoBreaks: [
        'oauth/authorize/redirect-uri-path',
        'oauth/authorize/redirect-uri-exact',
        'oauth/authorize/redirect-uri-other-client',
      ],
    },
    {
      name: 'foreign-redirect-uri-told',
      does: 'redirects the error `invalid_request` to a foreign host',
      answer: tellsStrangers('invalid_request', isForeign),
    },
    {
      name: 'redirect-uri-by-ends',
      does: 'takes a redirect URI that begins with the registered origin and ends with the registered path',
      rules: {
        redirectUriMatches: (sent, [own = '']) =>
          sent.startsWith(new URL(own).origin) && sent.endsWith(new URL(own).pathname),
      },
    },
    {
      name: 'redirect-uri-containing',
      does: 'takes a redirect URI that contains the registered one',
      rules: { redirectUriMatches: (sent, [own = '']) => sent.includes(own) },
      alsoBreaks: ['oauth/authorize/redirect-uri-path', 'oauth/authorize/redirect-uri-exact'],
    },
    {
      name: 'redirect-uri-by-path',
      does: 'takes a redirect URI whose path is the registered one, on any host of any name',
      rules: {
        redirectUriMatches: (sent, [own = '']) =>
          sent === own ||
          (new URL(sent).pathname === new URL(own).pathname &&
            /[a-z]/.test(new URL(sent).hostname)),
      },
    },
    {
      name: 'redirect-uri-of-any-port',
      does: 'overlooks the port of a redirect URI that is not on this machine',
      ...atZapier({
        redirectUriMatches: (sent, [own = '']) => {
          const [to, registered] = [new URL(sent), new URL(own)];
          return to.hostname === registered.hostname && withPort(to, '').href === registered.href;
        },
      }),
    },
    {
      name: 'redirect-uri-by-end-of-host',
      does: 'takes a redirect URI on any host whose name ends in the registered one',
      ...atZapier({ redirectUriMatches: onHosts((host, own) => host.endsWith(own)) }),
    },
    {
      name: 'redirect-uri-of-any-subdomain',
      does: 'takes a redirect URI on any host below the registered one',
      ...atZapier({
        redirectUriMatches: onHosts((host, own) => host === own || host.endsWith(`.${own}`)),
      }),
    },
    {
      name: 'redirect-uri-by-start-of-host',
      does: 'takes a redirect URI on any host whose name begins with the registered one',
      ...atZapier({ redirectUriMatches: onHosts((host, own) => host.startsWith(own)) }),
    },
  ],
  'redirect-uri-path': [
    {
      name: 'redirect-uri-by-prefix',
      does: 'takes a redirect URI that begins with the registered one',
      rules: { redirectUriMatches: (sent, [own = '']) => sent.startsWith(own) },
      alsoBreaks: ['oauth/authorize/redirect-uri-exact'],
    },
    {
      name: 'redirect-uri-contained',
      does: 'takes a redirect URI that the registered one contains',
      rules: { redirectUriMatches: (sent, [own = '']) => own.includes(sent) },
    },
    {
      name: 'redirect-uri-any-case',
      does: 'compares redirect URIs in lower case',
      rules: {
        redirectUriMatches: (sent, [own = '']) => sent.toLowerCase() === own.toLowerCase(),
      },
    },
    {
      name: 'redirect-uri-by-origin',
      does: 'takes any path on the registered origin',
      rules: {
        redirectUriMatches: (sent, [own = '']) => new URL(sent).origin === new URL(own).origin,
      },
      alsoBreaks: ['oauth/authorize/redirect-uri-exact'],
    },
    {
      name: 'longer-redirect-uri-told',
      does: 'redirects the error `invalid_request` to a longer path than the registered one',
      answer: tellsStrangers('invalid_request', (request) =>
        uriSent(request).startsWith(`${registeredClients[0].redirectUri}/`),
      ),
      alsoBreaks: ['oauth/authorize/redirect-uri-exact'],
    },
  ],
  'redirect-uri-exact': [
    {
      name: 'redirect-uri-without-its-slash',
      does: 'takes a registered redirect URI without the slash at its end',
      ...atZapier({
        redirectUriMatches: (sent, [own = '']) => sent === own || `${sent}/` === own,
      }),
    },
    {
      name: 'redirect-uri-whatever-query',
      does: 'overlooks the query of a redirect URI',
      rules: { redirectUriMatches: (sent, [own = '']) => sent.split('?')[0] === own },
    },
    {
      name: 'redirect-uri-whatever-fragment',
      does: 'overlooks the fragment of a redirect URI',
      rules: { redirectUriMatches: (sent, [own = '']) => sent.split('#')[0] === own },
    },
    {
      name: 'redirect-uri-whatever-slash',
      does: 'overlooks a slash at the end of a redirect URI',
      rules: { redirectUriMatches: (sent, [own = '']) => sent.replace(/\/$/, '') === own },
    },
    {
      name: 'redirect-uri-whatever-scheme',
      does: 'overlooks the scheme of a redirect URI',
      rules: {
        redirectUriMatches: (sent, [own = '']) =>
          sent.replace(/^https?:/, '') === own.replace(/^https?:/, ''),
      },
    },
    {
      name: 'redirect-uri-decoded',
      does: 'percent-decodes a redirect URI once more before it compares',
      rules: { redirectUriMatches: (sent, [own = '']) => decodeURIComponent(sent) === own },
    },
    {
      name: 'redirect-uri-with-query-told',
      does: 'redirects the error `invalid_request` to the redirect URI with another query',
      answer: tellsStrangers('invalid_request', (request) => uriSent(request).includes('?conf')),
    },
  ],
  'redirect-uri-other-client': [
    {
      name: 'redirect-uri-of-any-client',
      does: 'takes the redirect URI of any client',
      rules: {
        redirectUriMatches: (sent) =>
          registeredClients.some(({ redirectUri }) => redirectUri === sent),
      },
    },
    {
      name: 'other-redirect-uri-told',
      does: 'redirects the error `invalid_request` to the redirect URI of another client',
      answer: tellsStrangers(
        'invalid_request',
        (request) => uriSent(request) === registeredClients[1].redirectUri,
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
  'page-html': [
    {
      name: 'consent-page-without-type',
      does: 'sends the consent page without a content type',
      answer: onAnswer(shown, withHeader('content-type', undefined)),
    },
  ],
  'page-not-framed': [
    {
      name: 'consent-page-framed',
      does: 'lets any site frame the consent page',
      rules: (conforming) => ({
        pageHeaders: () => {
          const {
            'x-frame-options': _,
            'content-security-policy': __,
            ...rest
          } = conforming.pageHeaders();
          return rest;
        },
      }),
    },
    {
      name: 'consent-page-framed-by-policy',
      does: 'overrides `X-Frame-Options` with `frame-ancestors *`',
      rules: (conforming) => ({
        pageHeaders: () => ({
          ...conforming.pageHeaders(),
          'content-security-policy': "default-src 'none'; frame-ancestors *",
        }),
      }),
    },
    {
      name: 'consent-page-allowall',
      does: 'sends the consent page with `X-Frame-Options: ALLOWALL`',
      rules: (conforming) => ({
        pageHeaders: () => ({
          ...conforming.pageHeaders(),
          'x-frame-options': 'ALLOWALL',
          'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
        }),
      }),
    },
  ],
  'page-names-access': [
    {
      name: 'consent-to-something',
      does: 'asks for consent without saying who asks and what for',
      answer: onAnswer(shown, (answer) => {
        const form = /<form[\s\S]*<\/form>/.exec(String(answer.text))?.[0] ?? '';
        answer.text = `<!doctype html><title>Sign in</title><p>Please sign in and decide.</p>${form}`;
      }),
    },
  ],
  'page-url-clean': [
    {
      name: 'sign-in-by-get',
      does: 'sends the sign-in form by GET, the password in its URL',
      answer: (next) => async (request) => {
        const isForm = request.method === 'GET' && request.query.has('password');
        if (!isForm || request.path !== '/oauth/authorize') {
          const answer = await next(request);
          answer.text &&= String(answer.text).replace('<form method="post"', '<form method="get"');
          return answer;
        }
        const headers = {
          ...request.headers,
          'content-type': 'application/x-www-form-urlencoded',
        };
        const body = Buffer.from(request.query.toString());
        return next({ ...request, method: 'POST', headers, body, query: new URLSearchParams() });
      },
    },
  ],
  'page-not-stored': [
    {
      name: 'consent-page-cached',
      does: 'lets caches keep the consent page for five minutes',
      answer: onAnswer(shown, withHeader('cache-control', 'public, max-age=300')),
    },
    {
      name: 'consent-page-without-cache-control',
      does: 'sends the consent page without `Cache-Control`',
      answer: onAnswer(shown, withHeader('cache-control', undefined)),
    },
  ],
};
