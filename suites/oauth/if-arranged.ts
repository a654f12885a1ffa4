import { Inconclusive } from '../../harness/judging/outcome.ts';
import type { Scenario } from '../../harness/scenarios/scenario.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';

/** The evidence of another scenario, or `undefined` where its state could not be reached. */
export function ifArranged<Evidence>(
  stage: Stage,
  other: Scenario<Evidence>,
): Promise<Evidence | undefined> {
  return unlessInconclusive(() => stage.evidenceOf(other));
}

/** What a part of a play comes to, or `undefined` where it could not be arranged. */
export async function unlessInconclusive<Value>(
  part: () => Promise<Value>,
): Promise<Value | undefined> {
  try {
    return await part();
  } catch (thrown) {
    if (thrown instanceof Inconclusive) return undefined;
    throw thrown;
  }
}
