import { createHash } from 'node:crypto';
import type { Case, Outcome } from './case.ts';
import type { PairDraw } from './cases.ts';
import { startWorker } from './start-worker.ts';

/** What a worker sends for each case: the outcome without the case, whose functions cannot be sent. */
export interface Proved {
  readonly id: string;
  readonly outcome: Omit<Outcome, 'case'>;
}

/** What a thread is told when it starts. */
export interface WorkOrder extends PairDraw {
  /** Whether a faulty gateway is asked about every area. */
  readonly thorough: boolean;
}

/** How the cases are divided among threads. */
export interface Width {
  readonly threads: number;
  /** Gateways that a thread plays side by side, so that none waits idly. */
  readonly gateways: number;
}

/**
 * Walks the cases, several side by side, in threads of this process.
 *
 * @param order also how the pairs among the cases were drawn, so that a thread can draw them again
 * @param done told after each
 */
export async function walk(
  cases: readonly Case[],
  order: WorkOrder,
  { threads, gateways }: Width,
  done: (outcome: Outcome) => void,
): Promise<readonly Outcome[]> {
  const byId = new Map(cases.map((each) => [each.id, each]));
  const outcomes = new Map<string, Outcome>();
  const queue = mixed([...byId.keys()]);
  const take = ({ id, outcome }: Proved): void => {
    const each = byId.get(id);
    if (each === undefined) return;
    outcomes.set(id, { case: each, ...outcome });
    done({ case: each, ...outcome });
  };
  await Promise.all(
    Array.from({ length: Math.min(threads, queue.length) }, () =>
      workThrough(queue, order, gateways, take),
    ),
  );
  return cases.flatMap(({ id }) => outcomes.get(id) ?? []);
}

/** The same order on every run, in which gateways that let others wait come among those that keep a core busy. */
function mixed(ids: readonly string[]): string[] {
  const key = (id: string): string => createHash('sha256').update(id).digest('hex');
  const keyed = ids.map((id) => ({ id, at: key(id) }));
  return keyed.sort((a, b) => (a.at < b.at ? -1 : 1)).map(({ id }) => id);
}

function workThrough(
  queue: string[],
  order: WorkOrder,
  gateways: number,
  take: (proved: Proved) => void,
): Promise<void> {
  const worker = startWorker('worker', order);
  let playing = 0;
  const next = (): void => {
    while (playing < gateways && queue.length > 0) {
      worker.postMessage(queue.shift());
      playing += 1;
    }
    if (playing === 0) worker.postMessage(undefined);
  };
  return new Promise((resolve, reject) => {
    worker.on('message', (proved: Proved) => {
      playing -= 1;
      take(proved);
      next();
    });
    worker.once('error', reject);
    worker.once('exit', () => resolve());
    next();
  });
}
