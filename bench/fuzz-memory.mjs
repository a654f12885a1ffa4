// The memory of the fuzzer over 100,000 cases, measured after each 10,000, garbage collected.
import { parseArgs } from 'node:util';
import { tryProperty } from '../dist/harness/fuzz/trial.js';
import { properties } from '../dist/suites/errors/properties.js';
import { startGateway } from './gateway.mjs';
import { play } from './play.mjs';

const LIMIT_MB = 50;
/** It lists all clients, which are a hundred thousand in the end: a measure of the mock, and hours of it. */
const LISTS = 'errors/robustness/odd-request';
const { values } = parseArgs({ options: { cases: { type: 'string', default: '100000' } } });
const most = Number(values.cases);
const step = Math.ceil(most / 10);
const megabytes = (bytes) => Number((bytes / 1024 / 1024).toFixed(1));

const curve = [];
const gateway = await startGateway();
try {
  await play(
    gateway,
    async (stage) => {
      const prepared = [];
      for (const property of properties.filter(({ clause }) => clause !== LISTS)) {
        prepared.push({ ...property, ...(await property.prepare(stage)) });
      }
      let cases = 0;
      for (let seed = 1; cases < most; seed += 1) {
        for (const { clause, share = 1, kinds, attempt, lanes } of prepared) {
          const options = { runs: Math.ceil(75 * share), seed, ...(lanes && { lanes }) };
          const trial = await tryProperty(options, kinds, attempt);
          if (trial.counterexample) throw new Error(`${clause}: ${trial.counterexample.why}`);
          cases += trial.tried;
        }
        if (cases >= step * (curve.length + 1)) measure(cases);
      }
      return {};
    },
    { webhooks: true },
  );
} finally {
  await gateway.close();
}
const growth = curve.at(-1).heap - curve[0].heap;
process.stdout.write(
  `heap grew by ${growth.toFixed(1)} MB after the first ${curve[0].cases} cases; at most ${LIMIT_MB} MB is the aim\n`,
);
process.exitCode = growth <= LIMIT_MB ? 0 : 1;

function measure(cases) {
  globalThis.gc?.();
  const { heapUsed, rss, external } = process.memoryUsage();
  curve.push({ cases, heap: megabytes(heapUsed) });
  process.stdout.write(
    `${String(cases).padStart(7)} cases  heap ${megabytes(heapUsed)} MB  external ${megabytes(external)} MB  resident ${megabytes(rss)} MB\n`,
  );
}
