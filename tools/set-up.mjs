// Makes a bare clone runnable: installs the packages where they are missing or outdated, then builds.
// Plain JavaScript without dependencies, since nothing is installed when it starts.
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const installed = join(root, 'node_modules', '.package-lock.json');

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  fail(`Node ${process.versions.node} is too old: install Node 20.19 or newer.`);
}
if (
  !existsSync(installed) ||
  statSync(installed).mtimeMs < statSync(join(root, 'package-lock.json')).mtimeMs
) {
  process.stderr.write('Installing the packages (npm ci) …\n');
  run(
    'npm',
    ['ci', '--no-audit', '--no-fund', '--loglevel=error'],
    'the packages could not be installed',
  );
}
rmSync(join(root, 'dist'), { recursive: true, force: true });
run(
  process.execPath,
  [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', root],
  'the build failed',
);

function run(command, args, problem) {
  // npm 11 warns of its own environment variables when it is called by itself
  const { status } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) fail(`${problem}: "${command} ${args.join(' ')}" ended with ${status}.`);
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
