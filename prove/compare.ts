import type { Level } from '../contracts/clause.ts';
import type { Judgement, Verdict } from '../contracts/verdict.ts';
import type { Case, Outcome } from './case.ts';

const BROKEN: Readonly<Record<Level, Verdict>> = { must: 'fail', should: 'warn' };

/**
 * Holds the verdicts on a case against what they must be: its clause `fail` (`warn` for a should),
 * and no clause called broken that the case does not break.
 */
export function compare(
  each: Case,
  levels: ReadonlyMap<string, Level>,
  judgements: ReadonlyMap<string, Pick<Judgement, 'verdict' | 'message' | 'reason'>>,
  durationMs: number,
): Outcome {
  const named = new Set([...(each.breaks === undefined ? [] : [each.breaks]), ...each.alsoBreaks]);
  const broken = idsOf(judgements, ({ verdict }) => verdict === 'fail' || verdict === 'warn');
  const judged = each.breaks === undefined ? undefined : judgements.get(each.breaks);
  const level = each.breaks === undefined ? undefined : levels.get(each.breaks);
  return {
    case: each,
    found: level === undefined ? each.breaks === undefined : judged?.verdict === BROKEN[level],
    alarms: broken
      .filter((id) => !named.has(id))
      .map((id) => `${id}: ${judgements.get(id)?.message ?? ''}`),
    errors: idsOf(judgements, ({ verdict }) => verdict === 'error').map(
      (id) => `${id}: ${judgements.get(id)?.message ?? ''}`,
    ),
    verdict: judged === undefined ? '' : [judged.verdict, judged.reason].filter(Boolean).join(': '),
    inconclusive: idsOf(judgements, ({ verdict }) => verdict === 'inconclusive').length,
    durationMs,
  };
}

function idsOf<Value>(
  values: ReadonlyMap<string, Value>,
  wanted: (value: Value) => boolean,
): string[] {
  return [...values].flatMap(([id, value]) => (wanted(value) ? [id] : []));
}
