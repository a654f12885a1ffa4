import type { z } from 'zod';
import { PRESET_NAMES } from '../webhooks/tunnel-presets.ts';
import { isPlainObject } from './is-plain-object.ts';
import { nearest } from './nearest.ts';
import { quotedList } from './quoted-list.ts';
import { settingPath } from './setting-path.ts';
import { isStimulus, isTunnel, STIMULUS_KEYS } from './union-branch.ts';

type Issue = z.core.$ZodIssue;

/** What stands below such a key, or has credentials in it, is never told. */
const SECRET = /secret|password|token|authorization|cookie|headers|key\b|approve|deny|json/i;

/** Says what a setting must be, and what it is where that is no secret. */
export function wrongValue(issue: Issue, value: unknown): string {
  const path = settingPath(issue.path);
  const rule = ruleOf(issue, value);
  if (value === undefined) return rule;
  const subject = path === '' ? 'the configuration' : `"${path}"`;
  return [`${subject} ${rule}`, ...told(issue, value, path), ...hint(issue, value)].join('; ');
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
};

function ruleOf(issue: Issue, value: unknown): string {
  const choices = choicesOf(issue);
  if (choices.length > 0) return `must be ${quotedList(choices)}`;
  switch (issue.code) {
    case 'invalid_union':
      if (isTunnel(issue)) return `must be ${quotedList(PRESET_NAMES)}, or an object`;
      return isStimulus(issue) ? stimulusRule(value) : 'must be a JSON value';
    case 'invalid_format':
      return issue.path[0] === 'target' ? 'must be an http or https URL' : 'must be a URL';
    case 'too_small':
      if (issue.origin === 'string') return 'must not be empty';
      return `must be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`;
    case 'invalid_type':
      return `must be ${TYPES[issue.expected] ?? issue.expected}`;
    default:
      return `is wrong (${issue.message})`;
  }
}

function stimulusRule(value: unknown): string {
  const given = STIMULUS_KEYS.filter((key) => isPlainObject(value) && Object.hasOwn(value, key));
  return given.length > 1
    ? `must have only one of ${quotedList(given, 'and')}`
    : 'must have "path" (an HTTP call), "command", "browser" or "manual"';
}

function choicesOf(issue: Issue): readonly string[] {
  if (issue.code === 'invalid_value') return issue.values.map(String);
  const options = issue.code === 'invalid_union' && 'options' in issue ? issue.options : [];
  return Array.isArray(options) ? options.map(String) : [];
}

function told(issue: Issue, value: unknown, path: string): readonly string[] {
  const isEmpty = value === '';
  const isUrlWithUser = typeof value === 'string' && value.includes('@');
  if (isEmpty || isUrlWithUser || (isStimulus(issue) && isPlainObject(value))) return [];
  return [`it is ${SECRET.test(path) ? kindOf(value) : shown(value)}`];
}

function hint(issue: Issue, value: unknown): readonly string[] {
  const names = isStimulus(issue) && isPlainObject(value) ? Object.keys(value) : [value];
  const known = isStimulus(issue) ? STIMULUS_KEYS : choicesOf(issue);
  const meant = names
    .filter((name) => typeof name === 'string' && !known.includes(name))
    .map((name) => nearest(String(name), known))
    .find((name) => name !== undefined);
  return meant === undefined ? [] : [`did you mean "${meant}"?`];
}

function shown(value: unknown): string {
  if (typeof value !== 'string') return typeof value === 'number' ? `${value}` : kindOf(value);
  return JSON.stringify(value.length > 80 ? `${value.slice(0, 79)}…` : value);
}

function kindOf(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
