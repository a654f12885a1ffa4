import type { z } from 'zod';
import { isPlainObject } from './is-plain-object.ts';
import { valueAt } from './value-at.ts';

type Issue = z.core.$ZodIssue;

/** What sets the kinds of stimulus apart, in the order of the schema's union. */
export const STIMULUS_KEYS = ['path', 'command', 'browser', 'manual'] as const;

/** The issues of the kind of stimulus that was meant, in place of those of all kinds. */
export function unionBranch(issue: Issue, input: unknown): readonly Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const value = valueAt(input, issue.path);
  if (isTunnel(issue) && isPlainObject(value)) return below(issue, issue.errors[1]);
  if (!isStimulus(issue)) return [issue];
  const given = STIMULUS_KEYS.filter((key) => isPlainObject(value) && Object.hasOwn(value, key));
  const [key] = given;
  if (key === undefined || given.length > 1) return [issue];
  return below(issue, issue.errors[STIMULUS_KEYS.indexOf(key)]);
}

function below({ path }: Issue, branch: readonly Issue[] = []): readonly Issue[] {
  return branch.map((each): Issue => ({ ...each, path: [...path, ...each.path] }));
}

/** Whether an issue is about the tunnel as a whole, which is a name or an object. */
export function isTunnel({ path }: Pick<Issue, 'path'>): boolean {
  return path.length === 2 && path[0] === 'webhooks' && path[1] === 'tunnel';
}

/** Whether an issue is about a stimulus as a whole. */
export function isStimulus({ path }: Pick<Issue, 'path'>): boolean {
  return path.length === 2 && path[0] === 'stimuli';
}
