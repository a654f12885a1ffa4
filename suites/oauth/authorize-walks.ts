import { type Exchange, header } from '../../contracts/evidence.ts';
import { OAUTH_PATHS } from '../../contracts/resources.ts';
import { speaksFor } from '../../harness/consent/decision-words.ts';
import type { Asked } from '../../harness/judging/authorization.ts';
import { secrecyOf } from '../../harness/judging/secrecy.ts';
import { notArranged, scenario } from '../../harness/scenarios/scenario.ts';
import type { Consent, Stage } from '../../harness/scenarios/stage.ts';
import { attempt, hopeless, wholeRequest } from './authorize-attempts.ts';
import { isLoopbackUri, type StrangeUri, strangeUris, withPort } from './strange-uris.ts';

/** Every printable character of ASCII, and what a careless decoding or escaping would change. */
const CHARACTERS = ` ${Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at)).join('')} a b+c%2B%20&amp; `;

/** Beyond ASCII a refusal is lawful (RFC 6749 A.5), and so is one for the length; a change is not. */
const LONG = `ü€😀 %2B+%20${'0123456789abcdefghij'.repeat(15)}`.slice(0, 296).concat('-end');

/** A scope that opens nothing, asked for beside a known one. */
export const UNKNOWN_SCOPE = {
  name: 'conformance:unknown',
  asked: 'read:clients conformance:unknown',
} as const;

/** Grants with states that are hard to keep, beside the run's own. */
export const consents = scenario('grants with any state', async (stage) => {
  const main = await wholeRequest(stage);
  const [characters, long] = await Promise.all([
    attempt(stage, 'a request with every ASCII character in `state`', { state: CHARACTERS }),
    attempt(stage, 'a request with a `state` of 300 characters', { state: LONG }),
  ]);
  const codes = [main, characters, long].flatMap(({ consent }) => consent.code ?? []);
  const { accessToken } = (await stage.mainGrant()).connection ?? {};
  const unused = [characters, long].flatMap(({ consent }) => consent.code ?? []);
  const evidence = {
    main,
    characters,
    long,
    accessToken,
    documented: await atDocumentedPath(stage, main),
    ...(codes.length === 0 ? {} : { secrecy: secrecyOf(codes) }),
  };
  unusedCodes.set(evidence, { codes: unused, since: stage.targetNow() });
  return evidence;
});

/** The codes behind the evidence that no scenario has exchanged yet, for those that need one. */
export const unusedCodes = new WeakMap<
  object,
  { readonly codes: string[]; readonly since: number }
>();

/** What stands at the documented path, where the settings name another. */
async function atDocumentedPath({ gateway, settings }: Stage, { consent }: Asked) {
  const { authorize } = settings.paths;
  if (authorize === OAUTH_PATHS.authorize) return consent.walk.exchanges[0];
  const base = gateway.authorizeUrl.slice(0, -authorize.length);
  const { search } = new URL(consent.authorizationUrl);
  return gateway.visit(`${base}${OAUTH_PATHS.authorize}${search}`, 'authorization page');
}

/** The page on which the user decides, as the main grant met it. */
export const consentPage = scenario('consent page', async (stage) => {
  const main = await wholeRequest(stage);
  const { exchanges, redirect } = main.consent.walk;
  const decided = exchanges.findLastIndex(({ label }) => /^(form|link) of/.test(label));
  const before = decided < 0 ? exchanges : exchanges.slice(0, decided);
  const page = before.findLast(({ response }) => [200, 401, 403].includes(response?.status ?? 0));
  const leaks = leaksIn(exchanges, stage);
  const asked = wordsOfAccess(stage);
  if (page !== undefined || exchanges.length > 0 || redirect === undefined) {
    return { main, page, leaks, asked };
  }
  const fetched = await stage.gateway.visit(main.consent.authorizationUrl, 'authorization page');
  return { main, page: fetched.response?.status === 200 ? fetched : undefined, leaks, asked };
});

