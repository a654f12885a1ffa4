import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { numberOf } from '../cli/option-values.ts';
import { type Case, isProved, type Outcome } from './case.ts';
import { faultCases, generator, pairCases, variantCases } from './cases.ts';
import { flagsOf } from './flags-of.ts';
import { countsTable, proofTable } from './table.ts';
import { proveThroughCli } from './through-cli.ts';
import { walk } from './walk.ts';

interface ProofFlags {
  readonly only: readonly string[];
  readonly json?: true;
  readonly write?: true;
  readonly check?: true;
  readonly pairs: number;
  readonly seed: number;
  readonly throughCli?: number;
  readonly thorough?: true;
}

const flags = flagsOf<ProofFlags>(
  new Command('prove')
    .description('judges a gateway with each fault and variant')
    .option('--only <part...>', 'those whose id has one of these parts', [])
    .option('--pairs <n>', 'pairs of variants', numberOf('--pairs', { least: 0 }), 40)
    .option('--seed <n>', 'draws the pairs', numberOf('--seed', { least: 0 }), 1)
    .option('--thorough', 'play all generated cases at each gateway')
    .option(
      '--through-cli <n>',
      'draw so many, and judge them through the command line',
      numberOf('--through-cli', { least: 1 }),
    )
    .option('--json', 'print what was seen as JSON')
    .option('--write', 'write docs/proof.md')
    .option('--check', 'fail where docs/proof.md is stale'),
);

const PROOF = join(import.meta.dirname, '..', '..', 'docs', 'proof.md');
const { seed } = flags;
const pairs = { count: flags.pairs, seed };
const all = [...faultCases, ...variantCases, ...pairCases(pairs)];
/** More than this is no stall. */
const MOST_AGAIN = 10;
/** Some gateways hang or deliver nothing: others are played meanwhile. */
const width = { threads: availableParallelism(), gateways: 6 };
const chosen = all.filter(
  ({ id }) => flags.only.length === 0 || flags.only.some((part) => id.includes(part)),
);
const startedAt = performance.now();
const order = { ...pairs, thorough: flags.thorough === true };
const play = (cases: readonly Case[], at: typeof width): Promise<readonly Outcome[]> =>
  flags.throughCli === undefined
    ? walk(cases, order, at, progress(cases.length))
    : throughCli(cases);
const first = await play(drawn(), width);
finish(await withSecondTry(first));

function drawn(): readonly Case[] {
  const count = flags.throughCli;
  return count === undefined ? chosen : draw(chosen, count);
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
  if (flags.json) process.stdout.write(`${JSON.stringify(played, undefined, 1)}\n`);
  const table = proofTable(played);
  if (flags.write) writeFileSync(PROOF, table);
  const stale = flags.check && readFileSync(PROOF, 'utf8') !== table;
  if (stale) process.stderr.write('docs/proof.md is stale; run `npm run prove -- --write`\n');
  process.stderr.write(`\r\u001b[2K${countsTable(played)}\n`);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stderr.write(
    `\r\u001b[2K${played.length} gateways in ${seconds} s\nprove: ${played.length - failed.length} passed, ${failed.length} failed\n`,
  );
  process.exitCode = failed.length > 0 || stale || played.length === 0 ? 1 : 0;
}
