import type { scopes } from '../../contracts/clauses/oauth/scopes.ts';
import type { Exchange } from '../../contracts/evidence.ts';
import { SCOPES, type Scope } from '../../contracts/resources.ts';
import { answered, control, responseOf, shown, succeeded } from '../../harness/judging/answers.ts';
import { type Check, type Checks, check } from '../../harness/judging/check.ts';
import { documented } from '../../harness/judging/errors.ts';
import { Broken, inconclusive, notApplicable } from '../../harness/judging/outcome.ts';
import { leftNothing } from './bearer-traces.ts';
import { readsWithin } from './reads-within.ts';
import { fewerScopes, READING, type Readable, readsWithout } from './scopes-grants.ts';
import {
  apart,
  exchangesOf,
  grantedWhole,
  has,
  isScopeRefusal,
  lacks,
  mentionsScope,
} from './scopes-held.ts';
import { scopesOf } from './scopes-named.ts';
import { subscriptionWithout } from './scopes-subscriptions.ts';
import { grantedScopes, scopeRefusals, writes } from './scopes-writes.ts';

/** The checks of the five scopes. */
export const checks: Checks<typeof scopes> = {
  'all-granted': check(grantedScopes, ({ every, reads }) => {
    if (every === undefined) inconclusive('no grant of every scope could be asked for');
    if (every.grant.connection === undefined && !mentionsScope(every)) {
      inconclusive('no token could be obtained, and not for its scope', ...exchangesOf(every));
    }
    const exchange = grantedWhole(every);
    const named = scopesOf(exchange);
    const lacking = SCOPES.filter((scope) => named?.includes(scope) === false);
    if (lacking.length > 0) {
      unlawful('must be granted all five scopes', `it lacks ${lacking.join(' ')}`, exchange);
    }
    const closed = Object.values(reads ?? {}).find(isScopeRefusal);
    if (closed === undefined) return;
    unlawful('must be granted all five scopes', `${closed.label} is refused`, closed, exchange);
  }),
  'subset-granted': check(fewerScopes, ({ main, writing, reading }) => {
    if (main.connection === undefined) inconclusive('even every scope could not be granted');
    apart(main, writing.grant, reading.grant);
    for (const asked of [writing, reading]) grantedWhole(asked);
  }),
  'not-wider': check(grantedScopes, ({ fewer }) => {
    const granted = fewer.filter(({ grant }) => grant.connection !== undefined);
    if (granted.length === 0) inconclusive('no token with fewer scopes could be obtained');
    apart(...fewer.map(({ grant }) => grant));
    for (const asked of granted) {
      const [exchange] = exchangesOf(asked);
      const named = exchange === undefined ? [] : (scopesOf(exchange) ?? []);
      const unasked = named.filter(
        (scope) => opens(scope) && !asked.scopes.includes(scope as Scope),
      );
      if (unasked.length === 0) continue;
      const rule = `must be given no more than "${asked.scopes.join(' ')}"`;
      unlawful(rule, `it was given ${unasked.join(' ')} too`, ...exchangesOf(asked));
    }
  }),
  'named-where-narrowed': check(grantedScopes, ({ every, fewer, unknown, reads }) => {
    const given = [every, ...fewer].flatMap((asked) => asked?.grant.exchange ?? []);
    if (!given.some(succeeded)) inconclusive('no token could be obtained');
    const rule = 'must name its scope, which is not the one asked for';
    const silent = (exchange: Exchange | undefined): exchange is Exchange =>
      exchange !== undefined && succeeded(exchange) && scopesOf(exchange) === undefined;
    if (silent(unknown)) unlawful(rule, 'an unknown scope was left out in silence', unknown);
    const closed = Object.values(reads ?? {}).find(isScopeRefusal);
    const whole = every?.grant.exchange;
    if (closed && silent(whole)) unlawful(rule, `${closed.label} is refused`, whole, closed);
  }),
  'write-clients-creates': check(writes, ({ writing, create }) => {
    has(writing, 'write:clients');
    control(create.control);
    granted(create.granted?.exchange);
  }),
  'write-clients-updates': check(writes, ({ writing, update }) => {
    has(writing, 'write:clients');
    control(update.control ?? noClient());
    granted(update.granted);
  }),
  'create-needs-write-clients': check(writes, ({ reading, create }) => {
    lacks(reading, 'write:clients');
    control(create.control);
    answered(create.refused?.exchange ?? noClient(), 401, 403);
  }),
  'update-needs-write-clients': check(writes, ({ reading, update }) => {
    lacks(reading, 'write:clients');
    control(update.control ?? noClient());
    answered(update.refused ?? noClient(), 401, 403);
  }),
  'refused-creates-nothing': check(writes, ({ reading, create, traces }) => {
    lacks(reading, 'write:clients');
    const exchange = create.refused?.exchange ?? noClient();
    responseOf(exchange);
    if (succeeded(exchange)) inconclusive('the create was not refused', exchange);
    leftNothing(traces);
  }),
  'read-clients-reads': opensTo('clients'),
  'read-bookings-reads': opensTo('bookings'),
  'read-payments-reads': opensTo('payments'),
  'read-subaccounts-reads': opensTo('subaccounts'),
  'clients-need-read-clients': needsScope('clients'),
  'bookings-need-read-bookings': needsScope('bookings'),
  'payments-need-read-payments': needsScope('payments'),
  'subaccounts-need-read-subaccounts': needsScope('subaccounts'),
  'subscription-needs-read-clients': check(
    subscriptionWithout,
    ({ writing, control: whole, refused }) => {
      lacks(writing, 'read:clients');
      control(whole);
      answered(refused ?? inconclusive('no token could be obtained'), 401, 403);
    },
  ),
  'refusal-format': check(scopeRefusals, (answers) => {
    const refusals = answers.filter(({ response }) => [401, 403].includes(response?.status ?? 0));
    if (refusals.length === 0) inconclusive('nothing was refused for its scope');
    for (const refusal of refusals) documented(refusal);
  }),
};

