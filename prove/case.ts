import type { Deviation } from '../mock/fault.ts';

/** One gateway of the proof: conforming but for its deviations, with what the suite must say of it. */
export interface Case {
  readonly id: string;
  /** Completes "a gateway that …". */
  readonly does: string;
  readonly deviations: readonly Deviation[];
  /** The clause that must be found broken; none for a lawful gateway. */
  readonly breaks?: string;
  /** Clauses that it cannot but break as well. */
  readonly alsoBreaks: readonly string[];
}

/** What the suite made of a case. */
export interface Outcome {
  readonly case: Case;
  /** Whether the broken clause was found; true for a lawful gateway. */
  readonly found: boolean;
  /** Clauses called broken that the case does not break. */
  readonly alarms: readonly string[];
  /** Bugs of ours. */
  readonly errors: readonly string[];
  /** The verdict on the clause that must be found, and how many clauses stayed without one. */
  readonly verdict: string;
  readonly inconclusive: number;
  readonly durationMs: number;
}

/** Whether a case went as it must. */
export function isProved({ found, alarms, errors }: Outcome): boolean {
  return found && alarms.length === 0 && errors.length === 0;
}
