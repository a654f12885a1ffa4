import { placeholders } from '../stimuli/placeholders.ts';
import { isPlainObject } from './is-plain-object.ts';
import { nearest } from './nearest.ts';
import type { SettingMistake } from './setting-mistake.ts';
import { settingPath } from './setting-path.ts';
import type { Settings } from './settings.ts';

/** The names that are filled in, by control. */
const CONTROL_NAMES: Readonly<Record<keyof Settings['controls'], readonly string[]>> = {
  advanceClock: ['seconds'],
  expireToken: ['accessToken'],
  failNext: ['status'],
  reset: [],
};

const STIMULUS_NAMES = ['event'];

/** A sentence for each `{name}` in the controls and stimuli that nothing fills in. */
export function checkPlaceholders({
  controls,
  stimuli,
}: Pick<Settings, 'controls' | 'stimuli'>): readonly SettingMistake[] {
  return [
    ...Object.entries(CONTROL_NAMES).flatMap(([name, known]) =>
      unfilled(controls[name as keyof Settings['controls']], ['controls', name], known),
    ),
    ...Object.entries(stimuli).flatMap(([event, stimulus]) =>
      // A command or a sentence has braces of its own.
      'path' in stimulus ? unfilled(stimulus, ['stimuli', event], STIMULUS_NAMES) : [],
    ),
  ];
}

function unfilled(
  value: unknown,
  path: readonly PropertyKey[],
  known: readonly string[],
): SettingMistake[] {
  if (typeof value === 'string') {
    return placeholders(value)
      .filter((name) => !known.includes(name))
      .map((name) => ({ path, says: `"${settingPath(path)}" ${says(name, known)}` }));
  }
  if (Array.isArray(value))
    return value.flatMap((item, at) => unfilled(item, [...path, at], known));
  if (!isPlainObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => unfilled(item, [...path, key], known));
}

function says(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  if (near) return `has {${name}}, which is not filled in; did you mean {${near}}?`;
  const all = known.map((each) => `{${each}}`).join(', ');
  return `has {${name}}, which is not filled in; ${all ? `known here is ${all}` : 'nothing is here'}`;
}
