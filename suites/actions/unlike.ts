/**
 * An id of the same shape that stands for nothing. Ids that are random get other last characters;
 * ids that are short numbers are likely counted, so they are made far larger than any count.
 */
export function unlike(id: string): string {
  const digits = /\d+$/.exec(id)?.[0] ?? '';
  const isCounted = digits.length === id.length || /[^0-9a-f]\d+$/i.test(id);
  if (isCounted && digits.length < 12) {
    return `${id.slice(0, id.length - digits.length)}99999${digits}`;
  }
  const isHex = /^[0-9a-f-]+$/i.test(id.slice(-12));
  return id.slice(0, -6) + [...id.slice(-6)].map((each) => another(each, isHex ? 6 : 26)).join('');
}

function another(character: string, letters: number): string {
  const [first] = /\d/.test(character) ? ['0'] : /[a-z]/.test(character) ? ['a'] : ['A'];
  if (!/[0-9a-z]/i.test(character)) return character;
  const size = first === '0' ? 10 : letters;
  const base = first?.charCodeAt(0) ?? 0;
  const offset = (character.charCodeAt(0) - base + Math.ceil(size / 2)) % size;
  return String.fromCharCode(base + offset);
}
