import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SettingsInput } from '../../harness/settings/settings.ts';
import type { Run } from '../../reporters/run.ts';

const MAIN = join(import.meta.dirname, '..', '..', 'dist', 'cli', 'main.js');

/** A finished `run` of the compiled command line. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly run: Run | undefined;
  /** Every file that the run left, by its path below the output folder. */
  readonly files: ReadonlyMap<string, string>;
}

/** Runs the compiled command line in an empty folder, with a configuration and without our environment. */
export async function command(
  options: readonly string[],
  config?: SettingsInput,
  env: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-run-'));
  try {
    if (config !== undefined) {
      writeFileSync(join(folder, 'conformance.config.json'), JSON.stringify(config));
    }
    const ended = await spawned(options, folder, { XDG_STATE_HOME: join(folder, 'state'), ...env });
    const files = filesIn(join(folder, 'conformance-report'));
    const report = files.get('report.json');
    return { ...ended, files, run: report === undefined ? undefined : JSON.parse(report) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function spawned(
  options: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<Pick<Finished, 'code' | 'stdout' | 'stderr'>> {
  const { PATH = '', HOME = '' } = process.env;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [MAIN, ...options], {
      cwd,
      env: { PATH, HOME, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => {
      stdout += String(chunk);
    });
    child.stderr.on('data', (chunk) => {
      stderr += String(chunk);
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

function filesIn(folder: string): Map<string, string> {
  const files = new Map<string, string>();
  try {
    for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const file = join(folder, path);
      if (statSync(file).isFile()) files.set(path, readFileSync(file, 'utf8'));
    }
  } catch {
    // a run that stopped before it wrote anything has no folder
  }
  return files;
}

/** The verdict of every clause, as text that is easy to compare. */
export function verdicts({ run }: Finished): string {
  return (run?.clauses ?? []).map(({ id, verdict }) => `${verdict} ${id}`).join('\n');
}
