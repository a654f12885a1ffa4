import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Case, isProved, type Outcome } from './case.ts';
import { faultCases, generator, pairCases, variantCases } from './cases.ts';
import { countsTable, proofTable } from './table.ts';
import { proveThroughCli } from './through-cli.ts';
import { walk } from './walk.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    pairs: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    'through-cli': { type: 'string' },
    thorough: { type: 'boolean', default: false },
  },
});

const PROOF = join(import.meta.dirname, '..', '..', 'docs', 'proof.md');
const seed = Number(values.seed);
const pairs = { count: Number(values.pairs), seed };
const all = [...faultCases, ...variantCases, ...pairCases(pairs)];
/** More than this is no stall. */
const MOST_AGAIN = 10;
/** Some gateways hang or deliver nothing: others are played meanwhile. */
const width = { threads: availableParallelism(), gateways: 6 };
const chosen = all.filter(
  ({ id }) => values.only.length === 0 || values.only.some((part) => id.includes(part)),
);
const startedAt = performance.now();
const order = { ...pairs, thorough: values.thorough };
const play = (cases: readonly Case[], at: typeof width): Promise<readonly Outcome[]> =>
  values['through-cli'] === undefined
    ? walk(cases, order, at, progress(cases.length))
    : throughCli(cases);
const first = await play(drawn(), width);
finish(await withSecondTry(first));

function drawn(): readonly Case[] {
  const count = values['through-cli'];
  return count === undefined ? chosen : draw(chosen, Number(count));
}

/** A machine that stalls can spoil a case: it is played once more, alone, and said so. */
async function withSecondTry(played: readonly Outcome[]): Promise<readonly Outcome[]> {
  const again = played.filter((outcome) => !isProved(outcome)).map((outcome) => outcome.case);
  if (again.length === 0 || again.length > MOST_AGAIN) return played;
  process.stderr.write(`\nA second try of ${again.length}, one at a time\n`);
  const second = await play(again, { threads: 1, gateways: 1 });
  const byId = new Map(second.map((outcome) => [outcome.case.id, outcome]));
  return played.map((outcome) => byId.get(outcome.case.id) ?? outcome);
}

async function throughCli(cases: readonly Case[]): Promise<readonly Outcome[]> {
  const done = progress(cases.length);
  const played: Outcome[] = [];
  for (const each of cases) {
    const outcome = await proveThroughCli(each);
    played.push(outcome);
    done(outcome);
  }
  return played;
}

function draw(cases: readonly Case[], count: number): readonly Case[] {
  const random = generator(seed);
  return cases
    .map((each) => ({ each, key: random() }))
    .sort((a, b) => a.key - b.key)
    .slice(0, count)
    .map(({ each }) => each);
}

function progress(total: number): (outcome: Outcome) => void {
  let count = 0;
  return (outcome) => {
    count += 1;
    if (!isProved(outcome)) process.stderr.write(`\r\u001b[2K${explain(outcome)}\n`);
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${count} of ${total} gateways`);
    else if (count % 50 === 0) process.stderr.write(`${count} of ${total} gateways\n`);
  };
}

function explain({ case: each, found, verdict, alarms, errors }: Outcome): string {
  return [
    `✗ ${each.id}: a gateway that ${each.does}`,
    ...(found ? [] : [`    not found: ${each.breaks} is ${verdict}`]),
    ...alarms.map((alarm) => `    false alarm: ${alarm}`),
    ...errors.map((error) => `    error: ${error}`),
  ].join('\n');
}

function finish(played: readonly Outcome[]): void {
  const failed = played.filter((outcome) => !isProved(outcome));
  if (values.json) process.stdout.write(`${JSON.stringify(played, undefined, 1)}\n`);
  const table = proofTable(played);
  if (values.write) writeFileSync(PROOF, table);
  const stale = values.check && readFileSync(PROOF, 'utf8') !== table;
  if (stale) process.stderr.write('docs/proof.md is stale; run `npm run prove -- --write`\n');
  process.stderr.write(`\r\u001b[2K${countsTable(played)}\n`);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stderr.write(
    `\r\u001b[2K${played.length} gateways in ${seconds} s\nprove: ${played.length - failed.length} passed, ${failed.length} failed\n`,
  );
  process.exitCode = failed.length > 0 || stale || played.length === 0 ? 1 : 0;
}
