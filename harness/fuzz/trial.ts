import type fc from 'fast-check';
import type { Exchange } from '../../contracts/evidence.ts';
import { Inconclusive } from '../judging/outcome.ts';
import type { Difference } from './altered.ts';
import { createBreaker } from './breaker.ts';
import { inLanes } from './in-lanes.ts';
import { createPace } from './pace.ts';
import { anySeed, type Planned, plan, replayed } from './plan.ts';
import { type Counterexample, lookCloser } from './shrink.ts';

/** Cases of one kind; every kind gets its share of the runs, so that none is missed by chance. */
export interface Kind<Case> {
  readonly name: string;
  readonly cases: fc.Arbitrary<Case>;
  /** Makes a counterexample smaller; without it fast-check does. */
  readonly reduce?: Reduce<Case>;
}

/** Looks for the smallest case that still fails, starting from one that does. */
export type Reduce<Case> = (found: Case, search: Search<Case>) => Promise<void>;

/** What a search for a smaller case can ask. */
export interface Search<Case> {
  /** Whether a case fails too; false, without a request, once the search is over. */
  readonly fails: (candidate: Case) => Promise<boolean>;
  /** Where the last failure was seen, e.g. the name of a field. */
  readonly suspect: () => string | undefined;
}

/** What became of one case. */
export interface Attempt {
  readonly exchanges: readonly Exchange[];
  /** How many requests it took, where it took more than are shown. */
  readonly requests?: number;
  /** Why the property does not hold, `undefined` where it does. */
  readonly why?: string;
  /** Where it does not, e.g. the name of a field. */
  readonly suspect?: string;
  /** The field that shows it, where it is one. */
  readonly difference?: Difference;
  /** What a later delivery tells, where one is waited for; the next case need not wait for it. */
  readonly later?: () => Promise<Attempt>;
  /** Why the case tells nothing, e.g. since the target throttles. */
  readonly untold?: string;
}

/** A property that was tried. */
export interface Trial {
  readonly seed: number;
  readonly tried: number;
  readonly untold: readonly string[];
  /** Why cases were left out, where they were. */
  readonly stopped?: string;
  /** One that held. */
  readonly sample?: Exchange;
  readonly counterexample?: Counterexample;
  /** Counterexamples of earlier runs that hold now. */
  readonly fixed: readonly Kept[];
}

/** A counterexample that was kept, as JSON, to be tried first next time. */
export interface Kept {
  readonly kind: string;
  readonly case: unknown;
}

/** How many cases, from which seed, for how long. */
export interface TrialOptions {
  readonly runs: number;
  readonly seed?: number | undefined;
  readonly seconds?: number | undefined;
  /** How many cases are under way at once, at most. */
  readonly lanes?: number;
  /** Counterexamples of earlier runs. */
  readonly kept?: readonly Kept[];
  readonly signal?: AbortSignal | undefined;
  /** Told of each attempt, those of the search for a smaller case too. */
  readonly told?: (attempt: Attempt) => void;
}

/** Sends one case; `lane` tells cases that follow one another, below 0 those that are tried on their own. */
export type Try<Case> = (value: Case, lane: number) => Promise<Attempt>;

const LANES = 16;
/** Cases whose deliveries are waited for, at most; each is kept until then. */
const PENDING = 256;

interface Course<Case> {
  readonly failures: Map<number, Attempt>;
  readonly untold: string[];
  readonly fixed: Planned<Case>[];
  sample?: Exchange;
  tried: number;
}

/**
 * Tries a property on cases of every kind, side by side, until one fails; that one is sent again, to
 * tell a firm failure from a flaky one, and then made small, one request at a time.
 */
export async function tryProperty<Case>(
  options: TrialOptions,
  kinds: readonly Kind<Case>[],
  attempt: Try<Case>,
): Promise<Trial> {
  const seed = options.seed ?? anySeed();
  const tell: Try<Case> = async (value, lane) => {
    const came = await attempt(value, lane);
    options.told?.(came);
    return came;
  };
  const alone: Try<Case> = async (value, lane) => {
    const came = await tell(value, lane);
    return came.why === undefined && came.later ? came.later() : came;
  };
  const planned = [...replayed(kinds, options.kept ?? []), ...plan(kinds, options.runs, seed)];
  const course: Course<Case> = { failures: new Map(), untold: [], fixed: [], tried: 0 };
  const stopped = await sendAll(options, planned, tell, course);
  const first = Math.min(...course.failures.keys());
  const failed = course.failures.get(first);
  const at = planned[first];
  return {
    seed,
    tried: course.tried,
    untold: course.untold.slice(0, 3),
    ...(stopped === undefined ? {} : { stopped }),
    ...(course.sample === undefined ? {} : { sample: course.sample }),
    ...(failed && at
      ? { counterexample: await lookCloser(at, failed, alone, options.signal) }
      : {}),
    fixed: course.fixed.map(({ kind, value }) => ({ kind: kind.name, case: value })),
  };
}

/** @returns why cases were left out, where they were, but for the first failure */
async function sendAll<Case>(
  { seconds = Number.POSITIVE_INFINITY, lanes = LANES, signal }: TrialOptions,
  planned: readonly Planned<Case>[],
  attempt: Try<Case>,
  course: Course<Case>,
): Promise<string | undefined> {
  const until = Date.now() + seconds * 1000;
  const breaker = createBreaker(lanes);
  const pace = createPace(lanes);
  const pending = new Set<Promise<void>>();
  let ended: string | undefined;
  const isOver = (): boolean =>
    ended !== undefined ||
    signal?.aborted === true ||
    course.failures.size > 0 ||
    breaker.isOpen() ||
    Date.now() >= until;
  await inLanes(planned, lanes, async (each, lane, index) => {
    if (isOver()) return;
    await pace.enter();
    try {
      if (isOver()) return;
      const came = await attempt(each.value, lane);
      breaker.tell(came);
      pace.tell(came);
      await follow(came, pending, (told) => note(course, each, told, index));
    } catch (thrown) {
      // no more may be sent
      if (!(thrown instanceof Inconclusive)) throw thrown;
      ended ??= thrown.message;
    } finally {
      pace.leave();
    }
  });
  await Promise.all(pending);
  if (ended !== undefined || !breaker.isOpen()) return ended;
  return `the target stopped answering; ${planned.length - course.tried} of ${planned.length} cases were not tried`;
}

/** Notes what came, or what a later delivery tells; waits only where too many are waited for. */
async function follow(
  came: Attempt,
  pending: Set<Promise<void>>,
  noted: (told: Attempt) => void,
): Promise<void> {
  if (came.later === undefined || came.why !== undefined) {
    noted(came);
    return;
  }
  const later = came.later().then(noted);
  pending.add(later);
  void later.finally(() => pending.delete(later));
  if (pending.size > PENDING) await later;
}

function note<Case>(course: Course<Case>, each: Planned<Case>, came: Attempt, index: number): void {
  course.tried += 1;
  if (came.why !== undefined) course.failures.set(index, came);
  else if (came.untold !== undefined) course.untold.push(came.untold);
  else if (each.isKept) course.fixed.push(each);
  else if (course.sample === undefined && came.exchanges[0]) course.sample = came.exchanges[0];
}
