import type { Corpus } from '../../harness/fuzz/corpus.ts';
import type { Counterexample } from '../../harness/fuzz/shrink.ts';
import type { Deviation } from '../../mock/fault.ts';
import { judgeGateway } from '../../prove/judge-gateway.ts';
import { items } from '../../suites/select.ts';

/** The counterexample that the default run finds on a mock with a deviation. */
export async function counterexampleOf(
  clause: string,
  deviation: Deviation,
  seed: number,
): Promise<Counterexample | undefined> {
  let found: Counterexample | undefined;
  const corpus: Corpus = {
    kept: () => [],
    tell: (_, trial) => {
      found = trial.counterexample;
    },
    fixed: () => [],
  };
  const chosen = items.filter((item) => item.clause.id === clause);
  await judgeGateway([deviation], chosen, { fuzz: { seed } }, { corpus });
  return found;
}
