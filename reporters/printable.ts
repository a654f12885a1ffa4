// C0, DEL, C1, line separators, and the marks that turn the direction of text or have no width.
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;

/** Whether a text can be shown and pasted as it is. */
export function isPrintable(text: string): boolean {
  return !UNPRINTABLE.test(text);
}

/**
 * Writes control characters as `\u001b`, so that what a gateway sends can neither steer the
 * reader's terminal nor break a line. Line feed, carriage return and tab become `\n`, `\r`, `\t`.
 */
export function printable(text: string): string {
  if (isPrintable(text)) return text;
  return Array.from(text, (character) =>
    isPrintable(character) ? character : name(character),
  ).join('');
}

function name(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  if (character === '\t') return '\\t';
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
}
