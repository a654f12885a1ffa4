import picomatch from 'picomatch';
import type { Clause, Level } from '../contracts/clause.ts';
import { nearest } from '../harness/settings/nearest.ts';
import { UsageError } from '../harness/settings/usage-error.ts';

/** Which clauses are wanted; what is not given selects all. */
export interface Selection {
  /** Areas, section paths or clause ids. */
  readonly suites: readonly string[];
  /** Globs over clause ids, or beginnings of them. */
  readonly globs: readonly string[];
  readonly level?: Level | undefined;
}

/**
 * The clauses that lie in one of the suites, fit one of the globs and have the level.
 *
 * @throws UsageError for a suite or a glob that selects nothing, with the nearest id
 */
export function selectClauses(
  catalogue: readonly Clause[],
  { suites, globs, level }: Selection,
): readonly Clause[] {
  const inSuites = narrowed(catalogue, suites, (suite) => within(suite), 'suite');
  const fitting = narrowed(inSuites, globs, matching, 'clause');
  const chosen = fitting.filter((clause) => level === undefined || clause.level === level);
  if (chosen.length > 0) return chosen;
  throw new UsageError(`None of the clauses chosen has the level "${level}".`);
}

type Test = (clause: Clause) => boolean;

function narrowed(
  clauses: readonly Clause[],
  names: readonly string[],
  testOf: (name: string) => Test,
  kind: 'suite' | 'clause',
): readonly Clause[] {
  if (names.length === 0) return clauses;
  const tests = names.map((name) => {
    const test = testOf(name);
    if (!clauses.some(test)) throw new UsageError(nothing(name, kind, clauses));
    return test;
  });
  return clauses.filter((clause) => tests.some((test) => test(clause)));
}

function within(suite: string): Test {
  const path = suite.replace(/\/+$/, '');
  return ({ id }) => id === path || id.startsWith(`${path}/`);
}

function matching(glob: string): Test {
  const { isGlob } = picomatch.scan(glob);
  if (!isGlob) return ({ id }) => id.startsWith(glob);
  const matches = picomatch(glob);
  return ({ id }) => matches(id);
}

function nothing(name: string, kind: 'suite' | 'clause', clauses: readonly Clause[]): string {
  const areas = [...new Set(clauses.map(({ area }) => area))];
  const sections = [...new Set(clauses.map(({ section }) => section))];
  const ids = clauses.map(({ id }) => id);
  const known = kind === 'suite' ? [...areas, ...sections, ...ids] : [...sections, ...ids];
  // who writes `token` means `oauth/token`
  const ending = known.find((each) => each.endsWith(`/${name}`));
  const meant = ending ?? nearest(name, known, Number.POSITIVE_INFINITY);
  const says = kind === 'suite' ? `Unknown suite "${name}"` : `No clause is like "${name}"`;
  return `${says}; the nearest is "${meant}".`;
}
