import { nearest } from '../harness/settings/nearest.ts';
import { UsageError } from '../harness/settings/usage-error.ts';

/** Reads an option that is one of several words. */
export function oneOf<Word extends string>(
  option: string,
  words: readonly Word[],
): (given: string) => Word {
  return (given) => {
    const word = words.find((each) => each === given);
    if (word !== undefined) return word;
    const meant = nearest(given, words);
    const hint = meant === undefined ? '' : `; did you mean "${meant}"?`;
    throw new UsageError(`${option} takes ${words.join(', ')}, not "${given}"${hint}`);
  };
}

/** Reads an option that is a number. */
export function numberOf(
  option: string,
  { least, isWhole = true }: { readonly least: number; readonly isWhole?: boolean },
): (given: string) => number {
  return (given) => {
    const value = given.trim() === '' ? Number.NaN : Number(given);
    const isFit = isWhole ? Number.isSafeInteger(value) : Number.isFinite(value);
    if (isFit && value >= least) return value;
    const kind = isWhole ? 'a whole number' : 'a number';
    throw new UsageError(`${option} takes ${kind} of at least ${least}, not "${given}".`);
  };
}
