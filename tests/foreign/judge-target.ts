import type { Judgement } from '../../contracts/verdict.ts';
import { emptyLedger } from '../../harness/budget/ledger.ts';
import { judge } from '../../harness/judging/check.ts';
import { type Conducted, conduct } from '../../harness/scenarios/conduct.ts';
import type { Played } from '../../harness/scenarios/scenario.ts';
import { type SettingsInput, settingsSchema } from '../../harness/settings/settings.ts';
import { type Item, scenariosOf } from '../../suites/select.ts';

/** Further loopback addresses; every Linux machine has them. */
const ADDRESSES = Array.from({ length: 8 }, (_, index) => `127.0.0.${index + 2}`);

/** Plays and judges the clauses against a target that runs already, in this process. */
export async function judgeTarget(
  target: string,
  items: readonly Item[],
  settings: SettingsInput,
): Promise<{ readonly judgements: ReadonlyMap<string, Judgement>; readonly conducted: Conducted }> {
  const played = new Map<string, Played>();
  const conducted = await conduct({
    target,
    settings: settingsSchema.parse(settings),
    scenarios: scenariosOf(items),
    addresses: ADDRESSES,
    ledger: emptyLedger(),
    now: Date.now,
    playing: () => {},
    announce: () => {},
    // As a run keeps it: judges see what comes back from a file.
    keep: ({ name }, result) => played.set(name, JSON.parse(JSON.stringify(result))),
  });
  const judgements = items.map(({ clause, check }): [string, Judgement] => {
    const evidence = 'scenario' in check ? played.get(check.scenario.name) : undefined;
    return [clause.id, judge(check, clause.level, evidence)];
  });
  return { judgements: new Map(judgements), conducted };
}
