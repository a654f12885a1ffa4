import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { UsageError } from './usage-error.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** The environment with what `.env` adds to it; what is set already wins. */
export function readEnvironment(cwd: string, env: Env): Env {
  const file = join(cwd, '.env');
  if (!existsSync(file)) return env;
  try {
    return { ...parse(readFileSync(file)), ...env };
  } catch (error) {
    throw new UsageError(`.env cannot be read: ${(error as Error).message}`);
  }
}
