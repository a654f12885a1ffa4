import type { Exchange } from '../../contracts/evidence.ts';
import { control } from '../../harness/judging/answers.ts';
import { Broken, inconclusive, notApplicable } from '../../harness/judging/outcome.ts';
import { lifetime as lifetimeRule } from './granted-answers.ts';

/** A token as it grew old by the clock. */
export interface Ageing {
  /** What `expires_in` said, in seconds; `null` where the answer names no number. */
  readonly lifetime: number | null;
  /** A create while it was young. */
  readonly opened?: Exchange;
  /** Creates so many seconds later. */
  readonly later: readonly { readonly afterS: number; readonly exchange: Exchange }[];
}

/** The token itself is some seconds older than the clock was moved. */
const LEEWAY_S = 120;

/** A token must not have ended where its lifetime says that it has not: a value in milliseconds says so too. */
export function holdsItsLifetime({ lifetime, opened, later }: Ageing): void {
  if (opened === undefined) inconclusive('no connection could be obtained that grows old');
  if (lifetime === null) notApplicable('the token answer names no lifetime');
  if (!lifetimeRule(opened).holds(lifetime))
    inconclusive('"expires_in" is no number of seconds', opened);
  control(opened);
  const alive = later.filter(({ afterS }) => afterS + LEEWAY_S < lifetime);
  if (alive.length === 0)
    inconclusive(`a lifetime of ${lifetime} s was over before it was looked at`);
  for (const { afterS, exchange } of alive) {
    if (exchange.response?.status !== 401) {
      control(exchange);
      continue;
    }
    throw new Broken(
      `an access token must live as long as "expires_in" says, ${lifetime} s; after ${afterS} s it is answered with 401`,
      [opened, exchange],
      `a token that lives for ${lifetime} s`,
      `401 after ${afterS} s`,
    );
  }
}
