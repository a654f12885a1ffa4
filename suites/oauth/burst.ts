import type { Exchange } from '../../contracts/evidence.ts';
import { INVALID_TOKEN_REQUESTS_PER_HOUR as TEN } from '../../contracts/resources.ts';
import { hourBeganBetween } from '../../harness/budget/tally.ts';
import { Broken, inconclusive } from '../../harness/judging/outcome.ts';
import { tokenOutcome } from '../../harness/judging/token-answers.ts';
import { scenario, spending } from '../../harness/scenarios/scenario.ts';
import { ifArranged } from './if-arranged.ts';
import { limit } from './limit.ts';
import { AT_ONCE, sendUnknownCode } from './refusals.ts';

/** Enough to tell a limiter that counts too late from one that is in time. */
const MANY = TEN + 1;

/** More invalid requests at once than are allowed, in an hour of their own. */
export const burst = spending(
  'invalid token requests at once',
  TEN,
  async (stage) => {
    const sent = Array.from({ length: MANY }, () => sendUnknownCode(stage, { label: AT_ONCE }));
    return Promise.all(sent);
  },
  { rank: 102, where: 'apart' },
);

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
