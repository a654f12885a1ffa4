import { expect, test } from 'vitest';
import { markdown } from '../../../reporters/formats/markdown.ts';
import type { Run } from '../../../reporters/run.ts';
import { goodRun, sampleRun } from '../sample-run.ts';

test('markdown tells every verdict', async () => {
  await expect(markdown(sampleRun)).toMatchFileSnapshot('markdown.txt');
});

test('markdown is not formatted by what a gateway sent', () => {
  const run: Run = { ...goodRun, setUp: '</details> **@team** | `x`\n# [a](b)' };
  expect(markdown(run)).toContain(
    '&#60;/details&#62; &#42;&#42;&#64;team&#42;&#42; &#124; &#96;x&#96;&#92;n&#35; &#91;a&#93;(b)',
  );
});
