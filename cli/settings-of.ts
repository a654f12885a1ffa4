import { loadSettings } from '../harness/settings/load.ts';
import type { Settings } from '../harness/settings/settings.ts';
import type { Host } from './host.ts';

/** The flags of a command that replace settings; one that was not given leaves its setting alone. */
export interface SettingFlags {
  readonly target?: string | undefined;
  readonly config?: string | undefined;
  readonly fuzz?: {
    readonly runs?: number | undefined;
    readonly seed?: number | undefined;
    readonly seconds?: number | undefined;
  };
  readonly safety?: {
    readonly allowProduction?: boolean | undefined;
    readonly maxWrites?: number | undefined;
  };
}

/**
 * The settings of a command: its flags before the configuration.
 *
 * @throws UsageError for whatever is wrong with them, before any request
 */
export function settingsOf(flags: SettingFlags, { cwd, env }: Host): Promise<Settings> {
  const { target, config, fuzz = {}, safety = {} } = flags;
  return loadSettings({
    cwd,
    env,
    configFile: config,
    flags: {
      ...(target !== undefined && { target }),
      fuzz: given(fuzz),
      safety: given(safety),
    },
  });
}

type Given<Flags> = { [Name in keyof Flags]?: Exclude<Flags[Name], undefined> };

function given<Flags extends object>(flags: Flags): Given<Flags> {
  const entries = Object.entries(flags).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Given<Flags>;
}
