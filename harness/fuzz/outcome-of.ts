import type { Exchange } from '../../contracts/evidence.ts';
import { Broken, Inconclusive } from '../judging/outcome.ts';
import { Altered } from './altered.ts';
import type { Attempt } from './trial.ts';

/** Judges the exchanges of a case in the words of the judges. */
export function outcomeOf(exchanges: readonly Exchange[], judge: () => void): Attempt {
  try {
    judge();
    return { exchanges };
  } catch (thrown) {
    if (thrown instanceof Altered) {
      const { message, difference } = thrown;
      return { exchanges, why: message, suspect: difference.field, difference };
    }
    if (thrown instanceof Broken) return { exchanges, why: thrown.message };
    if (thrown instanceof Inconclusive) return { exchanges, untold: thrown.message };
    throw thrown;
  }
}
