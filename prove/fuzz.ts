import { availableParallelism } from 'node:os';
import { isMainThread } from 'node:worker_threads';
import { Command } from 'commander';
import { numberOf } from '../cli/option-values.ts';
import { plantedFaults } from '../mock/faults/planted/index.ts';
import { flagsOf } from './flags-of.ts';
import { startWorker } from './start-worker.ts';

/** What a thread is told when it starts. */
export interface FuzzOrder {
  /** How many seeds each fault is hunted with, from 1. */
  readonly seeds: number;
}

/** How the hunt for a planted fault went. */
export interface PlantedOutcome {
  readonly id: string;
  /** What was said with each seed that did not find it. */
  readonly missed: readonly string[];
  /** The most requests that a seed needed to make the counterexample small. */
  readonly mostRequests: number;
}

/** Some gateways hang or deliver nothing: others are hunted meanwhile. */
const THREADS = availableParallelism() * 2;

if (isMainThread) await prove();

/** Hunts each planted fault with each seed, and ends with a table. */
async function prove(): Promise<void> {
  const { seeds, only } = flagsOf<FuzzOrder & { readonly only: readonly string[] }>(
    new Command('prove-fuzz')
      .description('hunts each planted payload fault with generated payloads')
      .option('--seeds <n>', 'seeds to try, from 1', numberOf('--seeds', { least: 1 }), 10)
      .option('--only <part...>', 'the faults whose id has one of these parts', []),
  );
  const wanted = plantedFaults.filter(
    ({ id }) => only.length === 0 || only.some((part) => id.includes(part)),
  );
  const startedAt = performance.now();
  const queue = wanted.map(({ id }) => id);
  const outcomes: PlantedOutcome[] = [];
  await Promise.all(
    Array.from({ length: Math.min(THREADS, queue.length) }, () =>
      work(queue, { seeds }, (outcome) => outcomes.push(outcome)),
    ),
  );
  const found = outcomes.filter(({ missed }) => missed.length === 0).length;
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(`${table(outcomes, seeds)}\n`);
  process.stdout.write(
    `${found} of ${wanted.length} planted faults found with each of ${seeds} seeds in ${seconds} s\n`,
  );
  process.exitCode = found === wanted.length && found > 0 ? 0 : 1;
}

function work(
  queue: string[],
  order: FuzzOrder,
  take: (outcome: PlantedOutcome) => void,
): Promise<void> {
  const worker = startWorker('fuzz-worker', order);
  const next = (): void => worker.postMessage(queue.shift());
  return new Promise((resolve, reject) => {
    worker.on('message', (outcome: PlantedOutcome) => {
      take(outcome);
      next();
    });
    worker.once('error', reject);
    worker.once('exit', () => resolve());
    next();
  });
}

function table(outcomes: readonly PlantedOutcome[], seeds: number): string {
  const byId = new Map(outcomes.map((outcome) => [outcome.id, outcome]));
  return plantedFaults
    .flatMap(({ id, does }) => {
      const outcome = byId.get(id);
      if (outcome === undefined) return [];
      const { missed, mostRequests } = outcome;
      const found = `${seeds - missed.length}/${seeds}`.padStart(6);
      const line = `${found}  ${String(mostRequests).padStart(2)} requests  ${id}: ${does}`;
      return [line, ...missed.map((each) => `        ${each}`)];
    })
    .join('\n');
}
