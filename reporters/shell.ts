import { isPrintable } from './printable.ts';

// What the harness writes in place of a secret; followed by more upper-case it is another name.
const SECRET =
  /\$((?:ACCESS_TOKEN|REFRESH_TOKEN|CLIENT_SECRET|CODE|PASSWORD|BASIC_CREDENTIALS)(?:_\d+)?)(?!_?[A-Z])/g;

type Piece = { readonly text: string } | { readonly secret: string };

/** Whether a masked secret stands in the text. */
export function hasSecret(text: string): boolean {
  return pieces(text).some((piece) => 'secret' in piece);
}

/**
 * Quotes a text as one word of a POSIX shell in which nothing is expanded but the masked secrets,
 * whose values the reader has in variables of the same names.
 */
export function shellWord(text: string): string {
  if (text === '') return "''";
  // POSIX has no `$'…'`, and a raw control character would not survive being pasted.
  if (!isPrintable(text)) return `"$(${printfCommand(text)})"`;
  const found = pieces(text);
  if (!found.some((piece) => 'secret' in piece)) return quoted(text);
  if (found.every((piece) => 'secret' in piece || isTame(piece.text))) return doubleQuoted(found);
  return found
    .map((piece) => ('secret' in piece ? doubleQuoted([piece]) : quoted(piece.text)))
    .join('');
}

/** A `printf` that writes exactly the bytes of the text, also those an argument cannot hold. */
export function printfCommand(text: string): string {
  const found = pieces(text);
  const template = found.map((piece) => ('secret' in piece ? '%s' : escaped(piece.text))).join('');
  const secrets = found.flatMap((piece) => ('secret' in piece ? [`"$${piece.secret}"`] : []));
  // A leading dash would be read as an option.
  return ['printf', quoted(template.replace(/^-/, '\\055')), ...secrets].join(' ');
}

function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(SECRET)) {
    if (match.index > at) found.push({ text: text.slice(at, match.index) });
    found.push({ secret: match[1] ?? '' });
    at = match.index + match[0].length;
  }
  if (at < text.length) found.push({ text: text.slice(at) });
  return found;
}

// An exclamation mark calls the history of an interactive shell, even in double quotes.
function isTame(text: string): boolean {
  return !/["\\$`!]/.test(text);
}

function doubleQuoted(found: readonly Piece[]): string {
  const inner = found.map((piece, at) => {
    if ('text' in piece) return piece.text;
    const next = found[at + 1];
    const runsOn = next !== undefined && 'text' in next && /^\w/.test(next.text);
    return runsOn ? `\${${piece.secret}}` : `$${piece.secret}`;
  });
  return `"${inner.join('')}"`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function escaped(text: string): string {
  return Array.from(text.replaceAll('\\', '\\\\').replaceAll('%', '%%'), (character) =>
    isPrintable(character) ? character : octal(character),
  ).join('');
}

function octal(character: string): string {
  if (character === '\n') return '\\n';
  return Array.from(
    new TextEncoder().encode(character),
    (byte) => `\\${byte.toString(8).padStart(3, '0')}`,
  ).join('');
}
