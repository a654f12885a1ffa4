import { printable } from './printable.ts';

/** The beginning of a body on one line, without anything that could steer a terminal. */
export function excerpt(body: string, length: number, ellipsis = '…'): string {
  // A body may have megabytes: cut before looking at each character.
  const start = body
    .slice(0, length * 4)
    .replace(/\s+/g, ' ')
    .trim();
  const characters = Array.from(printable(start));
  if (characters.length <= length && body.length <= length * 4) return characters.join('');
  return characters.slice(0, length - ellipsis.length).join('') + ellipsis;
}
