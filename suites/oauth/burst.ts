import type { Exchange } from '../../contracts/evidence.ts';
import { INVALID_TOKEN_REQUESTS_PER_HOUR as TEN } from '../../contracts/resources.ts';
import { hourBeganBetween } from '../../harness/budget/tally.ts';
import { Broken, inconclusive } from '../../harness/judging/outcome.ts';
import { tokenOutcome } from '../../harness/judging/token-answers.ts';
import { notArranged, scenario, spending } from '../../harness/scenarios/scenario.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';
import { withLiveCode, wrongSecret } from './codes.ts';
import { ifArranged, unlessInconclusive } from './if-arranged.ts';
import { limit } from './limit.ts';
import { refreshes } from './refreshes.ts';
import { AT_ONCE, sendUnknownCode } from './refusals.ts';
import { otherCase, shortened } from './wrong-values.ts';

/** Enough to tell a limiter that counts too late from one that is in time. */
const MANY = TEN + 1;

/** More invalid requests at once than are allowed, in an hour of their own. */
export const burst = spending(
  'invalid token requests at once',
  TEN,
  async (stage) => {
    const { newest } = (await ifArranged(stage, refreshes)) ?? {};
    const tokens = [newest?.refreshToken, newest?.accessToken].flatMap((each) => each ?? []);
    let sent: readonly Exchange[] = [];
    const send = async (code?: string): Promise<Exchange> => {
      sent = await sendAtOnce(stage, [...(code === undefined ? [] : nearly(code)), ...tokens]);
      // whichever was granted has spent the code
      return sent.find((each) => tokenOutcome(each) === 'granted') ?? sent[0] ?? notArranged('');
    };
    await unlessInconclusive(() => withLiveCode(stage, send));
    if (sent.length === 0) await send();
    return sent;
  },
  { rank: 102, where: 'apart', needs: [refreshes, wrongSecret] },
);

/** What a careless look-up takes for a code: it is one no more than any other text. */
function nearly(code: string): readonly string[] {
  return [otherCase(code), shortened(code), `${code}A`];
}

function sendAtOnce(stage: Stage, wrong: readonly string[]): Promise<readonly Exchange[]> {
  const attempts = Array.from({ length: MANY }, (_, at) =>
    sendUnknownCode(stage, { label: AT_ONCE }, wrong[at]),
  );
  return Promise.all(attempts);
}

/** How the limit came for requests one after the other and, where another hour can be had, for many at once. */
export const comings = scenario(
  'the eleventh invalid token request',
  async (stage) => {
    const atOnce = await ifArranged(stage, burst);
    return { limit: await stage.evidenceOf(limit), ...(atOnce && { atOnce }) };
  },
  'last',
  [limit, burst],
);

/** Of many invalid requests at once, no more than ten may go without a 429. */
export function tenAtOnce(exchanges: readonly Exchange[]): void {
  const refused = exchanges.filter((each) => tokenOutcome(each) === 'refused');
  if (refused.length <= TEN) return;
  const [first, last] = [refused[0]?.startedAt ?? 0, refused.at(-1)?.startedAt ?? 0];
  if (hourBeganBetween(first, last)) {
    inconclusive('an hour of the clock began among the requests', ...refused.slice(-1));
  }
  throw new Broken(
    `of ${exchanges.length} invalid token requests at once, all after the tenth must be answered with 429; ${refused.length} were refused otherwise`,
    refused.slice(TEN, TEN + 1),
    `${TEN} without a 429`,
    `${refused.length} without a 429`,
  );
}
