import type { Clause } from '../contracts/clause.ts';
import type { Check, NotCheckable } from '../harness/judging/check.ts';
import type { Scenario } from '../harness/scenarios/scenario.ts';
import { suites } from './index.ts';

/** A clause with its check. */
export interface Item {
  readonly clause: Clause;
  readonly check: Check | NotCheckable;
}

/** Every clause with its check. */
export const items: readonly Item[] = suites.flatMap(({ section, checks }) =>
  Object.values(section.clauses).flatMap((clause) => {
    const check = checks[clause.slug];
    return check === undefined ? [] : [{ clause, check }];
  }),
);

/** The scenarios that the chosen clauses need, each once, in the order of the suites. */
export function scenariosOf(chosen: readonly Item[]): readonly Scenario[] {
  const needed = chosen.flatMap(({ check }) => ('scenario' in check ? [check.scenario] : []));
  return [...new Set(needed)];
}
