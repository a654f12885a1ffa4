import { Broken, type Seen } from './outcome.ts';

/** How hard secrets of one kind are to guess: facts that hold no secret. */
export interface Secrecy {
  readonly count: number;
  /** Whether each was new. */
  readonly distinct: boolean;
  /** The most bits that the shortest can carry with the characters that were seen. */
  readonly bits: number;
  /** In how many places the two likest differ; of a counter or a clock it is few. */
  readonly differing: number;
}

/** Clearly fewer than the 128 bits of RFC 6749 §10.10; a UUID's 122 are common and enough. */
const FEWEST_BITS = 100;
const FEWEST_PLACES = 8;

/** Tells how hard secrets are to guess, to be found out in a play, where they are not yet masked. */
export function secrecyOf(secrets: readonly string[]): Secrecy {
  const alphabet = alphabetOf(secrets.join(''));
  const lengths = secrets.map((secret) => significant(secret, alphabet).length);
  const pairs = secrets.flatMap((one, at) =>
    secrets.slice(at + 1).map((other) => placesApart(one, other)),
  );
  return {
    count: secrets.length,
    distinct: new Set(secrets).size === secrets.length,
    bits: Math.floor(Math.min(...lengths) * Math.log2(alphabet)),
    differing: pairs.length === 0 ? 0 : Math.min(...pairs),
  };
}

/** Secrets must be new each time and too many to guess. */
export function unguessable(what: string, secrecy: Secrecy, ...seen: readonly Seen[]): void {
  const { count, distinct, bits, differing } = secrecy;
  const because = (rule: string, actual: string): never => {
    throw new Broken(`${what} must ${rule}; ${actual}`, seen, rule, actual);
  };
  if (!distinct) because('be new each time', `of ${count}, two are the same`);
  if (bits < FEWEST_BITS) {
    because('be too long to be guessed (RFC 6749 §10.10: 128 bits)', `it carries ${bits} at most`);
  }
  if (count > 1 && differing < FEWEST_PLACES) {
    because('not be told from another', `two differ in ${differing} characters only`);
  }
}

function alphabetOf(characters: string): number {
  if (/^\d*$/.test(characters)) return 10;
  if (/^[\da-f-]*$/i.test(characters)) return 16;
  if (/^[\da-z]*$/.test(characters) || /^[\dA-Z]*$/.test(characters)) return 36;
  if (/^[\da-z]*$/i.test(characters)) return 62;
  return /^[\w-]*$/.test(characters) ? 64 : 94;
}

/** The dashes of a UUID carry nothing. */
function significant(secret: string, alphabet: number): string {
  return alphabet === 16 ? secret.replaceAll('-', '') : secret;
}

function placesApart(one: string, other: string): number {
  const longest = Math.max(one.length, other.length);
  return Array.from({ length: longest }, (_, at) => one[at] !== other[at]).filter(Boolean).length;
}
