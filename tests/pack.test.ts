import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const MINUTES = 5 * 60_000;

describe('the packed tarball', { timeout: MINUTES }, () => {
  let folder: string;
  let files: readonly string[];

  const npm = (cwd: string, ...args: string[]): string =>
    execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'conformance-pack-'));
    const [packed] = JSON.parse(npm(root, 'pack', '--json', '--pack-destination', folder));
    files = packed.files.map(({ path }: { path: string }) => path);
    writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
    npm(folder, 'install', '--no-audit', '--no-fund', join(folder, packed.filename));
  }, MINUTES);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('holds compiled code and documents, and nothing of our workshop', () => {
    expect(files).toContain('dist/cli/main.js');
    expect(files).toContain('dist/suites/oauth/oauth.spec.js');
    expect(files).toContain('README.md');
    const strangers = files.filter((path) => /^(tests|tools|prove|dist\/prove)\//.test(path));
    expect(strangers).toEqual([]);
    expect(files.filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))).toEqual([]);
  });

  it('runs from an empty folder, and leaves nothing in the installed package', () => {
    const stdout = execFileSync('npx', ['--no-install', 'pocketsuite-conformance', 'run'], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { PATH: process.env.PATH, HOME: folder },
    });
    expect(stdout).toMatch(/ 0 failed, 0 warned, 0 inconclusive/);
    const report = JSON.parse(readFileSync(join(folder, 'conformance-report/report.json'), 'utf8'));
    expect(report.verdict).toBe('pass');
    const installed = join(folder, 'node_modules', 'pocketsuite-conformance');
    const found = execFileSync('find', [installed, '-name', 'test-results'], { encoding: 'utf8' });
    expect(found).toBe('');
  });
});
