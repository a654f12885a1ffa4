import type { Area } from '../contracts/clause.ts';
import type { Verdict } from '../contracts/verdict.ts';
import type { Run } from './run.ts';

/** The counts of one area. */
export interface AreaTally {
  readonly area: Area;
  readonly counts: Readonly<Record<Verdict | 'not-chosen', number>>;
}

/** Counts verdicts by area; areas without clauses are left out. */
export function tally(run: Run): AreaTally[] {
  return (['oauth', 'actions', 'triggers', 'errors'] as const)
    .map((area) => ({ area, clauses: run.clauses.filter((clause) => clause.area === area) }))
    .filter(({ clauses }) => clauses.length > 0)
    .map(({ area, clauses }) => {
      const counts = {
        pass: 0,
        fail: 0,
        warn: 0,
        inconclusive: 0,
        'not-applicable': 0,
        error: 0,
        'not-chosen': 0,
      };
      for (const { verdict, chosen } of clauses) counts[chosen ? verdict : 'not-chosen'] += 1;
      return { area, counts };
    });
}
