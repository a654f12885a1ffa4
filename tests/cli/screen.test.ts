import { expect, it } from 'vitest';
import { screen } from '../../cli/screen.ts';
import { stateFolder } from '../../cli/state-folder.ts';

it.each([
  [{ isTTY: true, columns: 120 }, {}, { columns: 120, isTerminal: true, colours: true }],
  [{ isTTY: true, columns: 0 }, {}, { columns: 100, isTerminal: true, colours: true }],
  [{}, {}, { columns: 100, isTerminal: false, colours: false }],
  [{ isTTY: true }, { NO_COLOR: '1' }, { columns: 100, isTerminal: true, colours: false }],
  [{ isTTY: true }, { NO_COLOR: '' }, { columns: 100, isTerminal: true, colours: true }],
  [{ isTTY: true }, { TERM: 'dumb' }, { columns: 100, isTerminal: true, colours: false }],
  [{ isTTY: true }, { FORCE_COLOR: '0' }, { columns: 100, isTerminal: true, colours: false }],
  [{}, { FORCE_COLOR: '1', NO_COLOR: '1' }, { columns: 100, isTerminal: false, colours: true }],
])('%j with %j', (stream, env, expected) => {
  expect(screen(stream, env)).toEqual(expected);
});

it.each([
  ['linux', {}, '/home/a/.local/state/pocketsuite-conformance'],
  ['linux', { XDG_STATE_HOME: '/state' }, '/state/pocketsuite-conformance'],
  ['darwin', {}, '/home/a/Library/Application Support/pocketsuite-conformance'],
  ['win32', { LOCALAPPDATA: '/local' }, '/local/pocketsuite-conformance'],
  ['win32', {}, '/home/a/AppData/Local/pocketsuite-conformance'],
] as const)('remembers on %s with %j in %s', (platform, env, folder) => {
  expect(stateFolder({ platform, env, home: '/home/a' })).toBe(folder);
});
