import type { Exchange } from '../../contracts/evidence.ts';
import { responseOf, succeeded } from './answers.ts';
import { Broken } from './outcome.ts';

/** What a token answer came to: `unclear` says nothing about the request, e.g. 405, 500 or no answer. */
export type TokenOutcome = 'granted' | 'refused' | 'throttled' | 'unclear';

/** Statuses that say "not here" or "not so" rather than "invalid"; a limiter need not count them. */
const NOT_COUNTED = new Set([404, 405, 415]);

/** Sorts an answer of the token endpoint, whatever its form. */
export function tokenOutcome(exchange: Exchange): TokenOutcome {
  const status = exchange.response?.status ?? 0;
  if (status === 429) return 'throttled';
  if (succeeded(exchange)) {
    if (tokenIn(exchange) !== undefined) return 'granted';
    return says(exchange, 'error') === undefined ? 'unclear' : 'refused';
  }
  return status >= 400 && status < 500 && !NOT_COUNTED.has(status) ? 'refused' : 'unclear';
}

/** The access token of an answer, wherever in its JSON it stands and whatever its status. */
export function tokenIn(exchange: Exchange): string | undefined {
  const token = says(exchange, 'access_token');
  return typeof token === 'string' && token !== '' ? token : undefined;
}

/** The scope that an answer names as text, wherever it stands. */
export function scopeIn(exchange: Exchange): string | undefined {
  const scope = says(exchange, 'scope');
  return typeof scope === 'string' ? scope : undefined;
}

/** A token request must be refused, in whatever form; how is for other clauses. */
export function tokenRefused(exchange: Exchange): void {
  const { status } = responseOf(exchange);
  if (status >= 400 && status < 500) return;
  if (succeeded(exchange) && tokenOutcome(exchange) === 'refused') return;
  const came = tokenIn(exchange) === undefined ? 'it is' : 'a token is issued,';
  throw new Broken(
    `${exchange.label} must be refused; ${came} answered with ${status}`,
    [exchange],
    'a refusal',
    `status ${status}`,
  );
}

/** The request must be answered with 429. */
export function throttled(exchange: Exchange, which: string): void {
  const { status } = responseOf(exchange, 'taken');
  if (status === 429) return;
  throw new Broken(
    `${which} must be answered with 429; ${exchange.label} is answered with ${status}`,
    [exchange],
    'status 429',
    `status ${status}`,
  );
}

/** The request must not be answered with 429; `why` tells what would otherwise hold. */
export function notThrottled(exchange: Exchange, why: string): void {
  const { status } = responseOf(exchange, 'taken');
  if (status !== 429) return;
  throw new Broken(
    `${exchange.label} must not be answered with 429: ${why}`,
    [exchange],
    'another status than 429',
    'status 429',
  );
}

function says(exchange: Exchange, member: string): unknown {
  const { body = '' } = exchange.response ?? {};
  // most answers have none, and reading one member by member is slow
  if (!body.includes(member)) return undefined;
  let found: unknown;
  try {
    JSON.parse(body, (key, value) => {
      if (key === member && value !== null) found ??= value;
      return value;
    });
  } catch {
    return undefined;
  }
  return found;
}
