import type { Exchange } from '../../contracts/evidence.ts';
import { newestToken } from '../../harness/scenarios/newest-token.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';
import { lifetimeOf } from '../oauth/expired.ts';

/** The new grant at the end of each run that needed one, by the settings of the run. */
const late = new WeakMap<Stage['settings'], Promise<void>>();

/** Sends at the end of a run, when a moved clock may have outdated every token from before. */
export async function withValidToken(
  stage: Stage,
  send: (token: { readonly token?: string }) => Promise<Exchange>,
): Promise<Exchange> {
  const known = late.get(stage.settings);
  if (known !== undefined) return known.then(() => send({}));
  const newest = newestToken(stage.seen());
  if (newest !== undefined || !(await isOutdated(stage))) {
    const first = await send(newest === undefined ? {} : { token: newest });
    if (first.response?.status !== 401) return first;
  }
  const granting = late.get(stage.settings) ?? stage.reconnect();
  late.set(stage.settings, granting);
  await granting;
  return send({});
}

/** Whether the clock was moved further than the main token lasts by its own account. */
async function isOutdated(stage: Stage): Promise<boolean> {
  const movedMs = stage.targetNow() - stage.now();
  return lifetimeOf((await stage.mainGrant()).exchange) * 1000 < movedMs;
}
