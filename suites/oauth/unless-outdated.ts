import type { Stage } from '../../harness/scenarios/stage.ts';
import { unlessInconclusive } from './if-arranged.ts';

/**
 * What an earlier scenario left, or `undefined` where it could not be arranged or the target's clock
 * was moved since: a lapsed token is refused for its age, whatever else is wrong with it.
 */
export async function unlessOutdated<Value>(
  stage: Stage,
  left: () => Promise<Value | undefined>,
): Promise<Value | undefined> {
  return stage.clockWasMoved() ? undefined : unlessInconclusive(left);
}
