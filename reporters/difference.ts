import { printable } from './printable.ts';

const AROUND = 12;

/** Two values, from a little before the place where they first differ; nothing steers a terminal. */
export function difference(expected: unknown, actual: unknown): readonly [string, string] {
  if (typeof expected !== 'string' || typeof actual !== 'string') {
    return [shown(expected), shown(actual)];
  }
  const [one, other] = [Array.from(expected), Array.from(actual)];
  const at = one.findIndex((letter, index) => letter !== other[index]);
  const from = Math.max(0, (at === -1 ? one.length : at) - AROUND);
  return [part(one, from), part(other, from)];
}

function part(letters: readonly string[], from: number): string {
  const until = from + 3 * AROUND;
  const text = letters.slice(from, until).map(visible).join('');
  const length = letters.length > until ? `… (${letters.length} characters)` : '';
  return `${from > 0 ? '…' : ''}"${text}"${length}`;
}

/** What one cannot see, or takes for something else, by its number. */
function visible(letter: string): string {
  const isPlain = /^[\p{L}\p{N}\p{P}\p{S} ]$/u.test(letter);
  const point = (letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return isPlain ? letter : `<U+${point}>`;
}

function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  const text = JSON.stringify(value) ?? String(value);
  return printable(text.length > 120 ? `${text.slice(0, 119)}…` : text);
}
