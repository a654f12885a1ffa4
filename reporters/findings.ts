import type { Verdict } from '../contracts/verdict.ts';
import { group } from './group.ts';
import type { ClauseResult, Run } from './run.ts';

/** The clauses of one verdict that fail for the same reason: what is told once. */
export interface Finding {
  readonly verdict: Verdict;
  readonly message: string;
  readonly clauses: readonly [ClauseResult, ...ClauseResult[]];
}

/** What needs attention: bugs of ours, then broken clauses, then warnings; one per message. */
export function findings(run: Run): Finding[] {
  return (['error', 'fail', 'warn'] as const).flatMap((verdict) => alike(run, verdict));
}

/** The clauses without a verdict, one group per reason, the largest group first. */
export function undecided(run: Run): Finding[] {
  return alike(run, 'inconclusive').sort((a, b) => b.clauses.length - a.clauses.length);
}

/** The command that judges these clauses again. */
export function again({ clauses }: Finding): string {
  const ids = clauses.map(({ id }) => id);
  return ['npx pocketsuite-conformance run', ...selection(ids).map((id) => `--clause ${id}`)].join(
    ' ',
  );
}

function alike(run: Run, verdict: Verdict): Finding[] {
  const clauses = run.clauses.filter((clause) => clause.verdict === verdict && clause.chosen);
  return group(clauses, keyOf).map(([, members]) => ({
    verdict,
    message: members[0].message ?? members[0].reason ?? '',
    clauses: members,
  }));
}

// Without a message nothing says that two clauses fail alike.
function keyOf({ id, message, reason, expected, actual }: ClauseResult): string {
  const told = message ?? reason;
  return told === undefined ? id : JSON.stringify([told, expected, actual]);
}

// A clause id selects by prefix, so a long list is told by its common ground.
function selection(ids: readonly string[]): readonly string[] {
  if (ids.length <= 3) return ids;
  const paths = ids.map((id) => id.split('/'));
  const first = paths[0] ?? [];
  const differs = first.findIndex((part, at) => paths.some((path) => path[at] !== part));
  const shared = first.slice(0, differs === -1 ? first.length : differs).join('/');
  return shared === '' ? [] : [shared];
}
