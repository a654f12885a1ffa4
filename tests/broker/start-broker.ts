import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A Pact Broker that runs for a test. */
export interface TestBroker {
  readonly url: string;
  readonly close: () => Promise<void>;
}

const HERE = import.meta.dirname;
const GEMS = join(HERE, '.gems');
const GEMFILE = join(GEMS, 'Gemfile');
const INSTALL_MS = 900_000;
const START_MS = 90_000;

/** Whether this machine can run a broker at all. */
export function canRunBroker(): boolean {
  return ['ruby', 'bundle'].every(
    (program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0,
  );
}

/** Installs the gems where they are missing; returns what went wrong, if anything. */
export function installBroker(): string | undefined {
  mkdirSync(GEMS, { recursive: true });
  const wanted = readFileSync(join(HERE, 'Gemfile'), 'utf8');
  const isSame = existsSync(GEMFILE) && readFileSync(GEMFILE, 'utf8') === wanted;
  if (isSame && bundle('check').status === 0) return undefined;
  // keeps everything here out of git and of whatever reads its ignore files
  writeFileSync(join(GEMS, '.gitignore'), '*\n');
  // here, so that bundler leaves its lockfile here, too
  copyFileSync(join(HERE, 'Gemfile'), GEMFILE);
  const { status, stdout, stderr } = bundle('install');
  return status === 0 ? undefined : `${stdout}${stderr}`.trim().split('\n').slice(-5).join('\n');
}

/** Starts a broker of its own on a free port, with an empty database. */
export async function startBroker(): Promise<TestBroker> {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-broker-'));
  const port = await freePort();
  const child = spawn(
    'bundle',
    [
      'exec',
      'puma',
      '--bind',
      `tcp://127.0.0.1:${port}`,
      '--threads',
      '2:4',
      join(HERE, 'config.ru'),
    ],
    {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...environment(),
        BROKER_DATABASE: `sqlite://${join(folder, 'broker.sqlite3')}`,
        BROKER_LOGS: join(folder, 'log'),
        PACT_BROKER_HIDE_PACTFLOW_MESSAGES: 'true',
        PACT_BROKER_WEBHOOK_SCHEME_WHITELIST: 'http',
        PACT_BROKER_WEBHOOK_HOST_WHITELIST: '127.0.0.1',
      },
    },
  );
  const url = `http://127.0.0.1:${port}`;
  await answering(url, child);
  return {
    url,
    close: async () => {
      if (child.exitCode === null) {
        const ended = new Promise((resolve) => child.once('close', resolve));
        child.kill('SIGTERM');
        await ended;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answering(url: string, child: ChildProcess): Promise<void> {
  let said = '';
  child.stdout?.on('data', (chunk) => (said += String(chunk)));
  child.stderr?.on('data', (chunk) => (said += String(chunk)));
  for (const until = Date.now() + START_MS; Date.now() < until; await sleep(100)) {
    if (child.exitCode !== null) break;
    const answer = await fetch(`${url}/diagnostic/status/heartbeat`).catch(() => undefined);
    if (answer?.ok) return;
  }
  child.kill('SIGKILL');
  throw new Error(`the broker did not start: ${said.slice(-2000)}`);
}

function bundle(command: string) {
  return spawnSync('bundle', [command], {
    cwd: GEMS,
    encoding: 'utf8',
    timeout: INSTALL_MS,
    env: environment(),
  });
}

function environment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    BUNDLE_GEMFILE: GEMFILE,
    BUNDLE_PATH: join(GEMS, 'installed'),
    BUNDLE_APP_CONFIG: join(GEMS, 'config'),
    RACK_ENV: 'production',
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
