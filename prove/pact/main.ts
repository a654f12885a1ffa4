import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { numberOf } from '../../cli/option-values.ts';
import type { Case } from '../case.ts';
import { flagsOf } from '../flags-of.ts';
import { cases, sample } from './cases.ts';
import { sideBySide } from './side-by-side.ts';
import { pactTable } from './table.ts';
import { type Verified, whyNotDue } from './verified.ts';

interface ProofFlags {
  readonly only: readonly string[];
  readonly sample?: number;
  readonly seed: number;
  readonly json?: true;
  readonly write?: true;
  readonly check?: true;
}

const flags = flagsOf<ProofFlags>(
  new Command('prove-pact')
    .description('verifies a gateway with each fault and variant against the contract')
    .option('--only <part...>', 'those whose id has one of these parts', [])
    .option('--sample <n>', 'draw so many', numberOf('--sample', { least: 1 }))
    .option('--seed <n>', 'draws the sample', numberOf('--seed', { least: 0 }), 1)
    .option('--json', 'print what was seen as JSON')
    .option('--write', 'write docs/proof-pact.md')
    .option('--check', 'fail where docs/proof-pact.md is stale'),
);

const PROOF = join(import.meta.dirname, '..', '..', '..', 'docs', 'proof-pact.md');
const LANES = availableParallelism() * 2;
/** More than this is no stall. */
const MOST_AGAIN = 10;

const drawn = flags.sample === undefined ? cases : sample(flags.sample, flags.seed);
const chosen = drawn.filter(
  ({ id }) => flags.only.length === 0 || flags.only.some((part) => id.includes(part)),
);
const startedAt = performance.now();
finish(await withSecondTry(await play(chosen, LANES)));

/** A machine that stalls can spoil a case: it is verified once more, alone, and said so. */
async function withSecondTry(first: readonly Verified[]): Promise<readonly Verified[]> {
  const again = first.filter((each) => whyNotDue(each) !== undefined).map((each) => each.case);
  if (again.length === 0 || again.length > MOST_AGAIN) return first;
  process.stderr.write(`A second try of ${again.length}, one at a time\n`);
  const second = new Map((await play(again, 1)).map((each) => [each.case, each]));
  return first.map((each) => second.get(each.case) ?? each);
}

function play(each: readonly Case[], lanes: number): Promise<readonly Verified[]> {
  let count = 0;
  return sideBySide(each, lanes, (verified) => {
    count += 1;
    const why = whyNotDue(verified);
    if (why !== undefined) process.stderr.write(`${explain(verified, why)}\n`);
    if (count % 50 === 0) process.stderr.write(`${count} of ${each.length} gateways\n`);
  });
}

function explain({ case: each, broken, unverified }: Verified, why: string): string {
  return [
    `✗ ${each.id}: ${why}; a gateway that ${each.does}`,
    ...broken.map(({ description, says }) => `    ${description}: ${says.join('; ')}`),
    ...unverified.map((says) => `    not verified: ${says}`),
  ].join('\n');
}

function finish(verified: readonly Verified[]): void {
  const failed = verified.filter((each) => whyNotDue(each) !== undefined);
  if (flags.json) process.stdout.write(`${JSON.stringify(verified, undefined, 1)}\n`);
  const table = pactTable(verified);
  if (flags.write) writeFileSync(PROOF, table);
  const isStale = flags.check && readFileSync(PROOF, 'utf8') !== table;
  if (isStale) {
    process.stderr.write(
      'docs/proof-pact.md is stale; run `node dist/prove/pact/main.js --write`\n',
    );
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stderr.write(
    `${verified.length} gateways in ${seconds} s\nprove pact: ${verified.length - failed.length} passed, ${failed.length} failed\n`,
  );
  process.exitCode = failed.length > 0 || isStale || verified.length === 0 ? 1 : 0;
}
