import type { Exchange } from '../../contracts/evidence.ts';
import { Inconclusive } from '../judging/outcome.ts';
import { grantOrder } from './grant-order.ts';

const EXCLUSIVE =
  'each grant ends the tokens of the same client and user before it, which is lawful; this needs two of them at once';

/** Watches whether a gateway ends older grants with newer ones, and minds it once that is known. */
export interface GrantWatch {
  /**
   * Looks at what came.
   *
   * @throws Inconclusive where a token was refused that a later grant has ended, once that is expected
   */
  readonly look: (exchange: Exchange) => void;
  readonly missedOlder: () => boolean;
  readonly expectExclusive: () => void;
  readonly hasEnded: (token: string | undefined) => boolean;
}

/** @param tokenUrl the token endpoint, where 400 refuses a token as 401 does elsewhere */
export function watchGrants(tokenUrl: string): GrantWatch {
  const order = grantOrder();
  let missedOlder = false;
  let isExclusive = false;
  return {
    look(exchange) {
      order.note(exchange);
      const status = exchange.response?.status ?? 0;
      const isRefused = status === 401 || (status === 400 && exchange.request.url === tokenUrl);
      if (!isRefused || !order.usesOlder(exchange)) return;
      missedOlder = true;
      if (isExclusive) throw new Inconclusive(EXCLUSIVE, [exchange]);
    },
    missedOlder: () => missedOlder,
    expectExclusive: () => {
      isExclusive = true;
    },
    hasEnded: (token) => isExclusive && order.isSuperseded(token),
  };
}
