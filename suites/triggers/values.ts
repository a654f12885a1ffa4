import { shown } from '../../harness/judging/answers.ts';
import type { Rule } from '../../harness/judging/members.ts';

/** One of several values; the first to come to mind is named. Absences do not count as values. */
export function oneOf(values: readonly unknown[], named: unknown): Rule {
  const allowed = values.filter((value) => value !== undefined);
  return {
    rule: `be ${shown(named)}`,
    holds: (value) => allowed.some((each) => Object.is(each, value)),
  };
}

/** How a gateway may write that there is no value: the document shows none. */
export const noneMadeUp: Rule = {
  rule: 'be absent, null or empty',
  holds: (value) => value === undefined || value === null || value === '',
};
