import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningGateway, startGateway } from '../../mock/gateway.ts';
import { sandbox } from '../../mock/sandbox.ts';
import { command, type Finished, verdicts } from './command.ts';

const SECONDS = 60_000;

describe('a run against the mock', { timeout: SECONDS }, () => {
  let embedded: Finished;
  let gateway: RunningGateway;

  beforeAll(async () => {
    gateway = await startGateway();
    embedded = await command(['run', '--reporter', 'terminal,junit,json,html,blob']);
  }, SECONDS);
  afterAll(() => gateway.close());

  it('passes every clause and exits with 0', () => {
    const counts = { fail: 0, warn: 0, inconclusive: 0, error: 0 };
    expect(embedded.run?.counts, embedded.stdout).toMatchObject(counts);
    expect(embedded.code).toBe(0);
    const musts = embedded.run?.clauses.filter(({ level }) => level === 'must');
    expect(musts?.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
  });

  it('needs at most 400 requests beside fuzzing', () => {
    const fuzzed = embedded.run?.requests.fuzzed ?? 0;
    expect((embedded.run?.requests.total ?? 999) - fuzzed).toBeLessThanOrEqual(400);
  });

  it('closes with one line, without colours where no terminal is', () => {
    expect(embedded.stdout.trimEnd().split('\n').at(-1)).toMatch(/pass .*\d+ passed, 0 failed/);
    expect(embedded.stdout).not.toContain('\u001b[');
  });

  it('shows the same verdicts in every report', () => {
    const passed = embedded.run?.counts.pass;
    const junit = embedded.files.get('junit.xml') ?? '';
    expect(junit).toMatch(new RegExp(`<testsuites[^>]*tests="${embedded.run?.clauses.length}"`));
    expect(junit).toMatch(/<testsuites[^>]*failures="0"/);
    const playwright = JSON.parse(embedded.files.get('playwright.json') ?? '{}');
    expect(playwright.stats).toMatchObject({ expected: passed, unexpected: 0, flaky: 0 });
    expect([...embedded.files.keys()]).toContain('playwright-html/index.html');
  });

  it('leaves no secret in any file or output', () => {
    const { clientSecret, secondClient, consent } = sandbox.oauth;
    const secrets = [
      clientSecret,
      secondClient.clientSecret,
      sandbox.webhooks.secret,
      `password=${consent.approve.password}`,
      consent.otherAccount.password,
    ];
    const written = [...embedded.files, ['stdout', embedded.stdout], ['stderr', embedded.stderr]];
    for (const [name, text = ''] of written) {
      for (const secret of secrets)
        expect(text.includes(secret), `${secret} in ${name}`).toBe(false);
      expect(/Bearer (?!\$)[\w-]{20,}/.exec(text)?.[0], `a token in ${name}`).toBeUndefined();
      const token = /"(?:access|refresh)_token\\*":\s*\\*"(?!\$)[\w-]{20,}/.exec(text)?.[0];
      expect(token, `a token in ${name}`).toBeUndefined();
    }
  });

  it('comes to the same verdicts at a mock of another process, with two workers', async () => {
    const separate = await command(['run', '--target', gateway.url, '--workers', '2']);
    expect(separate.code, separate.stdout).toBe(0);
    expect(verdicts(separate)).toBe(verdicts(embedded));
  });

  it('judges only what was chosen', async () => {
    const some = await command(['run', 'actions/add-client-note', '--level', 'must']);
    expect(some.code, some.stdout).toBe(0);
    const chosen = some.run?.clauses.filter((each) => each.chosen) ?? [];
    expect(chosen.length).toBeGreaterThan(5);
    expect(chosen.every(({ id }) => id.startsWith('actions/add-client-note/'))).toBe(true);
  });
});
