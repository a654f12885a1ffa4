import type { Exchange } from '../../contracts/evidence.ts';
import type { Scope } from '../../contracts/resources.ts';
import { succeeded } from '../../harness/judging/answers.ts';
import type { Grant, Stage } from '../../harness/scenarios/stage.ts';
import { unlessInconclusive } from './if-arranged.ts';
import { type Readable, readAgain, reads } from './scopes-grants.ts';

/** A read by a token that has the scope for it, and lacks some that it does not need. */
export interface ReadWith {
  readonly scopes: readonly Scope[];
  readonly grant: Pick<Grant, 'exchange'>;
  readonly read: Exchange;
}

/** Reads a resource, if it can be read at all, with the token of a grant. */
export async function readWith(
  stage: Stage,
  resource: Readable,
  scopes: readonly Scope[],
  { connection, exchange }: Grant,
): Promise<ReadWith | undefined> {
  const main = (await stage.evidenceOf(reads))[resource];
  if (connection === undefined || !succeeded(main)) return undefined;
  const label = `read ${resource} with a token of ${scopes.join(' ')}`;
  const read = await unlessInconclusive(() =>
    readAgain(stage, main, { token: connection.accessToken, label }),
  );
  return read && { scopes, grant: { exchange }, read };
}
