import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

it.each(['CONTRIBUTING.md', 'README.md'])('names in %s only paths that exist', (document) => {
  const text = readFileSync(join(root, document), 'utf8');
  const paths = [...text.matchAll(/`((?:[\w.-]+\/)+[\w.-]*|\.ci\/run)`/g)].map(
    ([, path]) => path ?? '',
  );
  const ours = paths.filter((path) => existsSync(join(root, path.split('/')[0] ?? '')));
  expect(ours.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
