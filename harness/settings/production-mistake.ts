import type { SettingMistake } from './setting-mistake.ts';
import { settingPath } from './setting-path.ts';
import type { Settings } from './settings.ts';

const PRODUCTION = 'api.pocketsuite.io';

/** Why a run with these settings is refused: it would write to real accounts, and nobody said so. */
export function productionMistake({
  target,
  stimuli,
  controls,
  safety,
}: Settings): readonly SettingMistake[] {
  if (safety.allowProduction) return [];
  const calls = Object.entries({ stimuli, controls }).flatMap(([group, members]) =>
    Object.entries(members).map(([name, call]) => [[group, name, 'path'], call] as const),
  );
  const addresses = [
    [['target'], target] as const,
    ...calls.map(([path, call]) => [path, call && 'path' in call ? call.path : undefined] as const),
  ];
  const there = addresses.filter(([, url]) => isProduction(url));
  return there.map(([path]) => ({
    path,
    says: `"${settingPath(path)}" is on the production host ${PRODUCTION}, where a run would write clients, notes and subscriptions; give --allow-production (safety.allowProduction) if that is meant`,
  }));
}

function isProduction(url = ''): boolean {
  // a name may end in the dot of the root
  return URL.canParse(url) && new URL(url).hostname.replace(/\.$/, '') === PRODUCTION;
}
