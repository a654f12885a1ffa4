import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Host } from '../../cli/host.ts';
import type { RunSuite } from '../../cli/run.ts';
import type { RunSuiteOptions } from '../../cli/run-suite.ts';
import { clauses } from '../../contracts/clauses/index.ts';
import { SetUpError } from '../../harness/settings/set-up-error.ts';
import { inProcess } from './host-of.ts';

let cwd: string;

beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'run-'));
});
afterEach(() => rm(cwd, { recursive: true }));

/** The options that a run would have been called with. */
async function asked(args: string, given: Partial<Host> = {}): Promise<RunSuiteOptions> {
  let options: RunSuiteOptions | undefined;
  const ended = await inProcess(
    ['run', ...args.split(' ').filter(Boolean)],
    { cwd, ...given },
    (each) => {
      options = each;
      return Promise.resolve(0);
    },
  );
  if (options === undefined) throw new Error(`nothing ran: ${ended.err}`);
  return options;
}

const ended = (suite: RunSuite, given: Partial<Host> = {}) =>
  inProcess(['run', '--quiet'], { cwd, ...given }, suite);

describe('what a run is asked for', () => {
  it('is everything, without options', async () => {
    expect(await asked('')).toMatchObject({
      clauses,
      workers: 1,
      output: join(cwd, 'conformance-report'),
      reporters: ['terminal'],
      strict: false,
      settings: { fuzz: { runs: 75 } },
    });
  });

  it('is what the options say', async () => {
    const options = await asked(
      'oauth/token --level must --workers 2 --output out --reporter junit,terminal,junit --strict --target http://a.example --fuzz-runs 3 --fuzz-seed -4 --fuzz-seconds 1.5 --allow-production',
    );
    expect(options).toMatchObject({
      workers: 2,
      output: join(cwd, 'out'),
      reporters: ['junit', 'terminal'],
      strict: true,
      settings: {
        target: 'http://a.example',
        fuzz: { runs: 3, seed: -4, seconds: 1.5 },
        safety: { allowProduction: true },
      },
    });
    expect(new Set(options.clauses.map(({ section }) => section))).toEqual(
      new Set(['oauth/token']),
    );
  });

  it('takes its settings from the file and the environment', async () => {
    await writeFile(join(cwd, 'own.mjs'), 'export default { timeout: 3 };');
    const env = { POCKETSUITE_TARGET: 'http://b.example' };
    const { settings } = await asked('--config own.mjs', { env });
    expect(settings).toMatchObject({ timeout: 3, target: 'http://b.example' });
  });

  it('is the evidence of a recorded run, for which no setting is read', async () => {
    await mkdir(join(cwd, 'old/evidence'), { recursive: true });
    await writeFile(join(cwd, 'old/conduct.json'), '{}');
    await writeFile(join(cwd, 'conformance.config.js'), 'export default { wrong: 1 };');
    const { replay, settings } = await asked('--replay old');
    expect(replay).toBe(join(cwd, 'old'));
    expect(settings.target).toBeUndefined();
  });

  it('remembers spent requests in the state folder', async () => {
    const { ledger } = await asked('', { env: { XDG_STATE_HOME: join(cwd, 'state') } });
    ledger.record('http://a.example', 'default', [0]);
    expect(existsSync(join(cwd, 'state/pocketsuite-conformance/budget.json'))).toBe(true);
  });
});

describe('how a run ends', () => {
  it('is the exit code of the run', async () => {
    expect(await ended(() => Promise.resolve(1))).toEqual({ code: 1, out: '', err: '' });
  });

  it('is 130 where it was interrupted, whatever came of it', async () => {
    const interrupted = AbortSignal.abort();
    expect(await ended(() => Promise.resolve(0), { interrupted })).toMatchObject({ code: 130 });
    const broken = await ended(() => Promise.reject(new Error('torn down')), { interrupted });
    expect(broken).toEqual({ code: 130, out: '', err: '' });
  });

  it.each<[name: string, error: Error, code: number]>([
    ['a port in use', new Error('The webhook receiver cannot listen on x: the port is in use.'), 3],
    [
      'a network error',
      Object.assign(new Error('connect ECONNREFUSED'), { syscall: 'connect' }),
      3,
    ],
    ['a set-up error', new SetUpError('no such thing'), 3],
    ['any other error', new TypeError('x is not a function\nand more'), 4],
  ])('is told in one line for %s', async (_, error, code) => {
    const [line] = error.message.split('\n');
    expect(await ended(() => Promise.reject(error))).toEqual({ code, out: '', err: `${line}\n` });
  });

  it('shows the stack of a bug to who asks for it', async () => {
    const env = { POCKETSUITE_DEBUG: '1' };
    const { err } = await ended(() => Promise.reject(new TypeError('oops')), { env });
    expect(err).toMatch(/^oops\nTypeError: oops\n {4}at /);
  });
});

describe('the progress line', () => {
  const say = (options: RunSuiteOptions) => {
    options.progress.update({ judged: 1 });
    options.announce('Waiting for you: book.');
    return Promise.resolve(0);
  };
  const terminal = (written: string[]) => ({
    write: (text: string) => void written.push(text),
    screen: { columns: 80, isTerminal: true, colours: false },
  });

  it('gives way to what is announced', async () => {
    const written: string[] = [];
    await inProcess(['run'], { cwd, err: terminal(written) }, say);
    const at = written.indexOf('\r\u001b[2KWaiting for you: book.\n');
    expect(at).toBeGreaterThan(0);
    expect(written[at - 1]).toContain(`of ${clauses.length} judged`);
    expect(written.at(-1)).toBe('\r\u001b[2K');
  });

  it.each(['--quiet', '--reporter list', '--reporter junit,dot'])(
    'is off with %s',
    async (args) => {
      const written: string[] = [];
      await inProcess(['run', ...args.split(' ')], { cwd, err: terminal(written) }, say);
      expect(written).toEqual(['Waiting for you: book.\n']);
    },
  );
});
