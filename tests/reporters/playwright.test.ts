import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Recorded } from '../../reporters/recorded.ts';

const repository = join(import.meta.dirname, '../..');
const playwright = join(repository, 'node_modules/@playwright/test/cli.js');

const spec = `
import { test } from '@playwright/test';
const judged = (id, judgement) => test(id, async ({}, testInfo) => {
  const body = typeof judgement === 'string' ? judgement : JSON.stringify({ id, evidence: [], ...judgement });
  await testInfo.attach('judgement', { contentType: 'application/json', body });
  if (judgement.throws) throw new Error(judgement.throws);
});
test('the set-up', () => {});
judged('oauth/token/kept', { verdict: 'pass' });
judged('oauth/token/broken', { verdict: 'fail', message: 'it must be so; it is not', expected: 'so', actual: 'not' });
judged('oauth/token/also-broken', { verdict: 'fail', message: 'neither is this' });
judged('oauth/token/lax', { verdict: 'warn', message: 'it should be so' });
judged('oauth/token/unknown', { verdict: 'inconclusive', reason: 'no clock control' });
judged('oauth/token/absent', { verdict: 'not-applicable', reason: 'no GET' });
judged('oauth/token/bug', { verdict: 'error', message: 'undefined is not a function' });
judged('oauth/token/threw', { verdict: 'pass', throws: 'after the verdict' });
judged('oauth/token/garbled', 'not JSON');
test('oauth/token/silent', () => {});
`;

const outcomes = {
  'the set-up': 'expected',
  'oauth/token/kept': 'expected',
  'oauth/token/broken': 'unexpected',
  'oauth/token/also-broken': 'unexpected',
  'oauth/token/lax': 'expected',
  'oauth/token/unknown': 'skipped',
  'oauth/token/absent': 'skipped',
  'oauth/token/bug': 'unexpected',
  'oauth/token/threw': 'unexpected',
  'oauth/token/garbled': 'unexpected',
  'oauth/token/silent': 'unexpected',
};

interface Ran {
  readonly code: number | null;
  readonly output: string;
  readonly messages: readonly unknown[];
}

let folder = '';
let ran: Ran;

async function run(...args: string[]): Promise<Ran> {
  // Vitest's own variables would tell Playwright's that they run within a test.
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, CI: '1' };
  const child = fork(playwright, args, { cwd: folder, env, silent: true });
  const messages: unknown[] = [];
  let output = '';
  child.on('message', (message) => messages.push(message));
  child.stdout?.on('data', (chunk) => (output += chunk));
  child.stderr?.on('data', (chunk) => (output += chunk));
  const [code] = await once(child, 'close');
  return { code, output, messages };
}

