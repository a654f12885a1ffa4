import type { PerClause, Section } from '../../contracts/clause.ts';
import type { Fault } from '../fault.ts';

/** The ways in which the clauses of a section are broken: at least one each. */
export type SectionFaults<S extends Section> = PerClause<S, readonly [Fault, ...Fault[]]>;
