import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { loadSettings, type SettingsSources } from '../../harness/settings/load.ts';
import type { Settings } from '../../harness/settings/settings.ts';
import { UsageError } from '../../harness/settings/usage-error.ts';

/** A folder of its own for each test, and what is loaded there. */
export interface SettingsFolder {
  readonly write: (name: string, text: string) => Promise<void>;
  /** Writes `conformance.config.js`. */
  readonly config: (values: object) => Promise<void>;
  readonly load: (options?: Partial<SettingsSources>) => Promise<Settings>;
  /** The sentences of the usage error that loading must end with. */
  readonly mistakes: (options?: Partial<SettingsSources>) => Promise<string[]>;
}

/** Makes the folder before each test of the file, and removes it. */
export function settingsFolder(): SettingsFolder {
  let cwd = '';
  beforeEach(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'settings-'));
  });
  afterEach(() => rm(cwd, { recursive: true }));
  const write: SettingsFolder['write'] = (name, text) => writeFile(join(cwd, name), text);
  const load: SettingsFolder['load'] = (options = {}) =>
    loadSettings({ cwd, flags: {}, env: {}, ...options });
  return {
    write,
    load,
    config: (values) => write('conformance.config.js', `export default ${JSON.stringify(values)}`),
    async mistakes(options) {
      const error = await load(options).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(UsageError);
      return (error as UsageError).message.split('\n');
    },
  };
}
