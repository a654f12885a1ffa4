/** Puts values of the same key together, in the order in which the keys first appear. */
export function group<Value>(
  values: readonly Value[],
  keyOf: (value: Value) => string,
): (readonly [key: string, values: readonly [Value, ...Value[]]])[] {
  const groups = new Map<string, [Value, ...Value[]]>();
  for (const value of values) {
    const key = keyOf(value);
    const members = groups.get(key);
    if (members) members.push(value);
    else groups.set(key, [value]);
  }
  return [...groups];
}
