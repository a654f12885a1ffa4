import fc from 'fast-check';
import type { Exchange } from '../../contracts/evidence.ts';
import type { Difference } from './altered.ts';
import type { Planned } from './plan.ts';
import type { Attempt, Search, Try } from './trial.ts';

/** A case for which the property does not hold, as small as it could be made. */
export interface Counterexample {
  readonly kind: string;
  /** The seed of its kind. */
  readonly seed: number;
  /** fast-check's path to it. */
  readonly path: string;
  /** The case itself, as JSON. */
  readonly case: unknown;
  readonly why: string;
  readonly difference?: Difference;
  readonly exchanges: readonly Exchange[];
  /** How many requests went into sending it again and into the search for a smaller one. */
  readonly requests: number;
  /** How often it failed of how often it was sent, before it was made smaller. */
  readonly failed: number;
  readonly sent: number;
  /** Whether it was found by an earlier run and fails still. */
  readonly isKept: boolean;
}

/** Requests that a counterexample may cost. */
const REQUESTS = 60;
const AGAIN = 2;
/** The lane of a case that is sent again. */
const AGAIN_LANE = -2;
/** The lane of a search for a smaller case. */
export const SEARCH_LANE = -1;

/** Sends a counterexample again, and makes it small where it fails firmly. */
export async function lookCloser<Case>(
  planned: Planned<Case>,
  found: Attempt,
  attempt: Try<Case>,
  signal?: AbortSignal,
): Promise<Counterexample> {
  const state: State<Case> = {
    best: { value: planned.value, attempt: found },
    requests: 0,
    path: String(planned.index),
  };
  const send = async (value: Case, lane: number): Promise<Attempt> => {
    const came = await attempt(value, lane);
    state.requests += came.requests ?? came.exchanges.length;
    return came;
  };
  const { failed, sent } = await sendAgain(planned.value, state, send, signal);
  const isFirm = failed === 2 && sent === 2;
  if (isFirm && !planned.isKept)
    await search(planned, state, (value) => send(value, SEARCH_LANE), signal);
  return { ...told(planned, state), failed, sent };
}

/** One more failure is enough to call it firm; only what held needs a third look. */
async function sendAgain<Case>(
  value: Case,
  state: State<Case>,
  send: Try<Case>,
  signal: AbortSignal | undefined,
): Promise<Pick<Counterexample, 'failed' | 'sent'>> {
  let failed = 1;
  let sent = 1;
  while (sent <= AGAIN && failed < 2 && signal?.aborted !== true) {
    const came = await send(value, AGAIN_LANE);
    sent += 1;
    if (came.why === undefined) continue;
    failed += 1;
    state.best = { value, attempt: came };
  }
  return { failed, sent };
}

function told<Case>(
  { kind, seed, isKept }: Planned<Case>,
  { best: { value, attempt: last }, path, requests }: State<Case>,
): Omit<Counterexample, 'failed' | 'sent'> {
  return {
    kind: kind.name,
    seed,
    path,
    case: value,
    why: last.why ?? '',
    ...(last.difference === undefined ? {} : { difference: last.difference }),
    exchanges: last.exchanges,
    requests,
    isKept,
  };
}

interface State<Case> {
  best: { readonly value: Case; readonly attempt: Attempt };
  requests: number;
  path: string;
}

async function search<Case>(
  { kind, index, seed }: Planned<Case>,
  state: State<Case>,
  send: (value: Case) => Promise<Attempt>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const known = new Map<string, boolean>();
  const most = (): number => state.best.attempt.requests ?? state.best.attempt.exchanges.length;
  const fails: Search<Case>['fails'] = async (value) => {
    const key = JSON.stringify(value);
    const told = known.get(key);
    if (told !== undefined) return told;
    // a case that takes several requests must not begin where they would be too many
    if (state.requests + most() > REQUESTS || signal?.aborted === true) return false;
    const came = await send(value);
    if (came.why !== undefined) state.best = { value, attempt: came };
    known.set(key, came.why !== undefined);
    return came.why !== undefined;
  };
  if (kind.reduce !== undefined) {
    await kind.reduce(state.best.value, { fails, suspect: () => state.best.attempt.suspect });
    return;
  }
  const details = await fc.check(
    fc.asyncProperty(kind.cases, async (value) => !(await fails(value))),
    { seed, path: String(index), numRuns: 1, unbiased: true },
  );
  state.path = details.counterexamplePath ?? state.path;
}
