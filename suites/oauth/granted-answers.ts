import type { Exchange } from '../../contracts/evidence.ts';
import { responseOf, shown, succeeded } from '../../harness/judging/answers.ts';
import type { Rule } from '../../harness/judging/members.ts';
import { Broken, broken, inconclusive } from '../../harness/judging/outcome.ts';
import { scopeIn, tokenIn } from '../../harness/judging/token-answers.ts';
import type { Exchanged } from './exchanges.ts';
import { scopeWords } from './scopes-named.ts';

const YEAR_SECONDS = 366 * 24 * 3600;
/** Some say never by the largest 32-bit number, 68 years; what is longer is no number of seconds. */
const LONGEST_LIFETIME_S = 100 * YEAR_SECONDS;
/** Fewer characters than this hold too little chance, whatever the alphabet. */
const LONG_ENOUGH = 16;
/** Two tokens that differ in fewer look counted rather than drawn. */
const UNLIKE_ENOUGH = 8;

/** Whether the answer is a JSON object, so that its members can be judged. */
export function isObject({ response }: Exchange): boolean {
  try {
    const value: unknown = JSON.parse(response?.body ?? '');
    return value !== null && typeof value === 'object' && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** The documented token type; RFC 6749 §5.1 compares it in any case. */
export const bearer: Rule = {
  rule: 'be "Bearer", in any case',
  holds: (value) => typeof value === 'string' && /^bearer$/i.test(value),
};

/** A header that holds a list, perhaps over several lines, must have a word in it. */
export function lists(exchange: Exchange, name: string, word: string): void {
  const values = responseOf(exchange)
    .headers.filter(([key]) => key.toLowerCase() === name)
    .flatMap(([, value]) => value.split(','));
  if (values.some((value) => value.trim().toLowerCase() === word)) return;
  const actual = values.length === 0 ? 'it is missing' : `it is "${values.join(',')}"`;
  throw new Broken(
    `"${name}" of the answer to ${exchange.label} must have "${word}"; ${actual}`,
    [exchange],
    `"${name}: ${word}"`,
    actual,
  );
}

/** A lifetime in seconds: a positive number, and no moment in time. */
export function lifetime({ startedAt }: Exchange): Rule {
  return {
    rule: 'be a positive whole number of seconds from now, of at most a hundred years',
    holds: (value) =>
      typeof value === 'number' &&
      Number.isInteger(value) &&
      value > 0 &&
      value <= LONGEST_LIFETIME_S &&
      Math.abs(value - startedAt / 1000) > YEAR_SECONDS &&
      Math.abs(value - startedAt) > YEAR_SECONDS * 1000,
  };
}

/** A string of scopes with spaces between; commas between scopes that were asked for are none. */
export function scopeText(asked: string): Rule {
  const known = asked.split(' ');
  return {
    rule: 'be a string of space-separated scopes',
    holds: (value) =>
      typeof value === 'string' &&
      value
        .split(' ')
        .filter((word) => !known.includes(word))
        .every(
          (word) => !word.split(/[,;|+\s]/).some((part) => part !== word && known.includes(part)),
        ),
  };
}

/** A request with a new access token must not be answered with one of the statuses that call the token bad. */
export function opensApi(opened: Exchange, bad: readonly number[]): void {
  const { status } = responseOf(opened);
  if (bad.includes(status)) {
    throw new Broken(
      `${opened.label} must be let in; it is answered with ${status}`,
      [opened],
      'a token that opens the API',
      `status ${status}`,
    );
  }
  if (!succeeded(opened)) inconclusive(`${opened.label} failed with ${status}`, opened);
}

/** The words of a scope in one order, to compare them. */
export function sameWords(scope: string): string {
  return [...new Set(scopeWords(scope))].sort().join(' ');
}

/** Grants that differ in client or in scope must have different access tokens. */
export function differentTokens(all: readonly Exchanged[]): void {
  const known = new Map<string, { grant: string; exchange: Exchange }>();
  for (const { of, scopeAsked, exchange } of all) {
    if (exchange === undefined) continue;
    const token = tokenIn(exchange);
    if (token === undefined) continue;
    const client = of === 'second client' ? 'second' : 'first';
    const grant = `${client} ${sameWords(scopeIn(exchange) ?? scopeAsked)}`;
    const before = known.get(token);
    if (before !== undefined && before.grant !== grant) {
      broken('different grants must have different access tokens', before.exchange, exchange);
    }
    known.set(token, { grant, exchange });
  }
  if (all.filter(({ exchange }) => exchange && tokenIn(exchange) !== undefined).length < 2) {
    inconclusive('fewer than two access tokens were issued');
  }
}

/** Access tokens must be long, and unlike each other. */
export function guessable(all: readonly Exchanged[], closest: number | undefined): void {
  for (const { exchange, facts } of all) {
    if (exchange !== undefined && facts !== undefined && facts.length < LONG_ENOUGH) {
      const rule = `have at least ${LONG_ENOUGH} characters`;
      broken(`an access token must ${rule}; it has ${facts.length}`, exchange);
    }
  }
  if (closest !== undefined && closest < UNLIKE_ENOUGH) {
    const seen = all.flatMap(({ exchange }) => exchange ?? []);
    broken(`two access tokens must not be alike; they differ in ${shown(closest)}`, ...seen);
  }
}
