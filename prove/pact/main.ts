import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Case } from '../case.ts';
import { cases, sample } from './cases.ts';
import { sideBySide } from './side-by-side.ts';
import { pactTable } from './table.ts';
import { type Verified, whyNotDue } from './verified.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
  },
});

const PROOF = join(import.meta.dirname, '..', '..', '..', 'docs', 'proof-pact.md');
const LANES = availableParallelism() * 2;
/** More than this is no stall. */
const MOST_AGAIN = 10;

const drawn =
  values.sample === undefined ? cases : sample(Number(values.sample), Number(values.seed));
const chosen = drawn.filter(
  ({ id }) => values.only.length === 0 || values.only.some((part) => id.includes(part)),
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
  if (values.json) process.stdout.write(`${JSON.stringify(verified, undefined, 1)}\n`);
  const table = pactTable(verified);
  if (values.write) writeFileSync(PROOF, table);
  const isStale = values.check && readFileSync(PROOF, 'utf8') !== table;
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
