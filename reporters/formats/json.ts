import type { Run } from '../run.ts';

/** The run itself, as `docs/report.schema.json` describes it. */
export function json(run: Run): string {
  return `${JSON.stringify(run, null, 2)}\n`;
}
