import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clauses } from '../contracts/clauses/index.ts';
import type { Verdict } from '../contracts/verdict.ts';
import { startGateway } from '../mock/gateway.ts';
import type { Case, Outcome } from './case.ts';
import { compare } from './compare.ts';

const levels = new Map(clauses.map(({ id, level }) => [id, level]));

interface Reported {
  readonly clauses: readonly {
    readonly id: string;
    readonly verdict: Verdict;
    readonly message?: string;
    readonly reason?: string;
  }[];
}

/** Plays a case as a user would: the compiled command line, Playwright, the report, the exit code. */
export async function proveThroughCli(each: Case): Promise<Outcome> {
  const startedAt = performance.now();
  const gateway = await startGateway({ faults: each.deviations });
  const output = mkdtempSync(join(tmpdir(), 'conformance-proof-'));
  const config = join(output, 'conformance.config.json');
  writeFileSync(config, JSON.stringify({ webhooks: { within: 2 } }));
  try {
    const exitCode = await run(['--target', gateway.url, '--config', config, '--output', output]);
    const report = JSON.parse(readFileSync(join(output, 'report.json'), 'utf8')) as Reported;
    const judgements = new Map(report.clauses.map((result) => [result.id, result]));
    const outcome = compare(each, levels, judgements, performance.now() - startedAt);
    const expected = levels.get(each.breaks ?? '') === 'must' ? 1 : 0;
    const told = `${outcome.verdict}, exit code ${exitCode} where ${expected} is due`;
    return exitCode === expected ? outcome : { ...outcome, found: false, verdict: told };
  } finally {
    await gateway.close();
    rmSync(output, { recursive: true, force: true });
  }
}

function run(options: readonly string[]): Promise<number> {
  const main = join(import.meta.dirname, '..', 'cli', 'main.js');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [main, 'run', '--quiet', ...options], {
      stdio: 'ignore',
    });
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? -1));
  });
}
