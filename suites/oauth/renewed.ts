import type { Exchange } from '../../contracts/evidence.ts';
import { connectionOf } from '../../harness/scenarios/sign-in.ts';
import type { Connection } from '../../harness/scenarios/stage.ts';

/** The connection after a refresh: a refresh token that is not replaced stays the newest. */
export function renewed(before: Connection, exchange: Exchange): Connection {
  const { accessToken, refreshToken, scope } = connectionOf(exchange) ?? before;
  return { accessToken, refreshToken: refreshToken ?? before.refreshToken, scope };
}
