import { distance } from 'fastest-levenshtein';

/**
 * The known name that was probably meant.
 *
 * @param within how much of it may differ; above that none is meant
 */
export function nearest(name: string, known: readonly string[], within = 0.5): string | undefined {
  const wanted = name.toLowerCase();
  const [best] = known
    .map((each) => ({ each, far: distance(wanted, each.toLowerCase()) }))
    .sort((a, b) => a.far - b.far);
  if (best === undefined) return undefined;
  const longest = Math.max(name.length, best.each.length);
  return best.far <= Math.max(1, longest * within) ? best.each : undefined;
}
