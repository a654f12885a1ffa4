import type { authorize } from '../../../contracts/clauses/oauth/authorize.ts';
import { json, page } from '../../answer.ts';
import { at } from '../../at.ts';
import { onAnswer, onRedirect } from '../../handler.ts';
import { secret } from '../../random.ts';
import type { Rules } from '../../rules.ts';
import type { SectionFaults } from '../section-faults.ts';

const allowed = { ...at.consent, status: 303 } as const;
const changesState = (change: (state: string) => string): Partial<Rules> => ({
  stateReturned: (state, kind) => (state && kind === 'code' ? change(state) : state || undefined),
});

/** Faults of the redirect that answers a request. */
export const redirectFaults = {
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
} satisfies Partial<SectionFaults<typeof authorize>>;
