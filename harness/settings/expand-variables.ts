import { isPlainObject } from './is-plain-object.ts';
import { settingPath } from './setting-path.ts';
import { UsageError } from './usage-error.ts';

const VARIABLE = /\$(\$?)\{([A-Za-z_]\w*)\}/g;

/**
 * Puts environment variables in the place of each `${NAME}`; `$${NAME}` stays `${NAME}`.
 *
 * @param file the name of the file that the values are from
 * @throws UsageError with a sentence for each variable that is not set
 */
export function expandVariables(
  values: unknown,
  env: Readonly<Record<string, string | undefined>>,
  file: string,
): unknown {
  const mistakes: string[] = [];
  const expanded = walk(values, [], (text, path) =>
    text.replace(VARIABLE, (whole: string, escaped: string, name: string) => {
      if (escaped !== '') return whole.slice(1);
      const value = env[name] ?? '';
      const why = env[name] === undefined ? 'is not set' : 'is empty';
      if (value === '') {
        const named = `names the environment variable ${name}, which ${why}`;
        mistakes.push(`${file}: "${settingPath(path)}" ${named}`);
      }
      return value;
    }),
  );
  if (mistakes.length > 0) throw new UsageError(...mistakes);
  return expanded;
}

type Fill = (text: string, path: readonly string[]) => string;

function walk(value: unknown, path: readonly string[], fill: Fill): unknown {
  if (typeof value === 'string') return fill(value, path);
  if (Array.isArray(value)) return value.map((each, at) => walk(each, [...path, `${at}`], fill));
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, walk(each, [...path, key], fill)]),
  );
}
