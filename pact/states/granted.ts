import type { Exchange } from '../../contracts/evidence.ts';
import { notArranged } from '../../harness/scenarios/scenario.ts';
import { StateRefused } from './state.ts';

/**
 * An exchange that went well.
 *
 * @throws StateRefused where it did not
 */
export function granted(what: string, exchange: Exchange): Exchange {
  const { response, failure } = exchange;
  if (response !== undefined && response.status >= 200 && response.status < 300) return exchange;
  if (response?.status === 429) notArranged(`${what} was throttled`);
  throw new StateRefused(
    `${what} was ${response === undefined ? `not answered: ${failure?.message}` : `refused with ${response.status}`}`,
  );
}
