import type { Case } from '../case.ts';
import type { Verified } from './verified.ts';
import { verifyCase } from './verify-case.ts';

/**
 * Verifies the cases, several at once, since each waits most of the time for a process of its own.
 *
 * @param done told after each
 * @returns in the order of the cases
 */
export async function sideBySide(
  cases: readonly Case[],
  lanes: number,
  done: (verified: Verified) => void,
): Promise<readonly Verified[]> {
  const outcomes = new Map<Case, Verified>();
  const queue = [...cases];
  const work = async (): Promise<void> => {
    for (let each = queue.shift(); each !== undefined; each = queue.shift()) {
      const verified = await verifyCase(each);
      outcomes.set(each, verified);
      done(verified);
    }
  };
  await Promise.all(Array.from({ length: lanes }, work));
  return cases.flatMap((each) => outcomes.get(each) ?? []);
}
