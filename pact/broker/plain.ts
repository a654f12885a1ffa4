/** What the broker's client says in words: each line once, without the signs it is decorated with. */
export function plain(said: string): string {
  const lines = said
    .split('\n')
    .map((line) => line.replace(/^[\p{Extended_Pictographic}\s]+/u, ''))
    .filter((line) => line !== '');
  return [...new Set(lines)].join('\n');
}
