import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formats } from '../../../reporters/formats/index.ts';

test('each file of reporters/formats is a format of that name', () => {
  const files = readdirSync(join(import.meta.dirname, '../../../reporters/formats'))
    .map((file) => file.replace(/\.ts$/, ''))
    .filter((name) => name !== 'index');
  expect(Object.keys(formats).sort()).toEqual(files.sort());
  for (const [name, { format }] of Object.entries(formats)) expect(format.name).toBe(name);
});
