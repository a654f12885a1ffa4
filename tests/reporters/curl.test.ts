import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Exchange } from '../../contracts/evidence.ts';
import { curl } from '../../reporters/curl.ts';

const secrets = {
  ACCESS_TOKEN: 'first',
  ACCESS_TOKEN_2: 'second & "quoted"',
  CLIENT_SECRET: 's3cr+t/=&',
  CODE: 'c0de',
  BASIC_CREDENTIALS: 'emFwaWVyOnM=',
};

function line(request: Partial<Exchange['request']>): string {
  return curl({
    label: '',
    request: { method: 'GET', url: 'http://127.0.0.1/', headers: [], ...request },
    startedAt: 0,
    durationMs: 0,
  });
}

describe('the arguments that a shell makes of the line', () => {
  let folder = '';

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'curl-'));
    // Prints each argument between marks, then what it reads, so that nothing is lost in between.
    const script = `#!/usr/bin/env node
const stdin = process.argv.includes('@-') ? require('node:fs').readFileSync(0, 'utf8') : undefined;
process.stdout.write(JSON.stringify({ args: process.argv.slice(2), stdin }));
`;
    writeFileSync(join(folder, 'curl'), script);
    chmodSync(join(folder, 'curl'), 0o755);
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  function run(text: string): { args: string[]; stdin?: string } {
    expect(text).not.toMatch(/[\n\r]/);
    const env = { ...secrets, PATH: `${folder}:${process.env.PATH}`, HOME: '/nowhere' };
    const { stdout, stderr } = spawnSync('sh', ['-c', text], { env, encoding: 'utf8' });
    expect(stderr).toBe('');
    return JSON.parse(stdout);
  }

  test('leaves out what curl says itself', () => {
    const headers: [string, string][] = [
      ['Host', 'elsewhere'],
      ['connection', 'keep-alive'],
      ['User-Agent', 'suite'],
      ['content-length', '2'],
      ['Accept', 'application/json'],
    ];
    expect(run(line({ headers })).args).toEqual([
      '-i',
      'http://127.0.0.1/',
      '-H',
      'Accept: application/json',
    ]);
  });

  test('keeps a framing that is not its own', () => {
    const headers: [string, string][] = [
      ['content-length', '-1'],
      ['transfer-encoding', 'chunked'],
      ['content-type', 'a/b'],
    ];
    expect(run(line({ method: 'POST', headers, body: 'é' })).args).toEqual(
      expect.arrayContaining(['content-length: -1', 'transfer-encoding: chunked']),
    );
    const own = line({ method: 'POST', headers: [['content-length', '2']], body: 'é' });
    expect(own).not.toContain('content-length');
  });

  test.each<[string, string | undefined, string[]]>([
    ['GET', undefined, ['-i']],
    ['HEAD', undefined, ['--head']],
    ['POST', undefined, ['-i', '-X', 'POST']],
    ['POST', 'a', ['-i']],
    ['GET', 'a', ['-i', '-X', 'GET']],
    ['DELETE', undefined, ['-i', '-X', 'DELETE']],
    ["br'ew", undefined, ['-i', '-X', "br'ew"]],
  ])('names the method of %s with body %s only where needed', (method, body, expected) => {
    const { args } = run(line({ method, ...(body === undefined ? {} : { body }) }));
    expect(args.slice(0, expected.length + 1)).toEqual([...expected, 'http://127.0.0.1/']);
  });

  test.each([
    `{"name":"O'Hara \\"the\\" $1 \`id\` $(id) \${HOME} $HOME ! \\\\"}`,
    'Zoë 🚀 日本',
    '@/etc/passwd',
    '-x',
    '',
    '$CODEX $CODE_VERIFIER $PASS',
    '100%',
  ])('passes the body %j as it is', (body) => {
    expect(run(line({ method: 'POST', body })).args.slice(-2)).toEqual(['--data-raw', body]);
  });

  test.each([
    'two\nlines\n',
    'a\u0000b',
    '-\u001b[2J\u0007 100% \\n \\\\ \'quoted\' "twice" $HOME',
    'next\u0085line\u2028and\u202emarks',
    'tab\tand\r\n',
  ])('pipes the body %j', (body) => {
    const { args, stdin } = run(line({ method: 'POST', body }));
    expect(args.slice(-2)).toEqual(['--data-binary', '@-']);
    expect(stdin).toBe(body);
  });

  test('lets the shell put in the secrets, and nothing else', () => {
    const text = `a $ACCESS_TOKEN b $ACCESS_TOKEN_2x $HOME '$CODE' $CODE`;
    const filled = `a first b second & "quoted"x $HOME 'c0de' c0de`;
    const { args } = run(line({ headers: [['authorization', text]] }));
    expect(args.at(-1)).toBe(`authorization: ${filled}`);
    expect(run(line({ url: `http://127.0.0.1/${text}` })).args[1]).toBe(
      `http://127.0.0.1/${filled}`,
    );
    expect(run(line({ method: 'PUT', body: text })).args.at(-1)).toBe(filled);
    expect(run(line({ method: 'PUT', body: `${text}\n` })).stdin).toBe(`${filled}\n`);
    expect(run(line({ headers: [['x', `${text}\t`]] })).args.at(-1)).toBe(`x: ${filled}\t`);
  });

  test('reads well where a header ends in a secret', () => {
    expect(line({ headers: [['authorization', 'Bearer $ACCESS_TOKEN']] })).toBe(
      `curl -i 'http://127.0.0.1/' -H "authorization: Bearer $ACCESS_TOKEN"`,
    );
    expect(line({ headers: [['authorization', 'Bearer $ACCESS_TOKENx']] })).toContain(
      `"authorization: Bearer $${'{ACCESS_TOKEN}'}x"`,
    );
  });

  test('keeps an empty header, and says where a body has no type', () => {
    const { args } = run(line({ method: 'POST', headers: [['authorization', '']], body: 'a' }));
    expect(args).toContain('authorization;');
    expect(args).toContain('content-type:');
  });

  test('stops curl from reading more into the address than there is', () => {
    const { args } = run(line({ url: 'http://127.0.0.1/../[a]?b={c}', from: '127.0.0.2' }));
    expect(args).toEqual([
      '-i',
      '--interface',
      '127.0.0.2',
      '--globoff',
      '--path-as-is',
      'http://127.0.0.1/../[a]?b={c}',
    ]);
  });
});
