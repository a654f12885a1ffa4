import type { Exchange } from '../contracts/evidence.ts';

/** A counterexample as it is told. */
export interface ToldCounterexample {
  readonly clause: string;
  readonly kind: string;
  readonly why: string;
  /** The field that shows it, where it is one. */
  readonly difference?: {
    readonly field: string;
    readonly expected: unknown;
    readonly actual?: unknown;
  };
  /** `--seed` of the round that found it, and fast-check's path to it. */
  readonly seed: number;
  readonly path: string;
  /** The smallest case that fails. */
  readonly case: unknown;
  /** How often it failed of how often it was sent, before it was made smaller. */
  readonly failed: number;
  readonly sent: number;
  /** How many requests it took to make it small. */
  readonly requests: number;
  /** Whether an earlier run found it. */
  readonly isKept: boolean;
  readonly exchanges: readonly Exchange[];
}

/** What `fuzz` tells at its end, also as `fuzz.json`. */
export interface FuzzRun {
  readonly schemaVersion: 1;
  readonly target: string;
  /** The seed of the first round. */
  readonly seed: number;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly cases: number;
  readonly requests: number;
  /** Why no case could be tried at all, where that is so. */
  readonly setUp?: string;
  /** Why it ended before its time, where it did. */
  readonly stopped?: string;
  readonly interrupted: boolean;
  readonly counterexamples: readonly ToldCounterexample[];
  /** Counterexamples of earlier runs that hold now. */
  readonly fixed: readonly Pick<ToldCounterexample, 'clause' | 'kind' | 'why'>[];
  /** Why a property could not be judged, by clause. */
  readonly untold: Readonly<Record<string, string>>;
  /** The answers seen, the most frequent first. */
  readonly answers: readonly {
    readonly operation: string;
    readonly status: number | 'none';
    readonly shape: string;
    readonly count: number;
  }[];
}
