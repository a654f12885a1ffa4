import type { Exchange } from '../../contracts/evidence.ts';
import { INVALID_TOKEN_REQUESTS_PER_HOUR as TEN } from '../../contracts/resources.ts';
import { tokenOutcome } from '../../harness/judging/token-answers.ts';
import { scenario, spending } from '../../harness/scenarios/scenario.ts';
import type { Connection, Stage } from '../../harness/scenarios/stage.ts';
import { burst } from './burst.ts';
import { withLiveCode, wrongSecret } from './codes.ts';
import { codeForm, openWith } from './exchanges.ts';
import { expired } from './expired.ts';
import { ifArranged } from './if-arranged.ts';
import { limit } from './limit.ts';
import { allowsTenAfter } from './limit-rules.ts';
import { narrow } from './narrowed.ts';
import { nearMisses } from './near-misses.ts';
import { refreshWith } from './refreshes.ts';
import { AT_ONCE } from './refusals.ts';
import { renewed } from './renewed.ts';
import { unlessOutdated } from './unless-outdated.ts';

/**
 * Invalid requests that come first, so that few others are enough to show whether those count; of the
 * ten three are sent between the others.
 */
const AHEAD = TEN - 3;

/** As many as bring a limiter that counts them, with the invalid ones before, to its limit. */
const EXPIRED = TEN - AHEAD;
const UNAUTHORIZED = TEN - AHEAD - 1;
const VALID = TEN - AHEAD - 2;

type Narrowed = NonNullable<Awaited<ReturnType<typeof narrow>>>;

/**
 * Another address while the limit of the main one holds, or that one in a later hour: invalid
 * requests, few enough to be allowed, and between them many that must not count, where the main
 * address has not shown it.
 */
export const otherAddress = spending(
  'another hour beside the limited one',
  TEN,
  async (stage) => {
    const main = await stage.evidenceOf(limit);
    const { expiredToken = await lapsedToken(stage) } = main;
    const elsewhere =
      (await unlessOutdated(stage, async () => main.newest)) ?? (await stage.grant()).connection;
    const near = nearMisses(stage, elsewhere);
    // what was granted was not invalid to this gateway; whatever else came of it, it may count
    const ahead: Exchange[] = [];
    while (ahead.length < AHEAD) {
      const isNear = near.isLeft();
      const each = await near.next();
      if (!isNear || isNotGranted(each)) ahead.push(each);
    }
    const isTold = expiredToken === undefined || allowsTenAfter(main, 'expired token');
    const lapsed = isTold ? [] : await openOften(stage, expiredToken, EXPIRED);
    const second = await near.next();
    const tokens = allowsTenAfter(main, 'no token', 'unknown token')
      ? []
      : [`unknown-${stage.a.word()}`, null];
    const sent = tokens.map((token) => openOften(stage, token, UNAUTHORIZED));
    const unauthorized = (await Promise.all(sent)).flat();
    const third = await near.next();
    const narrowed = await narrow(stage, near.newest);
    const both = [narrowed?.exchange, narrowed?.whole].filter((each) => each !== undefined);
    const { valid, newest } = narrowed
      ? { valid: both.filter(isGranted), newest: narrowed.newest }
      : await refreshOften(stage, near.newest);
    near.newest = newest;
    // a refusal is the tenth itself
    const fourth = both.find(isNotGranted) ?? (await near.next());
    await refreshAtOnce(stage, newest);
    return {
      first: ahead[0],
      near: near.sent(),
      ahead,
      expired: lapsed,
      second,
      unauthorized,
      third,
      valid,
      fourth,
      ...(narrowed && { narrowed: evidenceOf(narrowed) }),
    };
  },
  { rank: 101, where: 'apart', needs: [limit] },
);

/** The main token, which the hour that went by should have ended; whether it did, its requests tell. */
async function lapsedToken(stage: Stage): Promise<string | undefined> {
  return stage.clockWasMoved() ? (await stage.connection()).accessToken : undefined;
}

/** A good code that is sent by GET; it may count, so not before the main address is limited. */
export const getRequest = spending(
  'token request by GET',
  1,
  async (stage) => {
    const options = { method: 'GET', label: 'exchange by GET' };
    const send = (code: string): Promise<Exchange> =>
      stage.gateway.token(codeForm(stage, code), options);
    return { exchange: await withLiveCode(stage, send) };
  },
  { rank: 91, needs: [wrongSecret] },
);

/** An invalid request of another address while the main one is limited, whichever scenario sent it. */
export const beside = scenario(
  'first invalid request of another address',
  async (stage) => {
    const limited = await stage.evidenceOf(limit);
    const own = (await ifArranged(stage, otherAddress))?.first;
    const isElsewhere = own?.request.from !== undefined;
    const first = isElsewhere ? own : stage.seen().find((each) => isInvalidElsewhere(each, stage));
    return { limited, ...(first && { first }) };
  },
  'last',
  [limit, otherAddress],
);

function isGranted(exchange: Exchange): boolean {
  return tokenOutcome(exchange) === 'granted';
}

function isNotGranted(exchange: Exchange): boolean {
  return tokenOutcome(exchange) !== 'granted';
}

function isInvalidElsewhere(exchange: Exchange, { gateway }: Stage): boolean {
  const { url, from } = exchange.request;
  if (url !== gateway.tokenUrl || from === undefined || exchange.label === AT_ONCE) return false;
  return isNotGranted(exchange);
}

/** What is told of valid requests and of those with an expired token, from wherever they were sent. */
export const uncounted = scenario(
  'requests that do not count',
  async (stage) => {
    const other = await ifArranged(stage, otherAddress);
    const atOnce = await ifArranged(stage, burst);
    return {
      limit: await stage.evidenceOf(limit),
      ...(other && { other }),
      ...(atOnce && { atOnce }),
    };
  },
  'last',
  [limit, otherAddress, burst, expired],
);

function openOften(
  stage: Stage,
  token: string | null,
  times: number,
): Promise<readonly Exchange[]> {
  const label = 'create with a token that is not valid';
  return Promise.all(Array.from({ length: times }, () => openWith(stage, token, label)));
}

/** Evidence has no token in it. */
function evidenceOf({ newest: _, ...narrowing }: Narrowed) {
  return narrowing;
}

async function refreshOften(
  stage: Stage,
  start: Connection | undefined,
): Promise<{ readonly valid: readonly Exchange[]; readonly newest: Connection | undefined }> {
  const valid: Exchange[] = [];
  let newest = start;
  while (valid.length < VALID && newest?.refreshToken !== undefined) {
    const label = 'refresh in another hour';
    const exchange = await refreshWith(stage, newest.refreshToken, { label });
    valid.push(exchange);
    if (tokenOutcome(exchange) !== 'granted') return { valid, newest: undefined };
    newest = renewed(newest, exchange);
  }
  return { valid, newest };
}

/** Two refreshes with one token at once, as two Zaps may send them; only observed. */
async function refreshAtOnce(stage: Stage, connection: Connection | undefined): Promise<void> {
  const refreshToken = connection?.refreshToken;
  if (refreshToken === undefined) return;
  const label = 'refresh beside another with the same token';
  const sent = await Promise.all([1, 2].map(() => refreshWith(stage, refreshToken, { label })));
  const value = sent.map(tokenOutcome).sort().join(' and ');
  // some gateways limit valid requests, too
  if (value.includes('throttled')) return;
  stage.observe('refresh.at-once', value, `Of two refreshes with one token at once: ${value}.`);
}
