import type { Exchange } from '../../contracts/evidence.ts';
import { notArranged, scenario } from '../../harness/scenarios/scenario.ts';
import { connectionOf } from '../../harness/scenarios/sign-in.ts';
import type { Connection, Stage } from '../../harness/scenarios/stage.ts';
import { exchanges, narrowGrant, openWith } from './exchanges.ts';
import { expired as expiredRequests } from './expired.ts';
import { ifArranged } from './if-arranged.ts';
import { ownGrant } from './own-grant.ts';

/** One refresh with what its access token may do. */
export interface Refreshed {
  readonly exchange: Exchange;
  /** A create with the new access token; absent where none was issued. */
  readonly opened?: Exchange;
}

interface Step extends Refreshed {
  /** The newest tokens: those of the answer, the refresh token of before where it names none. */
  readonly newest: Connection;
}

/** Refreshes a connection, as Zapier does. */
export function refreshWith(
  { gateway }: Stage,
  refreshToken: string,
  more: {
    readonly label?: string;
    readonly from?: string;
    readonly scope?: string;
    readonly client?: Stage['client'];
  } = {},
): Promise<Exchange> {
  const { scope, ...options } = more;
  return gateway.token(
    { grant_type: 'refresh_token', refresh_token: refreshToken, scope },
    { label: 'refresh', ...options },
  );
}

/** The connection after a refresh: a refresh token that is not replaced stays the newest. */
export function renewed(before: Connection, exchange: Exchange): Connection {
  const { accessToken, refreshToken, scope } = connectionOf(exchange) ?? before;
  return { accessToken, refreshToken: refreshToken ?? before.refreshToken, scope };
}

/** A connection that is refreshed twice. */
export const refreshes = scenario('two refreshes', async (stage) => {
  const { before, ...start } = await opened(stage);
  const first = await refreshStep(stage, start, 'refresh');
  const old = await openWith(stage, start.accessToken, 'create with the token before the refresh');
  const second = first.opened && (await refreshStep(stage, first.newest, 'second refresh'));
  const lax = second?.opened && (await refreshLaxly(stage, second.newest));
  const { newest } = second ?? first;
  observeRotation(stage, start, first);
  observeOld(stage, old);
  return {
    before,
    scopeBefore: start.scope ?? null,
    scopeAsked: start.scopeAsked,
    steps: [first, ...(second ? [second] : [])].map(({ exchange, opened }) => ({
      exchange,
      ...(opened && { opened }),
    })),
    ...(lax && { lax }),
    newest: lax ? renewed(newest, lax) : newest,
  };
});

/** A refresh with an empty parameter, which counts as none, and an unknown one (RFC 6749 §3.2). */
function refreshLaxly({ gateway }: Stage, { refreshToken }: Connection): Promise<Exchange> {
  const form = { grant_type: 'refresh_token', refresh_token: refreshToken };
  return gateway.token(
    { ...form, scope: '', conformance: 'unknown' },
    { label: 'refresh with an empty and an unknown parameter' },
  );
}

/** The second grant with the create that its token was tried with, or a connection of its own. */
async function opened(
  stage: Stage,
): Promise<Connection & { readonly scopeAsked: string; readonly before: Exchange }> {
  const { again, granted } = (await ifArranged(stage, exchanges)) ?? {};
  const before = granted?.find(({ of }) => of === 'again')?.opened;
  const isShared = again?.accessToken === (await stage.mainGrant()).connection?.accessToken;
  const isUsable = !isShared && !stage.hasEnded(again?.accessToken);
  if (again?.refreshToken !== undefined && before !== undefined && isUsable) {
    return { ...again, scopeAsked: (stage.settings.oauth?.scopes ?? []).join(' '), before };
  }
  const start = await refreshable(stage, 'read:bookings');
  return { ...start, before: await openWith(stage, start.accessToken, 'create before a refresh') };
}