/** Exchanges whose URL, or that of their redirect, has a secret of the user or the client. */
function leaksIn(exchanges: readonly Exchange[], { settings, client }: Stage): readonly Exchange[] {
  const consent = settings.oauth?.consent;
  const typed = consent?.driver === 'form' || consent?.driver === 'browser' ? consent.approve : {};
  const passwords = Object.entries(typed).flatMap(([name, value]) =>
    /pass|pin|otp|secret/i.test(name) ? [value] : [],
  );
  // a driver may have masked the password of a form already
  const secrets = [client.clientSecret, ...passwords, '$PASSWORD'].filter(Boolean);
  return exchanges.filter(({ request, response }) =>
    [request.url, header(response?.headers ?? [], 'location') ?? ''].some((url) =>
      [...new URLSearchParams(url.split(/[?#]/).slice(1).join('&')).values()].some((value) =>
        secrets.includes(value),
      ),
    ),
  );
}

/** What a page may say of the access that is asked for: the client, or the resources of its scopes. */
function wordsOfAccess({ client, settings }: Stage): readonly string[] {
  const scopes = settings.oauth?.scopes ?? [];
  const resources = scopes.map((scope) => scope.replace(/^\w+:/, '').replace(/s$/, ''));
  return [...new Set(['zapier', client.clientId, ...scopes, ...resources])];
}

/** A user who says no. */
export const denial = scenario('denied consent', async (stage) => {
  const main = await wholeRequest(stage);
  const denied = await attempt(stage, 'a denied request', { decision: 'deny' });
  return { main, denied, saidNo: saidNo(denied.consent, stage) };
});

/** Whether the driver came to say no: a gateway that remembers its users asks them nothing. */
function saidNo({ walk }: Consent, { settings }: Stage): boolean {
  if (walk.denied) return true;
  const consent = settings.oauth?.consent;
  const { approve = {}, deny = {} } =
    consent?.driver === 'form' || consent?.driver === 'browser' ? consent : {};
  return walk.exchanges.slice(1).some(({ label, request }) => {
    // a driver follows no other links than those that give the decision
    if (label.startsWith('link of')) return true;
    const form = new URLSearchParams(request.body ?? new URL(request.url).search);
    return [...form].some(
      ([name, value]) =>
        name !== 'state' &&
        ((deny[name] === value && approve[name] !== value) ||
          speaksFor('deny', `${name} ${value}`.replace(/[_-]+/g, ' '))),
    );
  });
}

/** Requests whose client or redirect URI is wrong, which must not be redirected. */
export const strangers = scenario('authorization of strangers', async (stage) => {
  const main = await wholeRequest(stage);
  const { foreign, paths, spellings } = strangeUris(stage.client.redirectUri);
  const to = ([what, uri]: StrangeUri): Promise<Asked> =>
    hopeless(stage, `a request with ${what}`, { parameters: { redirect_uri: uri } });
  const [unknown, missing, foreigners, others, spelt] = await Promise.all([
    hopeless(stage, 'a request of an unknown client', {
      parameters: { client_id: `unknown-${stage.a.word()}` },
    }),
    hopeless(stage, 'a request without `client_id`', { parameters: { client_id: undefined } }),
    Promise.all(foreign.map(to)),
    Promise.all(paths.map(to)),
    Promise.all(spellings.map(to)),
  ]);
  const registered = new URL(stage.client.redirectUri).href;
  return { main, registered, unknown, missing, foreigners, paths: others, spellings: spelt };
});

/** The redirect URI of the second client. */
export const otherRedirect = scenario('redirect URI of another client', async (stage) => {
  const main = await wholeRequest(stage);
  const { redirectUri } = stage.secondClient();
  if (redirectUri === stage.client.redirectUri) {
    notArranged(
      'both clients have the same redirect URI; give `oauth.secondClient` one of its own',
    );
  }
  const to = (what: string, uri: string) =>
    hopeless(stage, what, { parameters: { redirect_uri: uri } });
  const asked = await to('a request with the redirect URI of another client', redirectUri);
  const registered = stage.client.redirectUri;
  // RFC 8252 §7.3 lets a gateway overlook the port of a loopback address, whoever registered it
  const anyPort = differsInPort(registered, redirectUri)
    ? await to('a request with another loopback port', withPort(registered, 8))
    : undefined;
  return { main, registered, asked, ...(anyPort === undefined ? {} : { anyPort }) };
});

function differsInPort(registered: string, other: string): boolean {
  return isLoopbackUri(registered) && withPort(registered, 8) === withPort(other, 8);
}

/** Requests of the right client that are wrong otherwise, which it must be told. */
export const mistakes = scenario('mistaken authorization requests', async (stage) => {
  const main = await wholeRequest(stage);
  const asked = stage.settings.oauth?.scopes.join(' ') ?? '';
  const [untyped, unknownType, repeated, grant] = await Promise.all([
    hopeless(stage, 'a request without `response_type`', {
      parameters: { response_type: undefined },
    }),
    hopeless(stage, 'a request with an unknown `response_type`', {
      parameters: { response_type: 'conformance' },
    }),
    hopeless(stage, 'a request with `scope` twice', { parameters: { scope: [asked, asked] } }),
    stage.grant({ scope: UNKNOWN_SCOPE.asked }),
  ]);
  const unknownScope = { what: 'a request with an unknown scope', consent: grant.consent };
  const value = grant.consent.code === undefined ? 'refused' : 'left out or granted';
  stage.observe('authorize.unknown-scope', value, `An unknown scope is ${value}.`);
  return { main, untyped, unknownType, repeated, unknownScope, exchange: grant.exchange };
});