beforeAll(async () => {
  // Within the repository, so that Playwright is found and compiles our reporter.
  folder = await mkdtemp(join(import.meta.dirname, 'playwright-run-'));
  const ours = join(repository, 'reporters/playwright.ts');
  const reporter = [
    [ours, { judgements: join(folder, 'out/judgements.json') }],
    ['list'],
    ['html', { open: 'never', outputFolder: 'html' }],
    ['junit', { outputFile: 'junit.xml' }],
    ['json', { outputFile: 'report.json' }],
    ['blob', { outputDir: 'blob' }],
  ];
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await writeFile(join(folder, 'clauses.spec.js'), spec);
  await writeFile(
    join(folder, 'playwright.config.js'),
    `export default ${JSON.stringify({ workers: 1, outputDir: 'results', reporter })}`,
  );
  ran = await run('test');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the Playwright reporter', () => {
  test('makes a run with a broken clause fail', () => {
    expect(ran.code, ran.output).toBe(1);
  });

  test('writes every judgement, and an error where a test left none', async () => {
    const { judgements, problems }: Recorded = JSON.parse(await read('out/judgements.json'));
    expect(problems).toEqual([]);
    expect(Object.fromEntries(judgements.map(({ id, verdict }) => [id, verdict]))).toEqual({
      'oauth/token/kept': 'pass',
      'oauth/token/broken': 'fail',
      'oauth/token/also-broken': 'fail',
      'oauth/token/lax': 'warn',
      'oauth/token/unknown': 'inconclusive',
      'oauth/token/absent': 'not-applicable',
      'oauth/token/bug': 'error',
      'oauth/token/threw': 'error',
      'oauth/token/garbled': 'error',
      'oauth/token/silent': 'error',
    });
    const message = (id: string) => judgements.find((judgement) => judgement.id === id)?.message;
    expect(message('oauth/token/threw')).toMatch(
      /^Error: after the verdict \(.*clauses\.spec\.js:6\)$/,
    );
    expect(message('oauth/token/garbled')).toBe('the test attached no judgement but not JSON');
    expect(message('oauth/token/silent')).toBe('the test ended without a judgement');
  });

  test('tells the parent process of each clause', () => {
    expect(ran.messages).toHaveLength(10);
    expect(ran.messages).toContainEqual({ judged: 'oauth/token/broken', verdict: 'fail' });
  });

  test('lets "list" show the verdicts', () => {
    const { output } = ran;
    expect(output).toMatch(/✓.*oauth\/token\/lax/);
    expect(output).toMatch(/-.*oauth\/token\/unknown/);
    expect(output).toMatch(/✘.*oauth\/token\/broken/);
    expect(output).toContain('fail: it must be so; it is not');
    expect(output).toMatch(/6 failed\n[\s\S]*2 skipped\n\s*3 passed/);
  });

  test('lets "json" show the verdicts', async () => {
    const report = JSON.parse(await read('report.json'));
    expect(jsonOutcomes(report)).toEqual(outcomes);
    expect(report.stats).toMatchObject({ expected: 3, unexpected: 6, skipped: 2, flaky: 0 });
  });

  test('lets "junit" show the verdicts and reasons', async () => {
    const xml = await read('junit.xml');
    expect(xml).toMatch(/<testsuites [^>]*tests="11" failures="2" skipped="2" errors="4"/);
    expect(xml).toContain('<property name="warn" value="it should be so">');
    expect(xml).toContain('<property name="inconclusive" value="no clock control">');
    expect(xml).toContain('<failure message="it must be so; it is not"');
    expect(xml).toContain('<error message="undefined is not a function"');
    expect(xml).toContain('Expected: so');
  });

  test('lets "html" show the verdicts', async () => {
    const report = JSON.parse(zipped(await read('html/index.html'), 'report.json'));
    const tests = report.files.flatMap(({ tests }: { tests: object[] }) => tests);
    expect(
      Object.fromEntries(
        tests.map(({ title, outcome }: { title: string; outcome: string }) => [title, outcome]),
      ),
    ).toEqual(outcomes);
  });

  test('lets "blob" and "merge-reports" show the verdicts', async () => {
    const merged = await run('merge-reports', '--reporter', 'json', 'blob');
    expect(merged.code, merged.output).toBe(0);
    const report = JSON.parse(merged.output);
    expect(jsonOutcomes(report)).toEqual(outcomes);
    expect(report.stats).toMatchObject({ expected: 3, unexpected: 6, skipped: 2, flaky: 0 });
  });
});

function read(file: string): Promise<string> {
  return readFile(join(folder, file), 'utf8');
}

function jsonOutcomes(report: {
  suites: { specs: { title: string; tests: { status: string }[] }[] }[];
}): object {
  const specs = report.suites.flatMap(({ specs }) => specs);
  return Object.fromEntries(specs.map(({ title, tests }) => [title, tests[0]?.status]));
}

// Playwright's page carries its data as a ZIP in Base64.
function zipped(page: string, name: string): string {
  const base64 = /data:application\/zip;base64,([A-Za-z0-9+/=]+)/.exec(page)?.[1] ?? '';
  const zip = Buffer.from(base64, 'base64');
  for (let at = zip.indexOf('PK\x01\x02'); at !== -1; at = zip.indexOf('PK\x01\x02', at + 4)) {
    const nameLength = zip.readUInt16LE(at + 28);
    if (zip.toString('utf8', at + 46, at + 46 + nameLength) !== name) continue;
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    return inflateRawSync(zip.subarray(start, start + zip.readUInt32LE(at + 20))).toString('utf8');
  }
  throw new Error(`The page holds no ${name}`);
}