/** A connection of one scope that is refreshed without naming a scope. */
export const narrowRefresh = scenario(
  'refresh of one scope',
  async (stage) => {
    const { scope, exchange, created } = await stage.evidenceOf(narrowGrant);
    const start = exchange && connectionOf(exchange);
    if (start?.refreshToken === undefined) {
      notArranged('the grant of one scope gave no refresh token', ...(exchange ? [exchange] : []));
    }
    const step = await refreshStep(stage, start, 'refresh of a grant of one scope');
    return {
      scope,
      scopeBefore: start.scope ?? null,
      ...(created && { created }),
      exchange: step.exchange,
      ...(step.opened && { opened: step.opened }),
      newest: step.newest,
    };
  },
  'main',
  [narrowGrant],
);

/** What both refreshes did to the scope. */
export const refreshedScopes = scenario(
  'scopes of refreshes',
  async (stage) => {
    const whole = await stage.evidenceOf(refreshes);
    const narrow = await ifArranged(stage, narrowRefresh);
    return { whole, ...(narrow && { narrow }) };
  },
  'last',
  [refreshes, narrowRefresh],
);

/** A connection whose access token is made to expire before it is refreshed. */
export const expiredRefresh = scenario('refresh after expiry', async (stage) => {
  if (!stage.controls.has('expireToken')) notArranged(NO_EXPIRY);
  const { connection, answers } = await stage.evidenceOf(expiredRequests);
  const [expired] = answers;
  if (expired === undefined || connection.refreshToken === undefined) {
    notArranged('the token answer gave no refresh token');
  }
  return { expired, ...(await refreshStep(stage, connection, 'refresh after expiry')) };
});

/** What makes clauses about expired tokens conclusive. */
export const NO_EXPIRY =
  'no access token can be made to expire; give `controls.expireToken` or `controls.advanceClock`';

/** The label of what a token is tried with once the clock has outdated it. */
export const EXPIRED_BY_CLOCK = 'create with an expired token';

/** Sees that an access token has expired, and refreshes it. */
export async function refreshExpired(
  stage: Stage,
  start: Connection,
): Promise<{ readonly expired: Exchange } & Refreshed> {
  const expired = await openWith(stage, start.accessToken, EXPIRED_BY_CLOCK);
  const { exchange, opened } = await refreshStep(stage, start, 'refresh after expiry');
  return { expired, exchange, ...(opened && { opened }) };
}

/** A connection of its own with a refresh token, or the end of the play; `beside` as for {@link ownGrant}. */
export async function refreshable(
  stage: Stage,
  beside: string,
): Promise<Connection & { refreshToken: string; scopeAsked: string }> {
  const { grant, scope } = await ownGrant(stage, beside);
  const { connection, exchange, consent } = grant;
  if (connection === undefined) {
    const seen = exchange ? [exchange] : consent.walk.exchanges;
    notArranged('no access token could be obtained', ...seen);
  }
  const { refreshToken } = connection;
  if (refreshToken === undefined) {
    notArranged('the token answer gave no refresh token', ...(exchange ? [exchange] : []));
  }
  const scopeAsked = scope ?? (stage.settings.oauth?.scopes ?? []).join(' ');
  return { ...connection, refreshToken, scopeAsked };
}

async function refreshStep(stage: Stage, before: Connection, label: string): Promise<Step> {
  const exchange = await refreshWith(stage, before.refreshToken ?? '', { label });
  const newest = renewed(before, exchange);
  if (connectionOf(exchange) === undefined) return { exchange, newest };
  const opened = await openWith(stage, newest.accessToken, `create after the ${label}`);
  return { exchange, opened, newest };
}

function observeRotation(stage: Stage, start: Connection, { exchange }: Step): void {
  const connection = connectionOf(exchange);
  if (connection === undefined) return;
  const given = connection.refreshToken;
  const value =
    given === undefined ? 'left out' : given === start.refreshToken ? 'kept' : 'rotated';
  stage.observe('refresh.rotation', value, `The refresh token of a refresh answer is ${value}.`);
}

function observeOld(stage: Stage, { response }: Exchange): void {
  if (response === undefined) return;
  const works = response.status >= 200 && response.status < 300;
  stage.observe(
    'refresh.old-access-token',
    works ? 'works' : `${response.status}`,
    `The access token of before a refresh ${works ? 'still opens the API' : `is answered with ${response.status}`}.`,
  );
}
