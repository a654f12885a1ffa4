import { readFileSync } from 'node:fs';
import { parse } from 'dotenv';
import { expect, it } from 'vitest';
import { EVENTS } from '../../contracts/resources.ts';
import { ENVIRONMENT } from '../../harness/settings/environment.ts';
import { settingPath } from '../../harness/settings/setting-path.ts';
import { settingPaths } from '../../harness/settings/setting-paths.ts';

const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
const guide = read('docs/configuration.md');

/** What a user looks a setting up by: calls and events are told once for all. */
function lookedUpBy(path: readonly string[]): string {
  const [first = '', second = '', ...rest] = path;
  if (first === 'stimuli' && second !== '') return rest.at(-1) ?? settingPath([first, second]);
  if (first === 'controls' && rest.length > 0) return rest[0] ?? '';
  const below = path.findIndex((key) => key === '*' || EVENTS.some((event) => event === key));
  return settingPath(below === -1 ? path : path.slice(0, below));
}

it('tells every setting of the schema', () => {
  const all = settingPaths().filter((path) => path.at(-1) !== '*');
  expect(all.length).toBeGreaterThan(40);
  const groups = new Set([
    'paths',
    'dialect',
    'dialect.subscribe',
    'webhooks',
    'fuzz',
    'safety',
    'oauth',
  ]);
  const named = all.map(lookedUpBy).filter((name) => !groups.has(name));
  const missing = named.filter((name) => !guide.includes(`\`${name}\``));
  const told = missing.filter((name) => name !== 'stimuli' && name !== 'controls');
  expect(told, 'settings that docs/configuration.md does not tell').toEqual([]);
});

it('tells no setting that there is not', () => {
  const known = new Set(settingPaths().map(lookedUpBy));
  const rows = Array.from(guide.matchAll(/^\| `((?:\w+\.)+\w+)` \|/gm), ([, name = '']) => name);
  expect(rows.length).toBeGreaterThan(30);
  expect(rows.filter((name) => !known.has(name))).toEqual([]);
});

it('tells every environment variable, and .env.example has it', () => {
  for (const { name, path } of ENVIRONMENT) {
    expect(guide).toContain(`| \`${name}\` | \`${settingPath(path)}\` |`);
  }
  expect(Object.keys(parse(read('.env.example')))).toEqual(ENVIRONMENT.map(({ name }) => name));
});
