import { subscriptionDialect } from '../dialect/probe.ts';
import type { Leftover, Leftovers } from '../webhooks/leftovers.ts';
import { endBy, isSettled } from './end-subscription.ts';
import type { RunParts, RunState } from './run-state.ts';

/** Ends the subscriptions that runs which died have left at the target, and says so. */
export async function sweep(
  { target, settings }: RunParts,
  state: RunState,
  { leftovers, announce }: { leftovers: Leftovers; announce: (sentence: string) => void },
): Promise<void> {
  const found = leftovers.found(target);
  if (found.length === 0) return;
  const { api } = state.gatewayFrom();
  const end = async (left: Leftover): Promise<boolean> => {
    const dialect = subscriptionDialect(left.urlKey, settings.dialect, left.eventKey);
    const body = dialect.body(left.event, left.url);
    const token = left.ofOtherAccount ? await tokenOfOther(state) : undefined;
    if (left.ofOtherAccount && token === undefined) return false;
    const tried = await endBy(api, { id: left.id, body, label: `sweep ${left.event}`, token });
    if (isSettled(tried)) leftovers.drop(left);
    return isSettled(tried);
  };
  const ended: boolean[] = [];
  for (const left of found) ended.push(await end(left));
  const done = ended.filter(Boolean).length;
  if (done > 0) announce(`${told(done)} that an earlier run left behind: ended.`);
  const stuck = ended.length - done;
  if (stuck > 0) {
    announce(`${told(stuck)} of an earlier run could not be ended; the next run tries again.`);
  }
}

/** Who gives the login no more leaves its subscriptions to a run that does. */
function tokenOfOther({ otherAccount }: RunState): Promise<string | undefined> {
  return otherAccount().then(
    ({ accessToken }) => accessToken,
    () => undefined,
  );
}

function told(count: number): string {
  return `${count} ${count === 1 ? 'subscription' : 'subscriptions'}`;
}
