import type { Exchange } from '../../contracts/evidence.ts';
import { tokenOutcome } from '../../harness/judging/token-answers.ts';
import type { Connection, Stage } from '../../harness/scenarios/stage.ts';
import { refreshWith } from './refreshes.ts';
import { renewed } from './renewed.ts';
import { scopeWords } from './scopes-named.ts';

/** A refresh with fewer scopes than were granted. */
export interface Narrowing {
  /** As the answer before it named them. */
  readonly scopeBefore: string;
  readonly exchange: Exchange;
  /** The next refresh, without a scope, unless a limit came before. */
  readonly whole?: Exchange;
}

/** Refreshes a connection with one of its scopes, where it is known to have several. */
export async function narrow(
  stage: Stage,
  connection: Connection | undefined,
): Promise<(Narrowing & { readonly newest: Connection | undefined }) | undefined> {
  const refreshToken = connection?.refreshToken;
  const words = scopeWords(connection?.scope ?? '');
  const [scope] = words;
  if (!connection || refreshToken === undefined || scope === undefined || words.length < 2) {
    return undefined;
  }
  const scopeBefore = words.join(' ');
  const exchange = await refreshWith(stage, refreshToken, {
    scope,
    label: 'refresh with fewer scopes',
  });
  const outcome = tokenOutcome(exchange);
  if (outcome === 'throttled') return { scopeBefore, exchange, newest: undefined };
  const narrower = outcome === 'granted' ? renewed(connection, exchange) : connection;
  const whole = await refreshWith(stage, narrower.refreshToken ?? refreshToken, {
    label: 'refresh after one with fewer scopes',
  });
  const isGranted = tokenOutcome(whole) === 'granted';
  return {
    scopeBefore,
    exchange,
    whole,
    newest: isGranted ? renewed(narrower, whole) : undefined,
  };
}
