// Runs the tests: installs the programs that some of them need where this machine lets us, says what
// is left out where it does not, and closes with one line.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const report = join(tmpdir(), `conformance-tests-${process.pid}.json`);

/** A program that some tests need, and Debian's package of it. */
const PROGRAMS = [
  {
    names: ['chromium', 'chromium-browser', 'google-chrome'],
    debian: 'chromium',
    for: 'consent in a browser',
  },
  { names: ['bundle'], debian: 'bundler', for: 'contracts with a Pact Broker' },
  { names: ['nginx', '/usr/sbin/nginx'], debian: 'nginx', for: 'deliveries through a proxy' },
  { names: ['openssl'], debian: 'openssl', for: 'deliveries over TLS' },
];

const missing = PROGRAMS.filter(({ names }) => !names.some(isInstalled));
if (missing.length > 0 && canInstall()) {
  const packages = missing.map(({ debian }) => debian);
  process.stderr.write(`Installing ${packages.join(', ')} (apt-get) …\n`);
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore' });
  spawnSync('apt-get', ['install', '-y', '-qq', ...packages], {
    stdio: 'ignore',
    // a server among them is started by the tests that need it, not as a service
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
  });
}
const leftOut = PROGRAMS.filter(({ names }) => !names.some(isInstalled));
for (const { debian, for: what } of leftOut) {
  process.stderr.write(
    `${debian} is missing: install it to test ${what}; its tests are left out.\n`,
  );
}

const { status } = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules', 'vitest', 'vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ],
  {
    cwd: root,
    stdio: ['ignore', 1, 2],
    env: {
      ...process.env,
      CONFORMANCE_TESTS_WITHOUT: leftOut.map(({ debian }) => debian).join(','),
    },
  },
);
const counts = readCounts();
const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
const without =
  leftOut.length > 0 ? ` (without ${leftOut.map(({ debian }) => debian).join(', ')})` : '';
if (without !== '') process.stdout.write(`left out:${without}\n`);
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed${skipped}\n`);
process.exit(status === 0 && counts.passed > 0 ? 0 : 1);

function readCounts() {
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
  const {
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: skipped,
  } = JSON.parse(readFileSync(report, 'utf8'));
  rmSync(report);
  return { passed, failed, skipped };
}

function isInstalled(name) {
  return spawnSync('sh', ['-c', `command -v ${name}`], { stdio: 'ignore' }).status === 0;
}

function canInstall() {
  return process.platform === 'linux' && process.getuid?.() === 0 && isInstalled('apt-get');
}
