import type { Exchange } from '../../contracts/evidence.ts';
import { newestToken } from '../../harness/scenarios/newest-token.ts';
import type { Connection, Stage } from '../../harness/scenarios/stage.ts';

/** The grant at the end of each run that needed one, by the settings of the run. */
const late = new WeakMap<Stage['settings'], Promise<Connection>>();

/** Sends at the end of a run, when a moved clock may have outdated every token from before. */
export async function withValidToken(
  stage: Stage,
  send: (token: { readonly token?: string }) => Promise<Exchange>,
): Promise<Exchange> {
  const known = late.get(stage.settings);
  const newest = known ? (await known).accessToken : newestToken(stage.seen());
  const first = await send(newest === undefined ? {} : { token: newest });
  if (first.response?.status !== 401) return first;
  const granting = known ?? stage.connect();
  late.set(stage.settings, granting);
  const { accessToken } = await granting;
  return send({ token: accessToken });
}
