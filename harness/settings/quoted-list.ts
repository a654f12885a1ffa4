/** Writes names as a choice: `"a", "b" or "c"`. */
export function quotedList(names: readonly unknown[], joint: 'or' | 'and' = 'or'): string {
  const quoted = names.map((name) => JSON.stringify(name));
  const last = quoted.pop() ?? '';
  return quoted.length === 0 ? last : `${quoted.join(', ')} ${joint} ${last}`;
}
