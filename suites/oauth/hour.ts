import type { Exchange } from '../../contracts/evidence.ts';
import { hourBeganBetween, type Tally } from '../../harness/budget/tally.ts';
import { tokenOutcome } from '../../harness/judging/token-answers.ts';
import { notArranged, scenario, spending } from '../../harness/scenarios/scenario.ts';
import type { Connection, Stage } from '../../harness/scenarios/stage.ts';
import { codeForm, openWith } from './exchanges.ts';
import { lifetimeOf } from './expired.ts';
import { ifArranged, unlessInconclusive } from './if-arranged.ts';
import { limit, reachLimit } from './limit.ts';
import { expiredRefresh, type Refreshed, refreshExpired } from './refreshes.ts';
import { sendUnknownCode } from './refusals.ts';

const MINUTE = 60;
/** RFC 6749 §4.1.2 recommends ten minutes at most. */
const CODE_LIFE_S = 10 * MINUTE;
const NO_CLOCK = "needs the target's clock moved; give `controls.advanceClock`";

/** An invalid request of the main address at a moment that the clock was moved to. */
export interface Later {
  readonly exchange: Exchange;
  /** What the target's clock should show, in milliseconds since the epoch. */
  readonly atMs: number;
}

/**
 * The hour of the limit goes by on the target's clock, with a token that grows old meanwhile. What
 * another scenario of the phase does with time would disturb this one, so it is the only one.
 */
export const hour = scenario(
  'an hour by the clock',
  async (stage) => {
    if (!stage.controls.has('advanceClock')) notArranged(NO_CLOCK);
    const main = await stage.evidenceOf(limit);
    const { exchange: whole } = await stage.mainGrant();
    const lifetime = lifetimeOf(whole);
    const ageing = await ageingConnection(stage);
    const clock = movingClock(stage);
    const opened =
      ageing && (await openWith(stage, ageing.accessToken, 'create with a young token'));
    const afterMinute = await clock.to(MINUTE + 1);
    const afterHalf = await clock.to(30 * MINUTE);
    const half = ageing && (await openWith(stage, ageing.accessToken, 'create half an hour later'));
    const again = liftedByClock(main.tally, afterHalf) ? await limitAgain(stage, clock) : undefined;
    // an hour after the last request: a refused one may have been counted too
    const end = (again === undefined ? 91 : 120) * MINUTE;
    const afterHour = await clock.to(end);
    const expired = ageing?.refreshToken && (await refreshExpired(stage, ageing));
    return {
      limit: main,
      afterMinute,
      afterHalf,
      ...(again && { again }),
      afterHour,
      ...(whole && { whole }),
      ...(expired && { expired }),
      ...(opened && { opened }),
      lifetime: Number.isNaN(lifetime) ? null : lifetime,
      later: [
        ...(half ? [{ afterS: 30 * MINUTE, exchange: half }] : []),
        ...(expired ? [{ afterS: end, exchange: expired.expired }] : []),
      ],
    };
  },
  'clock',
  [limit],
);

/**
 * The run's own connection, which grows old by the clock with all others; what is configured is not
 * refreshed, as it may not be replaced.
 */
async function ageingConnection(stage: Stage): Promise<Connection | undefined> {
  if (stage.settings.oauth?.consent.driver === 'token') return undefined;
  return unlessInconclusive(stage.connection);
}

/** A code that grew old by the clock before it is exchanged. */
export const oldCode = spending(
  'exchange of an old code',
  1,
  async (stage) => {
    if (!stage.controls.has('advanceClock')) notArranged(NO_CLOCK);
    const { exchange: whole } = await stage.mainGrant();
    const code = await stage.code();
    await stage.controls.advanceClock(CODE_LIFE_S + MINUTE);
    const label = 'exchange of an old code';
    const refused = await stage.gateway.token(codeForm(stage, code), { label });
    return { refused, ...(whole && { whole }) };
  },
  { rank: 90, where: 'later' },
);

/** A refresh after the access token was seen to have expired. */
export type RefreshedLate = { readonly expired: Exchange } & Refreshed;

/** Refreshes after the access token expired: by one control at once, by the other in its own time. */
export const afterExpiry = scenario(
  'refresh after expiry, by control and by clock',
  async (stage): Promise<readonly RefreshedLate[]> => {
    const byClock = (await ifArranged(stage, hour))?.expired;
    const late = byClock === undefined ? [] : [byClock];
    if (late.length === 0) return [await stage.evidenceOf(expiredRefresh)];
    const byControl = await ifArranged(stage, expiredRefresh);
    return [...(byControl ? [byControl] : []), ...late];
  },
  'last',
  [expiredRefresh, hour],
);

/** Whether the limit may have been lifted because an hour of the clock began, which is lawful. */
function liftedByClock({ firstThrottled }: Tally, { exchange, atMs }: Later): boolean {
  const since = firstThrottled?.startedAt;
  const isLifted = tokenOutcome(exchange) === 'refused';
  return isLifted && since !== undefined && hourBeganBetween(since, atMs);
}

/** Reaches the limit once more, soon after an hour began, and looks again before the next begins. */
async function limitAgain(stage: Stage, clock: MovingClock): Promise<Later> {
  await reachLimit(stage);
  return clock.to(59 * MINUTE);
}

interface MovingClock {
  /** Moves the target's clock to so many seconds after the start. */
  readonly move: (seconds: number) => Promise<void>;
  /** Moves it and sends an invalid request. */
  readonly to: (seconds: number) => Promise<Later>;
}

function movingClock(stage: Stage): MovingClock {
  let moved = 0;
  const move = async (seconds: number): Promise<void> => {
    await stage.controls.advanceClock(seconds - moved);
    moved = seconds;
  };
  const to = async (seconds: number): Promise<Later> => {
    await move(seconds);
    const label = `invalid token request ${Math.round(seconds / MINUTE)} min later`;
    const exchange = await sendUnknownCode(stage, { label });
    return { exchange, atMs: exchange.startedAt + seconds * 1000 };
  };
  return { move, to };
}
