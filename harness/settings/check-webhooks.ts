import { PRESET_NAMES, tunnelProgram } from '../webhooks/tunnel-presets.ts';
import { nearest } from './nearest.ts';
import { quotedList } from './quoted-list.ts';
import type { SettingMistake } from './setting-mistake.ts';
import type { Settings } from './settings.ts';

type Webhooks = Settings['webhooks'];

/** A name that the shell and `ssh` take for nothing else. */
const HOST = /^[\w.][\w.@-]*$/;

const SECRET = /^whsec_(?:[\w+/]{4})+(?:[\w+/]{2}==|[\w+/]{3}=)?$/;

/** What is wrong with the receiver's address, tunnel and secret, as far as it shows beforehand. */
export function checkWebhooks({ webhooks }: Settings): readonly SettingMistake[] {
  return [...checkListen(webhooks), ...checkTunnel(webhooks), ...checkSecret(webhooks)];
}

function checkListen({ listen }: Webhooks): readonly SettingMistake[] {
  const port = /^(?:\[[^\]]+\]|[^:]*):(\d+)$/.exec(listen)?.[1];
  if (port !== undefined && Number(port) <= 65_535) return [];
  const says = `must be "host:port", with a port of at most 65535; it is "${listen}"`;
  return [mistake(['listen'], says)];
}

function checkSecret({ secret }: Webhooks): readonly SettingMistake[] {
  if (secret === undefined || SECRET.test(secret)) return [];
  const says = '"webhooks.secret" must be "whsec_" followed by base64';
  return [{ path: ['webhooks', 'secret'], says }];
}

function checkTunnel({ tunnel, tls }: Webhooks): readonly SettingMistake[] {
  if (tunnel === undefined) return [];
  const isName = typeof tunnel === 'string';
  const { preset, host, command } = isName ? { preset: tunnel } : tunnel;
  const path = isName ? [] : ['preset'];
  if (preset === undefined && command === undefined) {
    return [mistake([], `must have "preset" (${presets()}) or "command" with "urlPattern"`)];
  }
  if (preset !== undefined && command !== undefined) {
    return [mistake([], 'must have only one of "preset" and "command"')];
  }
  if (preset !== undefined && !PRESET_NAMES.some((name) => name === preset)) {
    const meant = nearest(preset, PRESET_NAMES);
    const hint = meant === undefined ? '' : `; did you mean "${meant}"?`;
    return [mistake(path, `must be ${presets()}; it is "${preset}"${hint}`)];
  }
  if (preset !== undefined && tls !== undefined) {
    return [mistake([], `brings its own certificate; leave out "webhooks.tls"`)];
  }
  return [...checkHost(preset, host), ...checkPattern(tunnelProgram(tunnel).urlPattern)];
}

function checkHost(preset: string | undefined, host: string | undefined): SettingMistake[] {
  const isNeeded = preset === 'ssh';
  if (host === undefined) {
    const says = 'is missing; the preset "ssh" needs it, such as "nokey@localhost.run"';
    return isNeeded ? [mistake(['host'], says)] : [];
  }
  if (!isNeeded) return [mistake(['host'], 'belongs to the preset "ssh"; leave it out')];
  return HOST.test(host)
    ? []
    : [mistake(['host'], `must be "host" or "user@host"; it is "${host}"`)];
}

function checkPattern(pattern: string): SettingMistake[] {
  if (pattern === '') {
    return [mistake(['urlPattern'], 'is missing; a "command" needs it to find the public URL')];
  }
  try {
    new RegExp(pattern);
    return [];
  } catch {
    return [mistake(['urlPattern'], `must be a regular expression; it is "${pattern}"`)];
  }
}

function mistake(below: readonly string[], says: string): SettingMistake {
  const of = ['webhooks', below[0] === 'listen' ? 'listen' : 'tunnel'];
  const path = below[0] === 'listen' ? of : [...of, ...below];
  return { path, says: `"${path.join('.')}" ${says}` };
}

function presets(): string {
  return quotedList(PRESET_NAMES);
}
