import type { HeaderList } from '../../contracts/evidence.ts';

/** The usual headers with the special ones instead of those of the same name; `null` leaves one out. */
export function merged(
  usual: HeaderList,
  special: Readonly<Record<string, string | null>> = {},
): HeaderList {
  const replaced = new Set(Object.keys(special).map((name) => name.toLowerCase()));
  const added = Object.entries(special).flatMap(([name, value]) =>
    value === null ? [] : [[name, value] as const],
  );
  return [...usual.filter(([name]) => !replaced.has(name)), ...added];
}
