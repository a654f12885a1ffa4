import type { Verdict } from '../contracts/verdict.ts';
import type { Run } from './run.ts';

/** A column of the table of counts. */
export interface Column {
  readonly key: Verdict | 'not-chosen';
  readonly title: string;
}

/** The columns of the table of counts; the last two only where there is something in them. */
export function columns(run: Run): Column[] {
  return [
    { key: 'pass', title: 'pass' },
    { key: 'fail', title: 'fail' },
    { key: 'warn', title: 'warn' },
    { key: 'inconclusive', title: 'inconclusive' },
    { key: 'not-applicable', title: 'not applicable' },
    ...(run.counts.error > 0 ? [{ key: 'error', title: 'error' } as const] : []),
    ...(run.notChosen > 0 ? [{ key: 'not-chosen', title: 'not chosen' } as const] : []),
  ];
}
