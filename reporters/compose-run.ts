import type { Clause } from '../contracts/clause.ts';
import type { Judgement, Verdict } from '../contracts/verdict.ts';
import type { ClauseResult, Run } from './run.ts';

/** What the parts of a run brought home, before it is a report. */
export interface RunParts
  extends Pick<Run, 'tool' | 'target' | 'startedAt' | 'durationMs' | 'observations' | 'requests'> {
  readonly catalogue: readonly Clause[];
  /** Ids that the run was asked to judge; all of the catalogue where absent. */
  readonly chosen?: ReadonlySet<string> | undefined;
  readonly judgements: ReadonlyMap<string, Judgement>;
  readonly setUp?: string | undefined;
  readonly problems?: readonly string[] | undefined;
  readonly plan?: Run['plan'] | undefined;
  readonly drift?: Run['drift'] | undefined;
}

const NOT_CHOSEN = 'not chosen in this run';

/**
 * Composes the report of a run: each clause of the catalogue stands in it, and one that nobody
 * judged is `inconclusive` with the reason.
 */
export function composeRun(parts: RunParts): Run {
  const clauses = parts.catalogue.map((clause) => resultOf(clause, parts));
  const chosen = clauses.filter((clause) => clause.chosen);
  const counts = countVerdicts(chosen);
  const problems = [...(parts.problems ?? []), ...strangers(parts)];
  return {
    schemaVersion: 1,
    tool: parts.tool,
    target: parts.target,
    startedAt: parts.startedAt,
    durationMs: parts.durationMs,
    verdict: overall(counts, problems.length, parts.setUp),
    ...(parts.setUp === undefined ? {} : { setUp: parts.setUp }),
    ...(problems.length === 0 ? {} : { problems }),
    counts,
    notChosen: clauses.length - chosen.length,
    clauses,
    observations: parts.observations,
    ...(parts.plan === undefined || parts.plan.length === 0 ? {} : { plan: parts.plan }),
    ...(parts.drift === undefined ? {} : { drift: parts.drift }),
    requests: parts.requests,
  };
}

function resultOf(clause: Clause, parts: RunParts): ClauseResult {
  const judgement = parts.judgements.get(clause.id);
  const chosen = judgement !== undefined || (parts.chosen?.has(clause.id) ?? true);
  return {
    id: clause.id,
    area: clause.area,
    section: clause.source,
    level: clause.level,
    says: clause.says,
    chosen,
    ...(judgement ?? unjudged(chosen ? whyUnjudged(parts) : NOT_CHOSEN)),
  };
}

function unjudged(reason: string): Judgement {
  return { verdict: 'inconclusive', reason, evidence: [] };
}

function whyUnjudged({ setUp }: RunParts): string {
  if (setUp !== undefined) return `the target could not be set up: ${setUp}`;
  return 'the run ended before it was judged';
}

function countVerdicts(clauses: readonly ClauseResult[]): Record<Verdict, number> {
  const counts: Record<Verdict, number> = {
    pass: 0,
    fail: 0,
    warn: 0,
    inconclusive: 0,
    'not-applicable': 0,
    error: 0,
  };
  for (const { verdict } of clauses) counts[verdict] += 1;
  return counts;
}

// A judgement that finds no clause would vanish from the report without this.
function strangers({ catalogue, judgements }: RunParts): string[] {
  const known = new Set(catalogue.map(({ id }) => id));
  return [...judgements.keys()]
    .filter((id) => !known.has(id))
    .map((id) => `"${id}" was judged, but is no clause of the catalogue`);
}

function overall(
  counts: Readonly<Record<Verdict, number>>,
  problems: number,
  setUp: string | undefined,
): Run['verdict'] {
  // A bug of ours makes the whole run untrustworthy, so it outranks what the gateway did.
  if (counts.error + problems > 0) return 'error';
  if (counts.fail > 0) return 'fail';
  if (setUp !== undefined || counts.pass + counts.warn === 0) return 'nothing-judged';
  return 'pass';
}
