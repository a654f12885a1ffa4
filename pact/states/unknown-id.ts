/** An id of the same shape that stands for nothing: other last characters, or a far larger number. */
export function unknownId(id: string): string {
  if (/^\d{1,12}$/.test(id)) return `99999${id}`;
  return id.slice(0, -6) + [...id.slice(-6)].map(another).join('');
}

function another(character: string): string {
  if (/\d/.test(character)) return String((Number(character) + 5) % 10);
  if (!/[a-z]/i.test(character)) return character;
  const letters = /[A-F]/.test(character) ? 'ABCDEF' : /[a-f]/.test(character) ? 'abcdef' : '';
  if (letters === '') return character === 'x' || character === 'X' ? 'y' : 'x';
  return letters[(letters.indexOf(character) + 3) % 6] ?? character;
}
