import { nearest } from '../harness/settings/nearest.ts';
import { UsageError } from '../harness/settings/usage-error.ts';

/**
 * The deviations of the mock that were asked for by id.
 *
 * @throws UsageError for an id that is unknown, with the nearest
 */
export function deviations<Known extends { readonly id: string }>(
  kind: 'fault' | 'variant',
  ids: readonly string[],
  known: readonly Known[],
): readonly Known[] {
  return ids.map((id) => {
    const found = known.find((each) => each.id === id);
    if (found !== undefined) return found;
    const all = known.map((each) => each.id);
    // who writes a name means the id that ends with it
    const ending = all.find((each) => each.endsWith(`:${id}`) || each.endsWith(`/${id}`));
    const meant = ending ?? nearest(id, all, Number.POSITIVE_INFINITY);
    const hint = meant === undefined ? 'there are none' : `the nearest is "${meant}"`;
    throw new UsageError(`Unknown ${kind} "${id}"; ${hint}.`);
  });
}
