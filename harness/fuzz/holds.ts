import { Broken, inconclusive } from '../judging/outcome.ts';
import { touch } from '../judging/touched.ts';
import type { Counterexample } from './shrink.ts';
import type { Trial } from './trial.ts';

/** The property must hold for every case that was tried. */
export function holds(trial: Trial | undefined): void {
  if (trial === undefined) inconclusive('fuzzing is switched off; raise `fuzz.runs`');
  const { seed, tried, counterexample, untold, stopped, sample } = trial;
  if (counterexample !== undefined) {
    throw new Broken(
      `${counterexample.why} (${howFound(counterexample, tried)}; seed ${seed}, path ${counterexample.path})`,
      counterexample.exchanges,
    );
  }
  if (stopped !== undefined) inconclusive(`${stopped} (seed ${seed})`);
  if (untold[0] !== undefined) inconclusive(`a case tells nothing: ${untold[0]} (seed ${seed})`);
  if (tried === 0) inconclusive('no case could be tried within `fuzz.seconds`');
  if (sample !== undefined) touch(sample);
}

/** How a counterexample came about, for a sentence. */
function howFound({ kind, isKept, failed, sent, requests }: Counterexample, tried: number): string {
  const found = isKept ? `${kind}, kept from an earlier run` : `${kind}; case ${tried}`;
  return failed < sent
    ? `${found}; flaky: it failed ${failed} of ${sent} times`
    : `${found}, made smaller with ${requests} requests`;
}
