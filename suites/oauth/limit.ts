import { type Exchange, header } from '../../contracts/evidence.ts';
import { INVALID_TOKEN_REQUESTS_PER_HOUR as TEN } from '../../contracts/resources.ts';
import { clockTime } from '../../harness/budget/clock-time.ts';
import { type Tally, tally } from '../../harness/budget/tally.ts';
import { tokenOutcome } from '../../harness/judging/token-answers.ts';
import { scenario } from '../../harness/scenarios/scenario.ts';
import type { Connection, Grant, Stage } from '../../harness/scenarios/stage.ts';
import { openWith } from './exchanges.ts';
import { ifArranged, unlessInconclusive } from './if-arranged.ts';
import type { LimitSeen, Unauthorized } from './limit-rules.ts';
import { ownGrant } from './own-grant.ts';
import { refreshWith } from './refreshes.ts';
import { sendUnknownCode } from './refusals.ts';
import { renewed } from './renewed.ts';
import { readsWithout } from './scopes-grants.ts';
import { heldScopes } from './scopes-held.ts';
import { otherCase } from './wrong-values.ts';

/** Labels of token requests that are valid, so that a 429 to one of them is told apart. */
const VALID =
  /^(exchange of a code( of another account)?|exchange with the right PKCE verifier|(second )?refresh( after expiry| of a grant of one scope)?)$/;

/** Connections kept for the time when the limit holds and a new one might not be had. */
export const spares = scenario('spare connections', async (stage) => {
  return openedSpare(stage);
});

async function openedSpare(stage: Stage) {
  const limited =
    (await writingOthers(stage)) ?? (await spareGrant(stage, 'read:subaccounts'))?.connection;
  const token = (limited ?? (await stage.connection())).accessToken;
  const opened = await openWith(stage, token, 'create before the limit is reached');
  return { limited, token, opened };
}

/** The connection of a grant that nothing needs any more, if it may create clients. */
async function writingOthers(stage: Stage): Promise<Connection | undefined> {
  const others = (await ifArranged(stage, readsWithout))?.others;
  if (others?.grant.connection?.refreshToken === undefined) return undefined;
  const { accessToken } = others.grant.connection;
  const isUsable = heldScopes(others).includes('write:clients') && !stage.hasEnded(accessToken);
  return isUsable ? others.grant.connection : undefined;
}

function spareGrant(stage: Stage, beside: string): Promise<Grant | undefined> {
  return unlessInconclusive(async () => (await ownGrant(stage, beside)).grant);
}

/** What the main address sees of the limit: how it comes, what it stops and what it leaves alone. */
export const limit = scenario(
  'limit of the main address',
  async (stage) => {
    const spare = await stage.evidenceOf(spares);
    const isOver = stage.hasEnded(spare.token);
    const { token, limited, opened: openedBefore } = isOver ? await openedSpare(stage) : spare;
    await reachLimit(stage);
    const came = facts(tokenRequestsOf(stage));
    const further = await furtherInvalid(stage);
    const opened = await openWith(stage, token, 'create while the limit holds');
    const apiThrottled = apiThrottledBefore(stage, came.tally);
    return {
      ...(apiThrottled && { apiThrottled }),
      spentBefore: stage.limit.spentBefore(),
      wholeAgain: clockTime(stage.limit.wholeAgain()),
      wasReset: stage.seen().some(({ label, response }) => isReset(label, response?.status)),
      ...came,
      before: unauthorizedBefore(stage, came.tally),
      ...(await askElsewhere(stage, came.tally)),
      ...further,
      openedBefore,
      opened,
      ...(limited && (await whileLimited(stage, limited, came.tally))),
    };
  },
  'limit',
  [spares],
);

/** The token requests of the main address, as they were sent. */
function tokenRequestsOf(stage: Stage): readonly Exchange[] {
  const { tokenUrl } = stage.gateway;
  return stage
    .seen()
    .filter(({ request }) => request.url.split('?')[0] === tokenUrl && request.from === undefined);
}

/** A 401 of each kind that the API answered the main address with before its first invalid token request. */
function unauthorizedBefore(stage: Stage, { firstInvalid }: Tally): LimitSeen['before'] {
  const until = firstInvalid?.startedAt ?? 0;
  const found: { [Kind in Unauthorized]?: Exchange } = {};
  for (const exchange of stage.seen()) {
    const { request, response, startedAt, label } = exchange;
    const isApi = request.url.startsWith(stage.gateway.apiUrl('')) && request.from === undefined;
    if (!isApi || response?.status !== 401 || startedAt >= until) continue;
    const isSent = header(request.headers, 'authorization') !== undefined;
    const carried = label.includes('expired') ? 'expired token' : 'unknown token';
    found[isSent ? carried : 'no token'] ??= exchange;
  }
  return found;
}

