import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Allotments, allot, type Budget, lacking } from '../budget/allot.ts';
import { planOf } from '../budget/plan.ts';
import type { Corpus } from '../fuzz/corpus.ts';
import { areGrantsExclusive } from './exclusive-grants.ts';
import { type Play, type Player, player } from './player.ts';
import type { RunParts, RunState } from './run-state.ts';
import { PHASES, type Phase, type Played, type Scenario, withNeeds } from './scenario.ts';

/** What is to be played, and who is to know. */
export interface PlayOptions {
  /** In the order of importance: the first get the hour's ten invalid token requests. */
  readonly scenarios: readonly Scenario[];
  readonly budget: Budget;
  /** Gets each scenario as it was played, secrets masked. */
  readonly keep: (scenario: Scenario, played: Played) => void;
  /** Gets the names of the scenarios that are being played. */
  readonly playing: (names: readonly string[]) => void;
  /** Tells a person what to do. */
  readonly announce: (sentence: string) => void;
  /** A line that a person types, where somebody sits at a terminal. */
  readonly readLine?: ((signal: AbortSignal) => Promise<string>) | undefined;
  readonly signal?: AbortSignal;
  /** Where counterexamples are kept from run to run. */
  readonly corpus?: Corpus;
}

/** What was planned and done about the hour's ten. */
export interface Spent {
  /** In one line or two what was going to be spent, and what could not be afforded. */
  readonly plan: readonly string[];
  /** The scenarios that could be afforded, where others could not. */
  readonly afforded: readonly string[];
}

const GRACE_MS = 1_000;

/** Plays every scenario once, phase by phase; tells beforehand what it is going to spend. */
export async function playAll(
  options: PlayOptions,
  run: RunParts,
  state: RunState,
): Promise<Spent> {
  const scenarios = withNeeds(options.scenarios);
  const spenders = scenarios.filter(({ spends }) => spends > 0);
  const allotments = allot(spenders, options.budget);
  const plan = planOf(spenders, allotments, options.budget);
  for (const line of plan) options.announce(line);
  let players = player(options, run, state, allotments);
  let isInTurn = false;
  for (const phase of PHASES) {
    const due = scenarios.filter((each) => phaseOf(each, allotments) === phase);
    await untilInterrupted(playPhase(phase, isInTurn, due, allotments, players), options.signal);
    if (phase === 'main' && (await mustBeInTurn(run, state))) {
      isInTurn = true;
      players = player(options, run, state, allotments);
      await untilInterrupted(playPhase(phase, isInTurn, due, allotments, players), options.signal);
    }
    options.signal?.throwIfAborted();
  }
  const isAfforded = ({ name }: Scenario): boolean =>
    allotments.byName.get(name)?.kind !== 'unaffordable';
  const isShort = lacking(spenders, allotments).length > 0;
  return { plan, afforded: isShort ? spenders.filter(isAfforded).map(({ name }) => name) : [] };
}

function phaseOf({ name, phase }: Scenario, { byName }: Allotments): Phase {
  const kind = byName.get(name)?.kind;
  return kind === 'elsewhere' || kind === 'later' ? kind : phase;
}

/** Hour by hour, each of which the moved clock gives. */
async function playLater(
  due: readonly Scenario[],
  { byName }: Allotments,
  play: Play,
  nextHour: () => Promise<void>,
): Promise<void> {
  const hourOf = ({ name }: Scenario): number => {
    const allotment = byName.get(name);
    return allotment?.kind === 'later' ? allotment.hour : 0;
  };
  for (const hour of [...new Set(due.map(hourOf))].sort((a, b) => a - b)) {
    await nextHour();
    for (const each of due) if (hourOf(each) === hour) await play(each);
  }
}

async function playPhase(
  phase: Phase,
  isInTurn: boolean,
  due: readonly Scenario[],
  allotments: Allotments,
  { play, nextHour }: Player,
): Promise<void> {
  // where a gateway counts more than was planned, the least important is left out
  const inOrder = phase === 'spend' ? due.toSorted((a, b) => a.rank - b.rank) : due;
  if (phase === 'later') await playLater(due, allotments, play, nextHour);
  // one after the other, or the tenth could overtake the first at the limiter
  else if (phase === 'spend' || isInTurn) for (const each of inOrder) await play(each);
  else await Promise.all(due.map(play));
}

/** Where each grant ends the one before, scenarios that were played side by side disturbed each other. */
async function mustBeInTurn(run: RunParts, state: RunState): Promise<boolean> {
  if (!run.recorder.missedOlderGrant() || !(await areGrantsExclusive(run, state))) return false;
  run.recorder.expectExclusiveGrants();
  state.probeAnew();
  return true;
}

/** An interrupted phase has a moment for what is under way, such as a subscription. */
async function untilInterrupted(phase: Promise<void>, signal: AbortSignal | undefined) {
  if (signal === undefined) return phase;
  const over = new AbortController();
  const interrupted = once(signal, 'abort', { signal: over.signal })
    .then(() => sleep(GRACE_MS, undefined, { signal: over.signal }))
    .catch(() => undefined);
  await Promise.race([phase, signal.aborted ? undefined : interrupted]).finally(() => over.abort());
}
