// Cases a second of the fuzzer against bare undici sending the same requests at the same
// concurrency to the same gateway, in turn, several times.
import { parseArgs } from 'node:util';
import { Agent, request } from 'undici';
import { tryProperty } from '../dist/harness/fuzz/trial.js';
import { properties } from '../dist/suites/errors/properties.js';
import { startGateway } from './gateway.mjs';
import { play } from './play.mjs';

const LANES = 16;
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    cases: { type: 'string', default: '300' },
  },
});
const rounds = Number(values.rounds);
const runs = Number(values.cases);

const gateway = await startGateway();
try {
  await play(gateway, async (stage) => {
    const rows = [];
    for (const property of properties) {
      rows.push(...(await measure(stage, property)));
      report(
        property.clause,
        rows.filter(({ clause }) => clause === property.clause),
      );
    }
    report('all together', together(rows));
    return {};
  });
} finally {
  await gateway.close();
}

async function measure(stage, { clause, prepare, share = 1 }) {
  const { kinds, attempt, lanes = LANES } = await prepare(stage);
  const agent = new Agent({ connections: LANES, allowH2: false });
  const rows = [];
  const cases = Math.ceil(runs * share);
  // the first round warms both up
  for (let round = 0; round <= rounds; round += 1) {
    const sent = [];
    const told = ({ exchanges }) => sent.push(...exchanges.map((each) => each.request));
    const startedAt = performance.now();
    const trial = await tryProperty({ runs: cases, seed: round, lanes, told }, kinds, attempt);
    const fuzzed = performance.now() - startedAt;
    if (trial.counterexample) throw new Error(`${clause}: ${trial.counterexample.why}`);
    const bare = await bareUndici(sent, lanes, agent);
    if (round > 0) rows.push({ clause, cases: trial.tried, requests: sent.length, fuzzed, bare });
  }
  await agent.close();
  return rows;
}

async function bareUndici(requests, lanes, dispatcher) {
  const startedAt = performance.now();
  let next = 0;
  const lane = async () => {
    while (next < requests.length) {
      const { method, url, headers, body } = requests[next++];
      const answer = await request(url, { method, headers: headers.flat(), body, dispatcher });
      await answer.body.text();
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return performance.now() - startedAt;
}

/** The rounds of all properties, added up. */
function together(rows) {
  return Array.from({ length: rounds }, (_, round) =>
    rows
      .filter((_row, at) => at % rounds === round)
      .reduce(
        (sum, { cases, requests, fuzzed, bare }) => ({
          cases: sum.cases + cases,
          requests: sum.requests + requests,
          fuzzed: sum.fuzzed + fuzzed,
          bare: sum.bare + bare,
        }),
        { cases: 0, requests: 0, fuzzed: 0, bare: 0 },
      ),
  );
}

function report(name, rows) {
  const rate = (ms, count) => (count / ms) * 1000;
  const ours = spread(rows.map(({ fuzzed, cases }) => rate(fuzzed, cases)));
  const theirs = spread(rows.map(({ bare, cases }) => rate(bare, cases)));
  const ratio = spread(rows.map(({ bare, fuzzed }) => (bare / fuzzed) * 100));
  process.stdout.write(
    `${name.padEnd(46)} fuzzer ${ours} cases/s, bare undici ${theirs} cases/s, ratio ${ratio} %\n`,
  );
}

/** Median, least and most. */
function spread(numbers) {
  const sorted = [...numbers].sort((one, other) => one - other);
  const at = (part) => Math.round(sorted[Math.floor((sorted.length - 1) * part)]);
  return `${at(0.5)} (${at(0)} to ${at(1)})`;
}
