import type { Exchange } from '../../contracts/evidence.ts';
import { casesOf, type Prepared, type Property } from '../../harness/fuzz/property.ts';
import type { Counterexample } from '../../harness/fuzz/shrink.ts';
import { type Attempt, type Kind, type Trial, tryProperty } from '../../harness/fuzz/trial.ts';
import { Inconclusive } from '../../harness/judging/outcome.ts';
import { type Scenario, scenario } from '../../harness/scenarios/scenario.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';
import { properties } from './properties.ts';

/** A counterexample of a long run. */
export interface Found {
  readonly clause: string;
  /** The seed that finds it again. */
  readonly seed: number;
  readonly counterexample: Counterexample;
}

/** What a long run is to do, and who is to know. */
export interface LongRunOptions {
  /** Cases a property and round. */
  readonly runs: number;
  readonly seed: number;
  readonly seconds: number;
  readonly signal: AbortSignal;
  readonly now: () => number;
  readonly told: (attempt: Attempt) => void;
  readonly found: (found: Found) => void;
}

/** How a long run ended. */
export interface LongRun {
  readonly cases: number;
  readonly rounds: number;
  /** Why it ended before its time, where it did. */
  readonly stopped?: string;
  /** Why properties could not be tried, by clause. */
  readonly untold: Readonly<Record<string, string>>;
}

/** Of one property no more are looked for: they would be the same fault again. */
const MOST = 10;
/** Rounds in a row of which no case tells anything. */
const IDLE_ROUNDS = 3;

interface Line {
  readonly property: Property;
  readonly prepared: Prepared<never>;
  /** Kinds of cases of which no counterexample is known yet. */
  kinds: readonly Kind<never>[];
  found: number;
}

/** Tries every property round after round, until the time is over or the run is interrupted. */
export function longRun(options: LongRunOptions): Scenario<LongRun> {
  return scenario('long fuzzing', async (stage) => {
    const untold: Record<string, string> = {};
    const lines: Line[] = [];
    for (const property of properties) {
      const line = await lineOf(property, stage, untold);
      if (line !== undefined) lines.push(line);
    }
    return { ...(await playRounds(options, stage, lines, untold)), untold };
  });
}

async function lineOf(
  property: Property,
  stage: Stage,
  untold: Record<string, string>,
): Promise<Line | undefined> {
  try {
    const prepared = await property.prepare(stage);
    return { property, prepared, kinds: prepared.kinds, found: 0 };
  } catch (thrown) {
    if (!(thrown instanceof Inconclusive)) throw thrown;
    untold[property.clause] = thrown.message;
    return undefined;
  }
}

async function playRounds(
  options: LongRunOptions,
  stage: Stage,
  lines: readonly Line[],
  untold: Record<string, string>,
): Promise<Omit<LongRun, 'untold'>> {
  const until = options.now() + options.seconds * 1000;
  const isOver = (): boolean => options.signal.aborted || options.now() >= until;
  let cases = 0;
  let rounds = 0;
  let idle = 0;
  for (; !isOver(); rounds += 1) {
    const before = cases;
    for (const line of lines) {
      if (isOver() || line.kinds.length === 0) continue;
      const trial = await playRound(options, stage, line, { round: rounds, until });
      cases += trial.tried;
      if (trial.untold[0] !== undefined) untold[line.property.clause] ??= trial.untold[0];
      if (trial.stopped !== undefined) return { cases, rounds, stopped: trial.stopped };
    }
    idle = cases === before ? idle + 1 : 0;
    if (idle === IDLE_ROUNDS) return { cases, rounds, stopped: 'no case is left to try' };
  }
  return { cases, rounds };
}

async function playRound(
  options: LongRunOptions,
  stage: Stage,
  line: Line,
  { round, until }: { readonly round: number; readonly until: number },
): Promise<Trial> {
  const { clause } = line.property;
  const { lanes, attempt } = line.prepared;
  const seed = (options.seed + round) | 0;
  const play = (): Promise<Trial> =>
    tryProperty(
      {
        runs: casesOf(line.property, options.runs),
        seed,
        seconds: (until - options.now()) / 1000,
        ...(lanes !== undefined && { lanes }),
        kept: round === 0 ? stage.fuzz.kept(clause) : [],
        signal: options.signal,
        told: options.told,
      },
      line.kinds,
      attempt,
    );
  const first = await play();
  const isOutdated = first.counterexample?.exchanges.some(isUnauthorized) ?? false;
  // a token does not live as long as a long run
  const trial = isOutdated && (await stage.renew()) ? await play() : first;
  stage.fuzz.tell(clause, trial);
  const { counterexample } = trial;
  if (counterexample === undefined) return trial;
  options.found({ clause, seed, counterexample: stage.fuzz.masked(counterexample) });
  line.found += 1;
  line.kinds =
    line.found < MOST ? line.kinds.filter(({ name }) => name !== counterexample.kind) : [];
  return trial;
}

function isUnauthorized({ request, response }: Exchange): boolean {
  const isOurs = request.headers.some(([, value]) => /^Bearer [^\s]+$/.test(value));
  return isOurs && response?.status === 401;
}
