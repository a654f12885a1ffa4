import { counted } from './counted.ts';
import type { Run } from './run.ts';

/** The run in one line of counts: `203 passed, 0 failed, 0 warned, …`. */
export function outcome({ counts, notChosen, problems = [] }: Run): string {
  const bugs = counts.error + problems.length;
  return [
    `${counts.pass} passed`,
    `${counts.fail} failed`,
    `${counts.warn} warned`,
    `${counts.inconclusive} inconclusive`,
    `${counts['not-applicable']} not applicable`,
    ...(notChosen > 0 ? [`${notChosen} not chosen`] : []),
    ...(bugs > 0 ? [counted(bugs, 'error of the suite', 'errors of the suite')] : []),
  ].join(', ');
}
