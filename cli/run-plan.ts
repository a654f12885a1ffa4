import { join } from 'node:path';

/** What the Playwright process is told through its environment; it holds no secret. */
export interface RunPlan {
  /** The output folder of the run. */
  readonly output: string;
  /** The folder whose evidence is judged: the output folder, or that of a recorded run. */
  readonly runFolder: string;
  readonly workers: number;
  /** The ids of the chosen clauses. */
  readonly clauses: readonly string[];
  /** Playwright's own reporters that were asked for. */
  readonly reporters: readonly string[];
}

/** The environment variable that carries a `RunPlan` as JSON. */
export const PLAN_VARIABLE = 'POCKETSUITE_RUN_PLAN';

/** Where the Playwright process leaves the verdicts. */
export function judgementsFile(output: string): string {
  return join(output, 'judgements.json');
}