/** A 429 of the API from before the limit was reached: a limit of another kind, which §6 allows. */
function apiThrottledBefore(stage: Stage, { firstThrottled }: Tally): Exchange | undefined {
  // the last invalid request before the first 429 reaches it: what comes between is owed to it
  const sent = tokenRequestsOf(stage).filter((each) => tokenOutcome(each) !== 'granted');
  const first = sent.findIndex((each) => tokenOutcome(each) === 'throttled');
  const until = (sent[first - 1] ?? firstThrottled)?.startedAt ?? 0;
  return stage.seen().find(
    ({ label, request, response, startedAt }) =>
      response?.status === 429 &&
      startedAt < until &&
      // that an expired token gets 429 may be the very fault that is looked for
      !label.includes('expired') &&
      request.url.startsWith(stage.gateway.apiUrl('')),
  );
}

/** Sends what is surely invalid until 429 comes, or ten more than there should be. */
export async function reachLimit(stage: Stage): Promise<void> {
  for (let sent = 0; sent < 2 * TEN; sent += 1) {
    const exchange = await sendUnknownCode(stage);
    if (tokenOutcome(exchange) === 'throttled' || exchange.response === undefined) return;
  }
}

function facts(requests: readonly Exchange[]) {
  const isThrottledValid = (exchange: Exchange): boolean =>
    tokenOutcome(exchange) === 'throttled' && VALID.test(exchange.label);
  const throttledValid = requests.find(isThrottledValid);
  return {
    tally: tally(requests.filter((exchange) => !isThrottledValid(exchange))),
    ...(throttledValid && { throttledValid, invalidBefore: tally(requests).atMost }),
  };
}

/**
 * A 429 that came early may be owed to others behind the same address: then an address of its own,
 * of which the ten are sent, shows whether the limit is lower than ten.
 */
async function askElsewhere(stage: Stage, { firstThrottled, atMost }: Tally) {
  const isEarly = firstThrottled !== undefined && atMost + stage.limit.spentBefore() < TEN;
  const from = isEarly
    ? await unlessInconclusive(async () => stage.limit.takeAddress())
    : undefined;
  if (from === undefined) return {};
  const elsewhere: Exchange[] = [];
  for (let sent = 0; sent < TEN; sent += 1) {
    elsewhere.push(
      await sendUnknownCode(stage, { from, label: 'invalid token request of a fresh address' }),
    );
  }
  return { elsewhere };
}

/** Invalid requests of other kinds, of another client and from an address that is only claimed. */
async function furtherInvalid(stage: Stage) {
  const { client, settings, a } = stage;
  const other = settings.oauth?.secondClient ?? { ...client, clientId: `unknown-${a.word()}` };
  return {
    further: await Promise.all([
      sendUnknownCode(stage, {
        client: { ...client, clientSecret: otherCase(client.clientSecret) },
        label: 'exchange with a wrong secret while the limit holds',
      }),
      refreshWith(stage, `unknown-${a.word()}-${'0'.repeat(24)}`, {
        label: 'refresh with an unknown token while the limit holds',
      }),
    ]),
    otherClient: await sendUnknownCode(stage, {
      client: other,
      headers: { 'user-agent': 'Mozilla/5.0 (conformance)' },
      label: 'exchange by another client and program while the limit holds',
    }),
    forged: await forgedRequests(stage),
  };
}

/** All headers in one request and, where that lifts the limit, each in one of its own. */
async function forgedRequests(stage: Stage): Promise<readonly Exchange[]> {
  const together = await sendUnknownCode(stage, {
    headers: FORGED,
    label: 'exchange with every forged forwarding header',
  });
  if (tokenOutcome(together) === 'throttled') return [together];
  const alone: Exchange[] = [];
  for (const [name, value] of Object.entries(FORGED)) {
    const label = `exchange with a forged \`${name}\``;
    alone.push(await sendUnknownCode(stage, { headers: { [name]: value }, label }));
  }
  return [...alone, together];
}

/** Headers by which proxies tell whom they speak for; a client must not be believed. */
const FORGED: Readonly<Record<string, string>> = {
  // of several addresses some believe the first, others the last
  'x-forwarded-for': '10.198.51.77, 198.51.100.77',
  forwarded: 'for=198.51.100.77',
  'x-real-ip': '198.51.100.77',
  'x-client-ip': '198.51.100.77',
  'true-client-ip': '198.51.100.77',
  'cf-connecting-ip': '198.51.100.77',
  'x-cluster-client-ip': '198.51.100.77',
  'fastly-client-ip': '198.51.100.77',
};

async function whileLimited(stage: Stage, connection: Connection, { firstThrottled }: Tally) {
  const { accessToken, refreshToken = '' } = connection;
  const expired = await unlessInconclusive(async () => {
    await stage.controls.expireToken(accessToken);
    return openWith(stage, accessToken, 'create with an expired token while the limit holds');
  });
  const label = 'valid refresh while the limit holds';
  const exchange = await refreshWith(stage, refreshToken, { label });
  const outcome = tokenOutcome(exchange);
  const says = `A valid token request from an address over the limit is ${outcome}.`;
  const isTold = refreshToken !== '' && firstThrottled !== undefined;
  if (isTold) stage.observe('limit.valid-requests', outcome, says);
  return {
    ...(expired && { expired, expiredToken: accessToken }),
    ...(outcome === 'granted' && { newest: renewed(connection, exchange) }),
  };
}

function isReset(label: string, status = 500): boolean {
  return label === 'control reset' && status < 300;
}
