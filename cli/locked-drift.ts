import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { UsageError } from '../harness/settings/usage-error.ts';
import type { Drift, Observation } from '../reporters/run.ts';

const lock = z.strictObject({
  lockVersion: z.literal(1),
  dialect: z.record(z.string(), z.string()),
});

/** Measured rather than chosen by the gateway: these change from run to run. */
const MEASURED = /^webhooks\.(latency|retries)/;

/**
 * Holds observations against the lock file, or locks them where there is none yet.
 *
 * @returns what changed since the file was written
 * @throws UsageError for a file that is no lock
 */
export function lockedDrift(file: string, observations: readonly Observation[]): readonly Drift[] {
  const seen = observations.filter(({ name }) => !MEASURED.test(name));
  if (existsSync(file)) return drift(read(file), seen);
  const dialect = Object.fromEntries(seen.map(({ name, value }) => [name, value]));
  writeFileSync(file, `${JSON.stringify({ lockVersion: 1, dialect }, undefined, 2)}\n`);
  return [];
}

function drift(
  locked: Readonly<Record<string, string>>,
  seen: readonly Observation[],
): readonly Drift[] {
  return seen.flatMap(({ name, value }) => {
    const was = locked[name];
    return was === undefined || was === value ? [] : [{ name, locked: was, seen: value }];
  });
}

function read(file: string): Readonly<Record<string, string>> {
  try {
    return lock.parse(JSON.parse(readFileSync(file, 'utf8'))).dialect;
  } catch {
    throw new UsageError(
      `--lock-dialect: ${file} is no dialect lock; remove it to have it written again.`,
    );
  }
}