/** The resource must open to a token that has the scope for it, whatever else it lacks. */
function opensTo(resource: Readable): Check {
  return check(readsWithin, ({ main: all, within }) => {
    const main = all[resource];
    const { status } = responseOf(main);
    if ([404, 405, 501].includes(status)) notApplicable(`${resource} cannot be read (${status})`);
    control(main);
    const { scopes, grant, read } = within[resource] ?? inconclusive('no token could be obtained');
    const held = scopesOf(grant.exchange ?? read) ?? scopes;
    if (!held.includes(READING[resource])) {
      inconclusive(`the token was not given ${READING[resource]}`, read);
    }
    granted(read);
  });
}

function needsScope(resource: Readable): Check {
  return check(readsWithout, (evidence) => {
    const { main, asked, read } = evidence[resource];
    const status = responseOf(main).status;
    if ([404, 405, 501].includes(status)) notApplicable(`${resource} cannot be read (${status})`);
    control(main);
    if (asked === undefined) inconclusive(`${resource} were not read`);
    lacks(asked, READING[resource]);
    answered(read ?? inconclusive('no token could be obtained'), 401, 403);
    const { byId } = evidence;
    if (resource !== 'clients' || byId === undefined) return;
    // some hide what a token may not see
    if (responseOf(byId).status < 400) answered(byId, 401, 403, 404);
  });
}

/** Scopes that an integration might ask for, not the likes of `openid`. */
function opens(scope: string): boolean {
  return /^(read|write|admin|\*)/i.test(scope);
}

function granted(exchange: Exchange | undefined): void {
  if (exchange === undefined) noClient();
  if (!succeeded(exchange)) answered(exchange, 200, 201);
}

function noClient(): never {
  inconclusive('there was no client or no token to try it with');
}

function unlawful(rule: string, actual: string, ...seen: readonly Exchange[]): never {
  throw new Broken(`a token ${rule}; ${shown(actual).slice(1, -1)}`, seen, rule, actual);
}
