import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fileCorpus } from '../../harness/fuzz/corpus.ts';
import { type Attempt, type Kind, tryProperty } from '../../harness/fuzz/trial.ts';

const kinds: readonly Kind<string>[] = [
  { name: 'texts', cases: fc.stringMatching(/^[a-y]{1,9}z$/) },
];
const failing = async (text: string): Promise<Attempt> => ({
  exchanges: [],
  ...(text.includes('z') && { why: `"${text}" has a z` }),
});

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'conformance-corpus-'));
  file = join(folder, 'below', 'counterexamples.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('keeps a counterexample, tries it first, and lists it as fixed when it holds', async () => {
  const first = fileCorpus(file);
  first.tell('a/b/c', await tryProperty({ runs: 3, seed: 1 }, kinds, failing));
  const [kept] = fileCorpus(file).kept('a/b/c');
  expect(kept).toMatchObject({ kind: 'texts', seed: 1 });

  const tried: string[] = [];
  const again = await tryProperty({ runs: 3, seed: 2, kept: kept ? [kept] : [] }, kinds, (text) => {
    tried.push(text);
    return failing(text);
  });
  expect(tried[0]).toBe(kept?.case);
  expect(again.counterexample).toMatchObject({ isKept: true, case: kept?.case });

  const later = fileCorpus(file);
  const holding = async (): Promise<Attempt> => ({ exchanges: [] });
  later.tell('a/b/c', await tryProperty({ runs: 3, kept: later.kept('a/b/c') }, kinds, holding));
  expect(later.fixed()).toMatchObject([{ clause: 'a/b/c', kind: 'texts' }]);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ counterexamples: [] });
});

it('takes a file that is none for an empty one', () => {
  const broken = join(folder, 'broken.json');
  writeFileSync(broken, '{');
  expect(fileCorpus(broken).kept('a/b/c')).toEqual([]);
});
