/** The first row of Plackett and Burman's design of 24 runs; the others are its rotations. */
const FIRST = '+++++-+-++--++--+-+----';

/**
 * Rows of what is there and what is not, in which any two columns meet in all four combinations
 * (Plackett and Burman 1946); more columns than the design has repeat it.
 */
export function pairwise(columns: number): readonly (readonly boolean[])[] {
  const size = FIRST.length;
  const rotated = Array.from({ length: size }, (_, by) =>
    Array.from({ length: columns }, (_, at) => FIRST[(at + by) % size] === '+'),
  );
  return [...rotated, Array.from({ length: columns }, () => false)];
}
