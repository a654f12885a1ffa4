import type { Judgement } from '../contracts/verdict.ts';
import { emptyLedger } from '../harness/budget/ledger.ts';
import type { Corpus } from '../harness/fuzz/corpus.ts';
import { judge } from '../harness/judging/check.ts';
import { type Conducted, conduct } from '../harness/scenarios/conduct.ts';
import type { Played } from '../harness/scenarios/scenario.ts';
import { type SettingsInput, settingsSchema } from '../harness/settings/settings.ts';
import type { Deviation } from '../mock/fault.ts';
import { startGateway } from '../mock/gateway.ts';
import { type Item, scenariosOf } from '../suites/select.ts';

/** What the suite says of one mock gateway. */
export interface Verdicts {
  readonly judgements: ReadonlyMap<string, Judgement>;
  readonly conducted: Conducted;
  readonly durationMs: number;
}

/** Further loopback addresses; every Linux machine has them. */
const ADDRESSES = Array.from({ length: 8 }, (_, index) => `127.0.0.${index + 2}`);

/**
 * Plays and judges the clauses against a mock gateway with deviations, in this process, over HTTP.
 *
 * @param settings replaces parts of the settings that fit the mock
 * @param more local addresses to send from beside the default one, and who gets the counterexamples of generated cases
 */
export async function judgeGateway(
  deviations: readonly Deviation[],
  items: readonly Item[],
  settings: SettingsInput = {},
  more: { readonly addresses?: readonly string[]; readonly corpus?: Corpus } = {},
): Promise<Verdicts> {
  const startedAt = performance.now();
  const gateway = await startGateway({ faults: deviations });
  const played = new Map<string, Played>();
  try {
    const conducted = await conduct({
      target: gateway.url,
      settings: settingsSchema.parse({
        oauth: gateway.sandbox.oauth,
        controls: gateway.sandbox.controls,
        stimuli: gateway.sandbox.stimuli,
        timeout: 10,
        ...settings,
        webhooks: { within: 3, ...gateway.sandbox.webhooks, ...settings.webhooks },
      }),
      scenarios: scenariosOf(items),
      addresses: ADDRESSES,
      ledger: emptyLedger(),
      now: Date.now,
      playing: () => {},
      announce: () => {},
      ...more,
      keep: (scenario, result) => played.set(scenario.name, JSON.parse(JSON.stringify(result))),
    });
    const judgements = new Map(
      items.map(({ clause, check }) => [clause.id, judgeItem({ clause, check }, played)]),
    );
    return { judgements, conducted, durationMs: performance.now() - startedAt };
  } finally {
    await gateway.close();
  }
}

function judgeItem({ clause, check }: Item, played: ReadonlyMap<string, Played>): Judgement {
  return judge(
    check,
    clause.level,
    'scenario' in check ? played.get(check.scenario.name) : undefined,
  );
}
