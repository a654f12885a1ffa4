import { TOKEN_ERROR } from '../contracts/consumer/matchers.ts';

/** A difference as Pact's verifier reports it. */
export interface Mismatch {
  readonly type: string;
  readonly path?: string;
  readonly key?: string;
  readonly expected?: unknown;
  readonly actual?: unknown;
  readonly mismatch?: string;
}

/** A difference in a sentence: what, the rule, and what came. */
export function sayMismatch(mismatch: Mismatch): string {
  const { type, path = '', key = '', mismatch: complaint = '' } = mismatch;
  if (type === 'StatusMismatch') return `the status ${status(mismatch)}`;
  if (type === 'HeaderMismatch') return `the header "${key}" ${rule(complaint)}`;
  if (type === 'MetadataMismatch') return `"${key}" of the delivery ${rule(complaint)}`;
  if (!type.startsWith('Body')) return `${type}: ${complaint}`;
  const member = path.replace(/^\$\.?|^\/$/, '');
  return `${member === '' ? 'the body' : `"${member}"`} ${rule(complaint)}`;
}

function status({ mismatch: complaint = '', expected, actual }: Mismatch): string {
  const listed = /status code (\d+) to be an? ([\d, ]+)$/.exec(complaint);
  const single = /^expected (\d+) but was (\d+)$/.exec(complaint);
  const wanted = listed?.[2]?.split(', ').join(' or ') ?? single?.[1] ?? expected;
  return `must be ${wanted}; it is ${listed?.[1] ?? single?.[2] ?? actual}`;
}

type Rule = readonly [said: RegExp, says: (...groups: (string | undefined)[]) => string];

/** What patterns are for, as nobody wants to read them. */
const PATTERNS: readonly Rule[] = [
  [
    new RegExp(`^${literally(TOKEN_ERROR)}$`),
    () => 'be a code of RFC 6749 or an object with "code" and "message"',
  ],
  [/^\(\?i\)\^(application\/json)/, (type = '') => `be ${type}`],
  [/^\^\(\?i:(\w+)\)\$$/, (word = '') => `be '${word}', in any case`],
  [/^\^(\w+)\$$/, (word = '') => `be '${word}'`],
  [/^\.\*\(([\w|]+)\)\.\*$/, (words = '') => `name ${words.split('|').join(' or ')}`],
];

/** What the verifier says, turned round to rule and value. */
const RULES: readonly Rule[] = [
  [/^Actual map is missing the following keys: (.*)$/s, (keys = '') => `lacks ${named(keys)}`],
  [
    /^Expected (.+) \(\w+\) to be equal to (.+) \(\w+\)$/s,
    (actual, expected) => `must be ${expected}; it is ${actual}`,
  ],
  [
    /^(?:Type mismatch: )?Expected (.+) \((\w+)\) to be the same type as (.+) \((\w+)\)$/s,
    (actual, was, _, type) => `must be of type ${type}; it is ${actual} (${was})`,
  ],
  [
    /^(?:Mismatch with header '[^']*': )?Expected (.+) to match '(.+)'$/s,
    (actual, pattern = '') => `must ${inWords(pattern)}; it is ${actual}`,
  ],
  [
    /^Expected (?:a body of|body type of|message with content type) '?([^']+?)'? but (?:(?:the actual content type )?was|received) '?([^']+?)'?$/,
    (expected, actual) => `must be sent as ${expected}; it is sent as ${actual}`,
  ],
  [
    /^Expected metadata key '[^']*' to have value '(?:"(.+?)"|(.+?))' but was '(?:"(.*?)"|(.*?))'/s,
    (text, other, was, wasOther) => `must be ${text ?? other}; it is ${was ?? wasOther}`,
  ],
  [/^Failed to parse the actual body: '(.+)'$/s, (why) => `must be JSON; it is not: ${why}`],
  [/^Expected non-empty value but got an? (\w+)$/, (was = '') => `is ${was.toLowerCase()}`],
  [/^Expected (.+) \(\w+\) to not be empty$/s, (actual) => `must not be empty; it is ${actual}`],
  [
    /^Expected (.+) \((\w+)\) to be a number$/s,
    (actual, was) => `must be a number; it is ${actual} (${was})`,
  ],
  [/^Expected a header '[^']*' but was missing$/, () => 'is missing'],
  [/^Expected body .+ but was (empty|missing)$/s, (came) => `must not be ${came}`],
];

function inWords(pattern: string): string {
  return said(PATTERNS, pattern) ?? `match ${pattern}`;
}

function said(rules: readonly Rule[], text: string): string | undefined {
  for (const [pattern, says] of rules) {
    const match = pattern.exec(text);
    if (match !== null) return says(...match.slice(1));
  }
  return undefined;
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function rule(mismatch: string): string {
  return said(RULES, mismatch) ?? `differs: ${mismatch}`;
}

function named(keys: string): string {
  return keys
    .split(', ')
    .map((key) => `"${key}"`)
    .join(', ');
}
