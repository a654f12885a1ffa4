import type { Grant, Stage } from '../../harness/scenarios/stage.ts';

/** A grant with the scope that was asked for, `undefined` for that of the run. */
export interface OwnGrant {
  readonly grant: Grant;
  readonly scope: string | undefined;
}

/**
 * A grant that may be expired or revoked. Some gateways answer equal grants with one token as long
 * as it lasts, so that what ends it would end the run's own connection: those are asked for less.
 *
 * @param beside a scope that together with `write:clients` no other scenario asks for
 */
export async function ownGrant(stage: Stage, beside: string): Promise<OwnGrant> {
  const grant = await stage.grant();
  const token = grant.connection?.accessToken;
  const main = (await stage.mainGrant()).connection?.accessToken;
  const isShared = token !== undefined && token === main;
  if (!isShared) return { grant, scope: undefined };
  const scope = `write:clients ${beside}`;
  return { grant: await stage.grant({ scope }), scope };
}
