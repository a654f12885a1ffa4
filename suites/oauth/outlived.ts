import type { Delivery, Exchange } from '../../contracts/evidence.ts';
import { control, succeeded } from '../../harness/judging/answers.ts';
import { Broken, inconclusive } from '../../harness/judging/outcome.ts';
import { touch } from '../../harness/judging/touched.ts';
import { idOf } from '../../harness/scenarios/id-of.ts';
import { scenario } from '../../harness/scenarios/scenario.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';
import { clientIdIn } from '../triggers/whole-run.ts';
import { afterExpiry } from './hour.ts';
import { EXPIRED_BY_CLOCK } from './refreshes.ts';
import { writes } from './scopes-writes.ts';

/** How the run's own subscription fared after the token that made it. */
interface Outlived {
  readonly subscribed: Exchange;
  /** What came of a client before. */
  readonly early?: Delivery;
  /** Clients that were created when the token had expired. */
  readonly created: readonly Exchange[];
  readonly late?: Delivery;
  readonly within: number;
}

/** Looks, at the end of the run, whether clients are delivered that were created after the clock was moved. */
export const outlived = scenario(
  'subscription after its token',
  async (stage): Promise<Outlived> => {
    const { within } = stage.settings.webhooks;
    const { subscribed, inbox } = await stage.webhooks.watch('client.created');
    const created = createdLate(stage, subscribed);
    // nobody that fell silent earlier, or delivers what tells of no client
    const before = new Set(createdBefore(stage).slice(-LAST).map(idOf));
    const early = inbox.deliveries.find((each) => before.has(clientIdIn(each)));
    const ids = new Set(created.map(idOf));
    const late =
      created.length > 0 && early !== undefined
        ? await stage.webhooks.arrival(inbox, (each) => ids.has(clientIdIn(each)))
        : undefined;
    return {
      subscribed,
      created: created.slice(0, 1),
      within,
      ...(early && { early: { ...early } }),
      ...(late && { late: { ...late } }),
    };
  },
  'last',
  [writes, afterExpiry],
);

const MOVED = 'control advanceClock';
/** So many clients before the clock was moved; one of them at least must have been delivered. */
const LAST = 3;

function createdBefore({ seen, gateway }: Stage): readonly Exchange[] {
  const at = seen().findIndex(({ label }) => label === MOVED);
  return seen().slice(0, Math.max(0, at)).filter(isCreate(gateway));
}

const isCreate =
  (gateway: Stage['gateway']) =>
  (each: Exchange): boolean =>
    each.request.method === 'POST' &&
    each.request.url === gateway.apiUrl('/clients') &&
    succeeded(each) &&
    idOf(each) !== undefined;

/** Those since a token that is younger than the one that subscribed was seen to have expired by the clock. */
function createdLate({ seen, gateway }: Stage, subscribed: Exchange): readonly Exchange[] {
  const all = seen();
  const moved = all.find(({ label }) => label === MOVED);
  const outdated = all.find(
    ({ label, response }) => label === EXPIRED_BY_CLOCK && response?.status === 401,
  );
  if (moved === undefined || outdated === undefined) return [];
  if (subscribed.startedAt > moved.startedAt) return [];
  return all.filter((each) => each.startedAt > outdated.startedAt).filter(isCreate(gateway));
}

/** What is created then must still be delivered. */
export function outlivesToken({ subscribed, created, early, late, within }: Outlived): void {
  control(subscribed);
  const [first] = created;
  if (first === undefined) {
    inconclusive(
      'no client was created when the token that subscribed had expired; give `controls.advanceClock`',
    );
  }
  if (early === undefined) inconclusive('nothing was delivered before it expired either', first);
  if (late !== undefined) {
    touch(late);
    return;
  }
  const rule = `must be delivered within ${within} s`;
  throw new Broken(
    `a client that is created after the token that subscribed has expired ${rule}; no delivery came`,
    [subscribed, first],
    rule,
    'no delivery',
  );
}
