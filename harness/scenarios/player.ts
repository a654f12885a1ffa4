import type { Allotment, Allotments } from '../budget/allot.ts';
import { Inconclusive } from '../judging/outcome.ts';
import type { PlayOptions } from './play-all.ts';
import type { RunParts, RunState } from './run-state.ts';
import type { Played, Scenario } from './scenario.ts';
import { setStage, unreachable } from './set-stage.ts';
import type { Stage } from './stage.ts';

/** Plays a scenario, or tells how it went when it was played before. */
export type Play = (scenario: Scenario) => Promise<Played>;

/** Plays scenarios, each once, where its allotment says. */
export interface Player {
  readonly play: Play;
  /** Moves the target's clock into the next hour; what was allotted to it then gets played. */
  readonly nextHour: () => Promise<void>;
}

/** Long enough for an hour that a gateway counts by any rule: sliding, fixed or of the clock. */
export const NEXT_HOUR_S = 3_660;

/** Whoever plays the scenarios of a run. */
export function player(
  options: PlayOptions,
  run: RunParts,
  state: RunState,
  { byName, unused }: Allotments,
): Player {
  const free = [...unused];
  const stageFrom = (from: string | undefined, subscribes: () => void): Stage =>
    setStage({
      subscribes,
      run,
      state,
      from,
      budget: options.budget,
      takeAddress: () => free.shift(),
      announce: options.announce,
      readLine: options.readLine,
      fuzz: {
        kept: (clause) => options.corpus?.kept(clause) ?? [],
        tell: (clause, trial) => options.corpus?.tell(clause, run.masking.mask(trial)),
        masked: run.masking.mask,
        signal: options.signal,
      },
      evidenceOf: async (other) => evidenceIn(await play(other as Scenario)) as never,
    });
  const guarded = guard(options, run, stageFrom);
  const hours = laterHours(() => stageFrom(undefined, () => {}));
  const start: Play = async (scenario) => {
    const allotment = byName.get(scenario.name);
    const played = notNow(allotment, hours.state()) ?? (await guarded(scenario, from(allotment)));
    options.keep(scenario, run.masking.mask(played));
    return played;
  };
  const play = onceEach(start);
  return { play, nextHour: hours.next };
}

const from = (allotment: Allotment | undefined): string | undefined =>
  allotment?.kind === 'elsewhere' ? allotment.from : undefined;

function onceEach(start: Play): Play {
  const plays = new Map<
    string,
    { readonly scenario: Scenario; readonly played: Promise<Played> }
  >();
  return (scenario) => {
    const known = plays.get(scenario.name);
    // evidence is filed by name: a second scenario of that name would be judged by the first one's
    if (known !== undefined && known.scenario !== scenario) {
      throw new TypeError(`two scenarios are called "${scenario.name}"`);
    }
    const started = known ?? { scenario, played: start(scenario) };
    plays.set(scenario.name, started);
    return started.played;
  };
}

/** Whether the hours that a moved clock gives have begun, or why they cannot. */
type Hours = 'not begun' | 'begun' | Played;

function laterHours(stage: () => Stage): { state: () => Hours; next: () => Promise<void> } {
  let state: Hours = 'not begun';
  return {
    state: () => state,
    next: async () => {
      try {
        await stage().controls.advanceClock(NEXT_HOUR_S);
        state = 'begun';
      } catch (thrown) {
        state = whyNot(thrown);
      }
    },
  };
}

function notNow(allotment: Allotment | undefined, hours: Hours): Played | undefined {
  if (allotment?.kind === 'unaffordable') return { notArranged: allotment.reason, seen: [] };
  if (allotment?.kind !== 'later' || hours === 'begun') return undefined;
  if (hours === 'not begun')
    throw new TypeError('a scenario of a later hour was asked for too early');
  return hours;
}

function guard(
  { playing }: PlayOptions,
  run: RunParts,
  stageFrom: (from: string | undefined, subscribes: () => void) => Stage,
): (scenario: Scenario, from: string | undefined) => Promise<Played> {
  const current = new Set<string>();
  return async (scenario, from) => {
    current.add(scenario.name);
    playing([...current]);
    let awaitsDeliveries = false;
    const stage = stageFrom(from, () => {
      awaitsDeliveries = true;
    });
    try {
      const evidence = await scenario.play(stage);
      const lost = awaitsDeliveries ? run.receiver.lost() : undefined;
      // also what did not wait: the silence of a lost receiver proves nothing
      return lost === undefined ? { evidence } : { notArranged: unreachable(lost), seen: [] };
    } catch (thrown) {
      return whyNot(thrown);
    } finally {
      current.delete(scenario.name);
      playing([...current]);
    }
  };
}

function evidenceIn(played: Played): unknown {
  if ('evidence' in played) return played.evidence;
  if ('notArranged' in played) throw new Inconclusive(played.notArranged, played.seen);
  throw new Error(played.crashed);
}

function whyNot(thrown: unknown): Played {
  if (thrown instanceof Inconclusive) return { notArranged: thrown.message, seen: thrown.seen };
  return { crashed: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) };
}
