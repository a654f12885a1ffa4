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
    only: { type: 'string', default: '' },
  },
});
const rounds = Number(values.rounds);
const runs = Number(values.cases);

/** undici cannot send what the one frames; of the other's large bodies only the beginning is recorded. */
const UNLIKE = ['errors/robustness/odd-framing', 'errors/robustness/odd-request'];
/** A subscription is watched here, which would have later creates delivered. */
const SUBSCRIBES = 'errors/robustness/hostile-subscription';
const measured = properties
  .filter(({ clause }) => !UNLIKE.includes(clause) && clause.includes(values.only))
  .sort((one, other) => (one.clause === SUBSCRIBES) - (other.clause === SUBSCRIBES));

const gateway = await startGateway();
try {
  const rows = [];
  for (const property of measured) {
    await play(gateway, async (stage) => void rows.push(...(await measure(stage, property))), {
      webhooks: property.clause === SUBSCRIBES,
    });
    report(
      property.clause,
      rows.filter(({ clause }) => clause === property.clause),
    );
  }
  report('all together', together(rows));
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
    const options = { runs: cases, seed: round, lanes, told };
    const [trial, fuzzed] = await timed(() => tryProperty(options, kinds, attempt));
    if (trial.counterexample) throw new Error(`${clause}: ${trial.counterexample.why}`);
    const [, bare] = await timed(() => bareUndici(sent, lanes, agent));
    if (round > 0) rows.push({ clause, cases: trial.tried, requests: sent.length, fuzzed, bare });
  }
  await agent.close();
  return rows;
}

/** What came of it, and how long it took: by the clock, and of our own processor time, in ms. */
async function timed(act) {
  globalThis.gc?.();
  const startedAt = performance.now();
  const before = process.cpuUsage();
  const came = await act();
  const { user, system } = process.cpuUsage(before);
  return [came, { clock: performance.now() - startedAt, own: (user + system) / 1000 }];
}

async function bareUndici(requests, lanes, dispatcher) {
  let next = 0;
  const lane = async () => {
    while (next < requests.length) {
      const { method, url, headers, body } = requests[next++];
      const answer = await request(url, { method, headers: headers.flat(), body, dispatcher });
      await answer.body.text();
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** The rounds of all properties, added up. */
function together(rows) {
  const added = (one, other) => ({ clock: one.clock + other.clock, own: one.own + other.own });
  const nothing = { clock: 0, own: 0 };
  return Array.from({ length: rounds }, (_, round) =>
    rows
      .filter((_row, at) => at % rounds === round)
      .reduce(
        (sum, { cases, requests, fuzzed, bare }) => ({
          cases: sum.cases + cases,
          requests: sum.requests + requests,
          fuzzed: added(sum.fuzzed, fuzzed),
          bare: added(sum.bare, bare),
        }),
        { cases: 0, requests: 0, fuzzed: nothing, bare: nothing },
      ),
  );
}

function report(name, rows) {
  const rate = ({ clock }, count) => (count / clock) * 1000;
  const ours = spread(rows.map(({ fuzzed, cases }) => rate(fuzzed, cases)));
  const theirs = spread(rows.map(({ bare, cases }) => rate(bare, cases)));
  const ratio = spread(rows.map(({ bare, fuzzed }) => (bare.clock / fuzzed.clock) * 100));
  const own = spread(rows.map(({ bare, fuzzed }) => (bare.own / fuzzed.own) * 100));
  process.stdout.write(
    `${name.padEnd(46)} fuzzer ${ours} cases/s, bare undici ${theirs} cases/s, ratio ${ratio} %, of processor time ${own} %\n`,
  );
}

/** Median, least and most. */
function spread(numbers) {
  const sorted = [...numbers].sort((one, other) => one - other);
  const at = (part) => Math.round(sorted[Math.floor((sorted.length - 1) * part)]);
  return `${at(0.5)} (${at(0)} to ${at(1)})`;
}
