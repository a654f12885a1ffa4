import type { Level, PerClause, Section } from '../../contracts/clause.ts';
import type { Judgement } from '../../contracts/verdict.ts';
import type { Played, Scenario } from '../scenarios/scenario.ts';
import { asEvidence, Broken, Inconclusive, NotApplicable } from './outcome.ts';
import { touchedDuring } from './touched.ts';

/** The test of one clause: a judge of what a scenario recorded. */
export interface Check {
  readonly scenario: Scenario;
  /** Returns where the clause is kept; throws one of the outcomes otherwise. Pure. */
  readonly judge: (evidence: unknown) => void;
}

/** A clause that no machine can check, with the reason. */
export interface NotCheckable {
  readonly notCheckable: string;
}

/** The checks of a section, one a clause. */
export type Checks<S extends Section> = PerClause<S, Check | NotCheckable>;

/** Couples a judge with the scenario whose evidence it reads. */
export function check<Evidence>(
  scenario: Scenario<Evidence>,
  judge: (evidence: Evidence) => void,
): Check {
  return { scenario: scenario as Scenario, judge: judge as (evidence: unknown) => void };
}

/**
 * Declares that no machine can check a clause.
 *
 * @public for a clause to come: each of today's can be checked
 */
export function notCheckable(why: string): NotCheckable {
  return { notCheckable: why };
}

/** Judges a clause on what was played. Never throws: a bug of ours becomes the verdict `error`. */
export function judge(check: Check | NotCheckable, level: Level, played?: Played): Judgement {
  try {
    return judged(check, level, played);
  } catch (bug) {
    return judgementOf(bug, level);
  }
}

function judged(check: Check | NotCheckable, level: Level, played?: Played): Judgement {
  if ('notCheckable' in check) {
    return { verdict: 'not-applicable', reason: check.notCheckable, evidence: [] };
  }
  if (played === undefined) return failed('error', 'the scenario was never played');
  if ('crashed' in played) return failed('error', played.crashed);
  if ('notArranged' in played) {
    const evidence = played.seen.map(asEvidence);
    return { verdict: 'inconclusive', reason: played.notArranged, evidence };
  }
  const { outcome, touched } = touchedDuring(() => check.judge(played.evidence));
  if (outcome === undefined) return { verdict: 'pass', evidence: touched.map(asEvidence) };
  return judgementOf(outcome, level);
}

function judgementOf(outcome: unknown, level: Level): Judgement {
  if (outcome instanceof Broken) {
    return {
      verdict: level === 'must' ? 'fail' : 'warn',
      message: outcome.message,
      ...(outcome.expected === undefined ? {} : { expected: outcome.expected }),
      ...(outcome.actual === undefined ? {} : { actual: outcome.actual }),
      evidence: outcome.seen.map(asEvidence),
    };
  }
  if (outcome instanceof Inconclusive) {
    const evidence = outcome.seen.map(asEvidence);
    return { verdict: 'inconclusive', reason: outcome.message, evidence };
  }
  if (outcome instanceof NotApplicable) {
    return { verdict: 'not-applicable', reason: outcome.message, evidence: [] };
  }
  return failed(
    'error',
    outcome instanceof Error ? (outcome.stack ?? outcome.message) : `${outcome}`,
  );
}

function failed(verdict: 'error', message: string): Judgement {
  return { verdict, message, evidence: [] };
}
