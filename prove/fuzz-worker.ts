import { parentPort, workerData } from 'node:worker_threads';
import { plantedFaults } from '../mock/faults/planted/index.ts';
import { items } from '../suites/select.ts';
import type { FuzzOrder, PlantedOutcome } from './fuzz.ts';
import { judgeGateway } from './judge-gateway.ts';

const { seeds } = workerData as FuzzOrder;

parentPort?.on('message', (id: string | undefined) => {
  if (id === undefined) parentPort?.close();
  else void hunt(id).then((outcome) => parentPort?.postMessage(outcome));
});

/** Judges the clause that a planted fault breaks, once a seed. */
async function hunt(id: string): Promise<PlantedOutcome> {
  const fault = plantedFaults.find((each) => each.id === id);
  const chosen = items.filter(({ clause }) => clause.id === fault?.clause);
  const missed: string[] = [];
  const requests: number[] = [];
  for (let seed = 1; fault !== undefined && seed <= seeds; seed += 1) {
    const { judgements } = await judgeGateway([fault], chosen, { fuzz: { seed }, timeout: 2 });
    const { verdict, message, reason } = judgements.get(fault.clause) ?? {};
    if (verdict !== 'fail') missed.push(`seed ${seed}: ${verdict}, ${message ?? reason}`);
    requests.push(Number(/smaller with (\d+) requests/.exec(message ?? '')?.[1] ?? 0));
  }
  return { id, missed, mostRequests: Math.max(...requests) };
}
