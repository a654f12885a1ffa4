import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadSettings } from '../../harness/settings/load.ts';

let cwd: string;

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'example-'));
});
afterAll(() => rm(cwd, { recursive: true }));

it.each(['docs/configuration.md', 'README.md'])('the example of %s is right', async (name) => {
  const text = await readFile(new URL(`../../${name}`, import.meta.url), 'utf8');
  const [, example = ''] = /```js\n([\s\S]*?)```/.exec(text) ?? [];
  await writeFile(
    join(cwd, `${name.replace('/', '-')}.mjs`),
    example.replaceAll("'…'", "'http://a.example'"),
  );
  const names = Array.from(example.matchAll(/\$\{(\w+)\}/g), ([, variable = '']) => variable);
  const settings = await loadSettings({
    cwd,
    configFile: `${name.replace('/', '-')}.mjs`,
    flags: {},
    env: Object.fromEntries(names.map((variable) => [variable, `value of ${variable}`])),
  });
  expect(settings.oauth?.consent).toMatchObject({ approve: { email: 'value of EMAIL' } });
});
