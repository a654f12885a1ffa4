import type { Exchange } from '../../contracts/evidence.ts';
import { scenario } from '../../harness/scenarios/scenario.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';
import { wholeRequest } from './authorize-attempts.ts';
import { limit } from './limit.ts';

/** The authorization page of the main address while its limit holds, where no other scenario asks for it then. */
const visitLimited = scenario(
  'authorization page while the limit holds',
  async (stage) => {
    const main = await wholeRequest(stage);
    await stage.evidenceOf(limit);
    const isAskedAnyway =
      stage.settings.oauth?.consent.driver === 'form' && stage.limit.otherAddresses.length > 0;
    if (isAskedAnyway) return {};
    const label = 'authorization page while the limit holds';
    return { visited: await stage.gateway.visit(main.consent.authorizationUrl, label) };
  },
  'limit',
  [limit],
);

/** Authorization requests of the main address from before and from under the limit of its token requests. */
export const limitedAuthorization = scenario(
  'authorization requests and the limit',
  async (stage) => {
    const limited = await stage.evidenceOf(limit);
    const { visited } = await stage.evidenceOf(visitLimited);
    const since = limited.tally.firstThrottled?.startedAt ?? Number.POSITIVE_INFINITY;
    const asked = authorizationsOf(stage);
    const before = asked.filter(({ startedAt }) => startedAt < since);
    const during = visited ?? asked.find(({ startedAt }) => startedAt > since);
    const throttledBefore = before.find(({ response }) => response?.status === 429);
    return {
      limited,
      ...(during && { during }),
      ...(throttledBefore && { throttledBefore }),
    };
  },
  'last',
  [limit, visitLimited],
);

/** What was asked of the authorization endpoint until the clock was moved, after which the limit may be over. */
function authorizationsOf({ gateway, seen }: Stage): readonly Exchange[] {
  const all = seen();
  const moved = all.findIndex(({ label }) => label === 'control advanceClock');
  return all
    .slice(0, moved < 0 ? all.length : moved)
    .filter(({ request: { url, from } }) => url.split('?')[0] === gateway.authorizeUrl && !from);
}
