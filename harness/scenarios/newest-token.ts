import type { Exchange } from '../../contracts/evidence.ts';
import { connectionOf } from './sign-in.ts';

/** The access token of the last refresh since the target's clock was moved, which outdates the run's own. */
export function newestToken(seen: readonly Exchange[]): string | undefined {
  const moved = seen.findLastIndex(({ label }) => label === 'control advanceClock');
  const refreshed = seen.findLast(
    ({ label }, at) => moved !== -1 && at > moved && label === 'refresh after expiry',
  );
  return refreshed && connectionOf(refreshed)?.accessToken;
}
