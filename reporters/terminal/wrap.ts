/**
 * Breaks a text into lines of at most `width` characters, at spaces where it can.
 *
 * @param text without colours: escape sequences would be counted
 */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((word) => chunks(word, width))) {
    if (line !== '' && size(line) + 1 + size(word) > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

function chunks(word: string, width: number): string[] {
  const characters = Array.from(word);
  if (characters.length <= width) return [word];
  return Array.from({ length: Math.ceil(characters.length / width) }, (_, at) =>
    characters.slice(at * width, (at + 1) * width).join(''),
  );
}

function size(text: string): number {
  return Array.from(text).length;
}
