import type { Exchange } from '../../contracts/evidence.ts';
import type { Consent } from '../scenarios/stage.ts';
import { shown } from './answers.ts';
import { Broken, inconclusive } from './outcome.ts';
import { touch } from './touched.ts';

/** An authorization request, named for a sentence, with how it went. */
export interface Asked {
  readonly what: string;
  readonly consent: Consent;
}

type Redirect = NonNullable<Consent['redirect']>;

/** Ends of a walk that are the gateway's answer; the others say that nobody came so far. */
const ANSWERS: readonly unknown[] = ['refused-page', 'no-form', 'server-error'];

/** A parameter of the authorization request as it was sent. */
export function sentParameter({ consent }: Asked, name: string): string | undefined {
  return new URL(consent.authorizationUrl).searchParams.get(name) ?? undefined;
}

/** What the redirect tells, whether in its query or its fragment; nothing where there was none. */
export function toldBy({ consent }: Asked): Readonly<Record<string, string>> {
  return { ...consent.redirect?.fragment, ...consent.redirect?.query };
}

/** The last exchange of the walk, if it has any. */
export function lastOf({ consent }: Asked): readonly Exchange[] {
  const last = consent.walk.exchanges.slice(-1);
  for (const exchange of last) touch(exchange);
  return last;
}

/** The control of an authorization check: the same request, whole, was given a code. */
export function controlGranted(asked: Asked): void {
  if (toldBy(asked).code !== undefined) return;
  const why = asked.consent.walk.stopped ?? 'its redirect has no code';
  inconclusive(`the control, ${asked.what}, should have been granted: ${why}`, ...lastOf(asked));
}

/** The control of what a redirect carries: there was one; that there must be one is its own clause. */
export function controlRedirected(asked: Asked): Redirect {
  const { redirect, walk } = asked.consent;
  if (redirect !== undefined) return redirect;
  const why = walk.stopped ?? 'none came';
  return inconclusive(`${asked.what} led to no redirect: ${why}`, ...lastOf(asked));
}

/** The request must be answered by a redirect to the client. */
export function redirectOf(asked: Asked): Redirect {
  const seen = lastOf(asked);
  const { redirect, walk } = asked.consent;
  if (redirect !== undefined) return redirect;
  answeredSomehow(asked);
  const came = walk.stopped ?? 'none came';
  throw new Broken(
    `${asked.what} must be answered by a redirect to the client: ${came}`,
    seen,
    'a redirect to the client',
    came,
  );
}

/** Without an answer of the gateway, because nobody could sign in, it throttles or it was away, there is no verdict. */
export function answeredSomehow(asked: Asked): void {
  const { redirect, walk } = asked.consent;
  const throttled = walk.exchanges.at(-1)?.response?.status === 429;
  if (redirect !== undefined || (ANSWERS.includes(walk.cause) && !throttled)) return;
  const why = walk.stopped ?? 'no redirect came';
  inconclusive(`${asked.what} could not be walked to its end: ${why}`, ...lastOf(asked));
}

/** The request must be given neither code nor token. */
export function yieldsNothing(asked: Asked): void {
  answeredSomehow(asked);
  const told = toldBy(asked);
  const given = ['code', 'access_token', 'id_token'].find((name) => told[name] !== undefined);
  if (given === undefined) return;
  throw new Broken(
    `${asked.what} must yield no code and no token; its redirect has "${given}"`,
    lastOf(asked),
    'no code and no token',
    asked.consent.redirect?.location,
  );
}

/**
 * The request must be refused where it was made: no redirect to the redirect URI it named
 * (RFC 6749 §4.1.2.1). An error told to the registered one, or a page elsewhere, is lawful.
 */
export function refusedInPlace(asked: Asked, registered: string): void {
  answeredSomehow(asked);
  const seen = lastOf(asked);
  const { redirect, walk } = asked.consent;
  const rule = `${asked.what} must be refused without a redirect`;
  if (walk.cause === 'server-error') throw new Broken(`${rule}: ${walk.stopped}`, seen);
  if (redirect === undefined) return;
  const named = sentParameter(asked, 'redirect_uri') ?? '';
  const granted = toldBy(asked).code !== undefined;
  if (!granted && !leadsTo(redirect.location, named, registered)) return;
  throw new Broken(
    `${rule}; it is ${granted ? 'given a code by a redirect' : 'redirected'} to ${shown(redirect.location)}`,
    seen,
    'no redirect',
    redirect.location,
  );
}

/**
 * Any path of a foreign host is the foreigner's; on the registered host the path tells, and where
 * that is the registered one, too, what else the named one has.
 */
function leadsTo(location: string, named: string, registered: string): boolean {
  if (!URL.canParse(location) || !URL.canParse(named)) return location.startsWith(named);
  const [to, foreign, own] = [new URL(location), new URL(named), new URL(registered)];
  if (to.protocol !== foreign.protocol || to.host !== foreign.host) return false;
  if (foreign.host !== own.host) return true;
  if (to.pathname !== foreign.pathname) return false;
  const isElsewhere = foreign.pathname !== own.pathname || foreign.protocol !== own.protocol;
  return isElsewhere || foreign.href === own.href || carries(to, foreign, own);
}

function carries(to: URL, foreign: URL, own: URL): boolean {
  const more = [...foreign.searchParams].filter(([name]) => !own.searchParams.has(name));
  if (more.some(([name, value]) => to.searchParams.get(name) === value)) return true;
  return foreign.hash !== '' && to.hash.startsWith(foreign.hash);
}
