import type { Exchange } from '../../contracts/evidence.ts';
import { control, responseOf, succeeded } from '../../harness/judging/answers.ts';
import { Broken, broken, inconclusive } from '../../harness/judging/outcome.ts';
import { scopeIn, tokenOutcome } from '../../harness/judging/token-answers.ts';
import { touch } from '../../harness/judging/touched.ts';
import { sameWords } from './granted-answers.ts';
import type { Narrowing } from './narrowed.ts';
import { scopeWords } from './scopes-named.ts';

/** A grant of all scopes that was refreshed without naming one. */
interface WholeRefresh {
  readonly before: Exchange;
  readonly scopeBefore: string | null;
  readonly scopeAsked: string;
  readonly steps: readonly { readonly exchange: Exchange; readonly opened?: Exchange }[];
}

/** A grant of one scope that was refreshed. */
interface NarrowRefresh {
  readonly scope: string;
  /** As the answer of the grant named it. */
  readonly scopeBefore: string | null;
  /** A create before the refresh. */
  readonly created?: Exchange;
  readonly exchange: Exchange;
  /** A create after it. */
  readonly opened?: Exchange;
}

/** The scope must be the same after a refresh: as the answer names it, and as the API takes it. */
export function keepsScope({ before, scopeBefore, scopeAsked, steps }: WholeRefresh): void {
  const [first] = steps;
  if (first === undefined) inconclusive('nothing was refreshed');
  control(first.exchange);
  const expected = sameWords(scopeBefore ?? scopeAsked);
  for (const { exchange, opened } of steps) {
    const named = scopeIn(exchange);
    if (named !== undefined && succeeded(exchange) && sameWords(named) !== expected) {
      throw new Broken(
        `"scope" of the answer to the ${exchange.label} must be "${expected}"; it is "${named}"`,
        [exchange],
        expected,
        named,
      );
    }
    if (opened?.response?.status === 403 && succeeded(before)) {
      broken(`the access token of the ${exchange.label} must keep its scope`, before, opened);
    }
  }
}

/**
 * A refreshed grant of one scope must not have more: no other in the answer, and no create where
 * none was allowed before.
 */
export function staysNarrow(refresh: NarrowRefresh): void {
  const { scope, scopeBefore, created, exchange, opened } = refresh;
  responseOf(exchange);
  control(exchange);
  const named = scopeIn(exchange);
  const granted = scopeWords(scopeBefore ?? scope);
  const more = scopeWords(named ?? '').filter((word) => !granted.includes(word));
  if (more.length > 0) {
    broken(`"scope" after the ${exchange.label} must not have "${more.join(' ')}"`, exchange);
  }
  const wasRefused = [401, 403].includes(created?.response?.status ?? 0);
  if (wasRefused && opened !== undefined && succeeded(opened)) {
    broken(`the access token of the ${exchange.label} must not create clients`, exchange, opened);
  }
  if (named === undefined && !wasRefused) {
    inconclusive('neither the answer nor the API tells the scope of the access token', exchange);
  }
}

/** A refresh with fewer scopes, and one of the same connection after it that named none. */
type Narrowed = Narrowing | undefined;

/** A refresh may ask for less, where one that does not is granted. */
export function mayNarrow(narrowed: Narrowed): void {
  const { exchange, whole } = narrowed ?? notNarrowed();
  touch(exchange);
  if (tokenOutcome(exchange) === 'granted') return;
  if (whole === undefined) inconclusive('a limit came before', exchange);
  control(whole);
  if (succeeded(exchange)) inconclusive('it is neither granted nor refused', exchange);
  const { status } = responseOf(exchange);
  broken(`the ${exchange.label} must be granted; it is answered with ${status}`, exchange, whole);
}

/** The scope of the grant must outlast a refresh that asked for less. */
export function restoresScope(narrowed: Narrowed): void {
  const { scopeBefore, exchange, whole: after } = narrowed ?? notNarrowed();
  control(exchange);
  if (after === undefined) inconclusive('a limit came before', exchange);
  control(after);
  const named = scopeIn(after) ?? inconclusive('the answer names no scope', after);
  const missing = scopeWords(scopeBefore).filter((word) => !scopeWords(named).includes(word));
  touch(after);
  if (missing.length === 0) return;
  throw new Broken(
    `"scope" of the answer to a refresh after one with fewer scopes must be "${scopeBefore}"; it is "${named}"`,
    [exchange, after],
    scopeBefore,
    named,
  );
}

function notNarrowed(): never {
  return inconclusive('no connection was answered with several scopes of which one could be asked');
}
