import { join } from 'node:path';
import type { Host } from './host.ts';

/** Where this user's programs keep what they remember from run to run. */
export function stateFolder({
  env,
  platform,
  home,
}: Pick<Host, 'env' | 'platform' | 'home'>): string {
  return join(base(env, platform, home), 'pocketsuite-conformance');
}

function base(env: Host['env'], platform: Host['platform'], home: string): string {
  const { XDG_STATE_HOME = '', LOCALAPPDATA = '' } = env;
  if (XDG_STATE_HOME !== '') return XDG_STATE_HOME;
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  if (platform === 'win32') return LOCALAPPDATA || join(home, 'AppData', 'Local');
  return join(home, '.local', 'state');
}
