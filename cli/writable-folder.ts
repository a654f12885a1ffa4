import { mkdirSync } from 'node:fs';
import { UsageError } from '../harness/settings/usage-error.ts';

/**
 * Makes the folder of `--output`.
 *
 * @throws UsageError where that is not possible
 */
export function writableFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true });
    return folder;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`--output: ${folder} cannot be made a folder (${code}).`);
  }
}
