import type { z } from 'zod';
import { ENVIRONMENT } from './environment.ts';
import { settingPath } from './setting-path.ts';
import { unionBranch } from './union-branch.ts';
import { unknownKey } from './unknown-key.ts';
import { valueAt } from './value-at.ts';
import { wrongValue } from './wrong-value.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** Where the settings came from, so that a mistake is told where it stands. */
export interface Layers {
  readonly flags: unknown;
  readonly environment: unknown;
  readonly file: { readonly name: string; readonly value: unknown } | undefined;
}

interface Mistake {
  /** Of the setting; for an unknown key, of what was probably meant. */
  readonly about: string | undefined;
  readonly isMissing: boolean;
  readonly sentence: string;
}

/** One sentence a mistake, with where it stands and the nearest right name. */
export function explainIssues(
  issues: readonly Issue[],
  input: unknown,
  layers: Layers,
): readonly string[] {
  const mistakes = issues
    .flatMap((issue) => unionBranch(issue, input))
    .flatMap((issue) => mistakesOf(issue, input, layers));
  const meant = new Set(mistakes.flatMap((each) => (each.isMissing ? [] : [each.about])));
  // a key that is only misspelt is not told to be missing as well
  const told = mistakes.filter(({ isMissing, about }) => !isMissing || !meant.has(about));
  return [...new Set(told.map(({ sentence }) => sentence))];
}

function mistakesOf(issue: Issue, input: unknown, layers: Layers): readonly Mistake[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const { says, meant } = unknownKey(path, key, input);
      return { about: meant, isMissing: false, sentence: whereOf([...path, key], layers) + says };
    });
  }
  const value = valueAt(input, path);
  const isMissing = value === undefined;
  const where = whereOf(isMissing ? path.slice(0, -1) : path, layers);
  const says = isMissing ? missing(issue) : wrongValue(issue, value);
  return [{ about: settingPath(path), isMissing, sentence: where + says }];
}

function missing(issue: Issue): string {
  const says = `"${settingPath(issue.path)}" is missing`;
  if (issue.code === 'invalid_union') return `${says}; it ${wrongValue(issue, undefined)}`;
  const variable = variableOf(issue.path);
  return variable === undefined ? says : `${says}; give it, or set ${variable}`;
}

/** How a sentence on a setting begins: with the file or the variable that gave it. */
export function whereOf(path: Path, { flags, environment, file }: Layers): string {
  if (path.length > 0 && valueAt(flags, path) !== undefined) return 'command line: ';
  if (file !== undefined && valueAt(file.value, path) !== undefined) return `${file.name}: `;
  const variable = variableOf(path);
  return variable !== undefined && valueAt(environment, path) !== undefined ? `${variable}: ` : '';
}

function variableOf(path: Path): string | undefined {
  return ENVIRONMENT.find((each) => settingPath(each.path) === settingPath(path))?.name;
}
