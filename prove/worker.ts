import { parentPort, workerData } from 'node:worker_threads';
import type { Level } from '../contracts/clause.ts';
import { type Item, items } from '../suites/select.ts';
import type { Case } from './case.ts';
import { faultCases, pairCases, variantCases } from './cases.ts';
import { compare } from './compare.ts';
import { judgeGateway } from './judge-gateway.ts';
import { pastTheHour } from './past-the-hour.ts';
import type { Proved, WorkOrder } from './walk.ts';

const { count, seed, thorough } = workerData as WorkOrder;
const cases = new Map(
  [...faultCases, ...variantCases, ...pairCases({ count, seed })].map((each) => [each.id, each]),
);
const levels = new Map<string, Level>(items.map(({ clause }) => [clause.id, clause.level]));

/** Generated cases cost half of a run; only what they alone can find needs the default number. */
const FEW_CASES = 4;

parentPort?.on('message', (id: string | undefined) => {
  const each = id === undefined ? undefined : cases.get(id);
  if (each === undefined) parentPort?.close();
  else void prove(each).then((proved) => parentPort?.postMessage(proved));
});

/** Sections whose clauses look at what the whole run did or left behind. */
const LOOKS_EVERYWHERE = /^(errors\/statuses\/|actions\/resources\/)/;

/**
 * A lawful gateway is asked everything. So is a faulty one when thorough; else it is asked about the
 * area of its fault, where a check that is too wide would call a wrong clause.
 */
function itemsFor({ breaks }: Case): readonly Item[] {
  if (thorough || breaks === undefined || LOOKS_EVERYWHERE.test(breaks)) return items;
  const area = breaks.slice(0, breaks.indexOf('/'));
  return items.filter(({ clause }) => clause.area === area);
}

async function prove(each: Case): Promise<Proved> {
  await pastTheHour();
  const fuzz = each.breaks?.startsWith('errors/robustness/') ? {} : { runs: FEW_CASES };
  const { judgements, durationMs } = await judgeGateway(each.deviations, itemsFor(each), {
    fuzz,
  });
  const { case: _, ...outcome } = compare(each, levels, judgements, durationMs);
  return { id: each.id, outcome };
}
