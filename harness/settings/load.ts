import { checkOtherAccount } from './check-other-account.ts';
import { checkPlaceholders } from './check-placeholders.ts';
import { checkWebhooks } from './check-webhooks.ts';
import { readConfigFile } from './config-file.ts';
import { expandVariables } from './expand-variables.ts';
import { explainIssues, type Layers, whereOf } from './explain-issues.ts';
import { fromEnvironment } from './from-environment.ts';
import { merged } from './merged.ts';
import { productionMistake } from './production-mistake.ts';
import { readEnvironment } from './read-environment.ts';
import { type Settings, type SettingsInput, settingsSchema } from './settings.ts';
import { UsageError } from './usage-error.ts';
import { withDenial } from './with-denial.ts';

/** Where settings come from. */
export interface SettingsSources {
  readonly cwd: string;
  /** A file to read in place of the one found in `cwd`. */
  readonly configFile?: string | undefined;
  readonly flags: Pick<SettingsInput, 'target' | 'fuzz' | 'safety'>;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Reads the settings: flags win over the file, the file over the environment (the process's own
 * over `.env`), and that over the defaults.
 *
 * @throws UsageError with a sentence for each mistake
 */
export async function loadSettings(sources: SettingsSources): Promise<Settings> {
  const { cwd, configFile, flags } = sources;
  const env = readEnvironment(cwd, sources.env);
  const file = await readConfigFile(cwd, configFile, env);
  // what the command line overrides need not be filled in
  const { target, ...others } = file?.values ?? {};
  const values = flags.target === undefined ? file?.values : others;
  const written = file && expandVariables(values, env, file.name);
  const environment = fromEnvironment(env, written);
  return validated(merged({}, environment, written, flags), {
    flags,
    environment,
    file: file && { name: file.name, value: written },
  });
}

function validated(input: unknown, layers: Layers): Settings {
  const { data, error } = settingsSchema.safeParse(input);
  if (data === undefined) throw new UsageError(...explainIssues(error.issues, input, layers));
  const mistakes = [
    ...productionMistake(data),
    ...checkOtherAccount(data),
    ...checkWebhooks(data),
    ...checkPlaceholders(data),
  ];
  if (mistakes.length > 0) {
    throw new UsageError(...mistakes.map(({ path, says }) => whereOf(path, layers) + says));
  }
  return settingsSchema.parse(withDenial(input));
}
