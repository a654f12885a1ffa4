import { knownKeys } from './known-keys.ts';
import { nearest } from './nearest.ts';
import { quotedList } from './quoted-list.ts';
import { settingPath } from './setting-path.ts';
import { settingPaths } from './setting-paths.ts';
import { valueAt } from './value-at.ts';

/** A key that the schema does not know. */
export interface UnknownKey {
  readonly says: string;
  /** The path of the key that was probably meant. */
  readonly meant: string | undefined;
}

/**
 * Tells of a key that the schema does not know, and which was probably meant.
 *
 * @param path of the object that has the key
 * @param input the settings as written
 */
export function unknownKey(path: readonly PropertyKey[], key: string, input: unknown): UnknownKey {
  const known = knownKeys(path, input);
  const absent = known.filter((each) => valueAt(input, [...path, each]) === undefined);
  const near = nearest(key, absent) ?? nearest(key, known);
  const meant = near === undefined ? elsewhere(key) : settingPath([...path, near]);
  const says = `unknown key "${settingPath([...path, key])}"`;
  if (meant !== undefined) return { says: `${says}; did you mean "${meant}"?`, meant };
  return { says: `${says}; known here are ${quotedList(known, 'and')}`, meant };
}

/** A key in the wrong place, such as `clientId` outside of `oauth`. */
function elsewhere(key: string): string | undefined {
  const path = settingPaths().find((each) => each.at(-1) === key);
  return path && settingPath(path);
}
