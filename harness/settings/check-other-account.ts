import type { SettingMistake } from './setting-mistake.ts';
import type { Settings } from './settings.ts';

/** That the login of another account is the one that everything else is done with. */
export function checkOtherAccount({ oauth }: Settings): readonly SettingMistake[] {
  const { consent } = oauth ?? {};
  if (consent?.driver !== 'form' && consent?.driver !== 'browser') return [];
  const { approve, otherAccount } = consent;
  if (otherAccount === undefined) return [];
  const differs = Object.entries(otherAccount).some(([name, value]) => approve[name] !== value);
  if (differs) return [];
  const path = ['oauth', 'consent', 'otherAccount'];
  const says = `"${path.join('.')}" must be the login of another account; it is that of "approve"`;
  return [{ path, says }];
}
