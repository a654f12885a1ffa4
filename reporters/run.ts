import type { Area, Level } from '../contracts/clause.ts';
import type { Judgement, Verdict } from '../contracts/verdict.ts';

/** A clause with what this run says of it. */
export interface ClauseResult extends Judgement {
  readonly id: string;
  readonly area: Area;
  /** Where the clause stands, e.g. `§5.1` or `RFC 6749 §5.1`. */
  readonly section: string;
  readonly level: Level;
  readonly says: string;
  /**
   * Whether this run was asked to judge it. A clause that was filtered out is `inconclusive` too,
   * never green, but is not counted in `counts` and does not redden a `--strict` run.
   */
  readonly chosen: boolean;
}

/** What the target does where the document is silent. */
export interface Observation {
  /** A stable dotted name, e.g. `update.client-locator`. */
  readonly name: string;
  readonly value: string;
  /** One sentence for a reader. */
  readonly says: string;
}

/** An observation that is no longer what was locked. */
export interface Drift {
  readonly name: string;
  readonly locked: string;
  readonly seen: string;
}

/** A finished run: `report.json` is this value. */
export interface Run {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  /** The gateway's address, without credentials. */
  readonly target: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly verdict: 'pass' | 'fail' | 'nothing-judged' | 'error';
  /** Why the target could not be set up, where it could not. */
  readonly setUp?: string;
  /** Bugs of ours that belong to no clause, e.g. a spec that could not be loaded. */
  readonly problems?: readonly string[];
  /** The chosen clauses by verdict; with `notChosen` they add up to `clauses`. */
  readonly counts: Readonly<Record<Verdict, number>>;
  /** How many clauses of the catalogue this run was not asked to judge. */
  readonly notChosen: number;
  /** Every clause of the catalogue, in its order. */
  readonly clauses: readonly ClauseResult[];
  readonly observations: readonly Observation[];
  /** What was going to be spent of the hour's ten invalid token requests, and what could not be. */
  readonly plan?: readonly string[];
  /** What changed since the dialect was locked, where it was. */
  readonly drift?: readonly Drift[];
  readonly requests: {
    readonly total: number;
    /** Of these, the generated cases and what shrinking them sent. */
    readonly fuzzed: number;
    readonly invalidTokenRequests: number;
    readonly deliveries: number;
  };
}

/** The terminal as a value, so that tests and CI can say what it is. */
export interface Screen {
  readonly columns: number;
  readonly isTerminal: boolean;
  readonly colours: boolean;
}
