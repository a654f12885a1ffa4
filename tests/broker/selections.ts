import { describe, expect, it } from 'vitest';
import { createIn, pactBetween } from '../pact/foreign-pact.ts';

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** What the tests of selections are run with. */
export interface SelectionParts {
  readonly pact: (...args: readonly string[]) => Promise<Ended>;
  /** Verifies a conforming gateway, or one with a fault on each of some clauses. */
  readonly verify: (
    version: string,
    faulty: readonly string[],
    ...more: readonly string[]
  ) => Promise<Ended>;
}

const PROVIDER = 'Selecting Gateway';
const KEPT = 201;
const BROKEN = 207;
const MINUTES = 120_000;

/** Which pacts of a real broker are verified, and which of them count: they build on one another. */
export function describeSelections({ pact, verify }: SelectionParts): void {
  const publish = async (consumer: string, version: string, branch: string, status = KEPT) => {
    const file = pactBetween({ consumer, provider: PROVIDER }, [
      createIn(`${consumer} ${version}`, ['an access token'], status),
    ]);
    const done = await pact('publish', file, '--consumer-version', version, '--branch', branch);
    expect(done.code, done.err).toBe(0);
  };
  const recorded = async (kind: string, consumer: string, version: string) => {
    const where = ['--pacticipant-version', version, '--environment', 'production'];
    const done = await pact(`record-${kind}`, '--pacticipant', consumer, ...where);
    expect(done.code, done.err).toBe(0);
  };
  const ask = (version: string, branch: string, ...more: readonly string[]) =>
    verify(version, [], '--provider', PROVIDER, '--provider-branch', branch, ...more);
  const verified = ({ out }: Ended): readonly string[] =>
    [...out.matchAll(/^ {2}[+x!?] (\w+ \w+)/gm)].flatMap(([, name]) => name ?? []).sort();

  describe('which pacts are verified', () => {
    it(
      'takes main branches, what is deployed and what is released, of every consumer',
      async () => {
        await publish('Shop', 'deployed', 'main');
        await publish('Shop', 'released', 'main');
        await publish('Shop', 'newest', 'main');
        await publish('Shop', 'feature', 'feat-x', BROKEN);
        await publish('Till', 'newest', 'main');
        await recorded('deployment', 'Shop', 'deployed');
        await recorded('release', 'Shop', 'released');
        const all = await ask('v1', 'main');
        expect(all.code, all.out + all.err).toBe(0);
        expect(verified(all)).toEqual([
          ...['Shop deployed', 'Shop newest', 'Shop released', 'Till newest'],
        ]);
        expect(all.out).toMatch(/^Shop -> .*\n(?: {2}.*\n)+Till -> /m);
      },
      MINUTES,
    );

    it(
      'takes a branch of the name of ours as well, pending as long as we never kept it',
      async () => {
        const pending = await ask('v2', 'feat-x');
        expect(pending.code, pending.out).toBe(0);
        expect(pending.out).toContain('! Shop feature (pending)');
        expect(pending.out).toContain('the status must be 207; it is 201');
        expect(pending.out).toMatch(/ 1 broken but pending, which does not fail[^\n]*\n$/);
        const strict = await ask('v3', 'feat-x', '--no-pending', '--no-publish');
        expect(strict.code, strict.out).toBe(1);
      },
      MINUTES,
    );

    it(
      'takes work in progress where asked, and nothing of it fails',
      async () => {
        const without = await ask('v4', 'main', '--no-publish');
        expect(verified(without)).not.toContain('Shop feature');
        const withWork = await ask('v5', 'main', '--include-wip-since', '2020-01-01');
        expect(withWork.code, withWork.out).toBe(0);
        expect(withWork.out).toContain('! Shop feature (pending)');
      },
      MINUTES,
    );

    it(
      'takes what --selector says, and only that',
      async () => {
        const branch = await ask('v6', 'main', '--selector', '{"branch":"feat-x"}', '--no-publish');
        expect(verified(branch)).toEqual(['Shop feature']);
        const two = [
          '--selector',
          '{"consumer":"Till","latest":true}',
          '--selector',
          '{"deployed":true}',
        ];
        expect(verified(await ask('v7', 'main', ...two, '--no-publish'))).toEqual([
          ...['Shop deployed', 'Till newest'],
        ]);
        const none = await ask('v8', 'main', '--selector', '{"branch":"none"}', '--no-publish');
        expect(none.code, none.out).toBe(3);
        expect(none.out).toContain('No pact was found, so nothing was verified');
        const refused = await ask('v9', 'main', '--selector', '{"nonsense":1}', '--no-publish');
        expect(refused.code, refused.out).toBe(3);
        expect(refused.out).toContain('must specify a value for environment or tag or branch');
        expect(refused.out).not.toContain('--allow-empty');
      },
      MINUTES,
    );

    it(
      'fails on what was kept before, pending or not',
      async () => {
        const options = ['--provider', PROVIDER, '--provider-branch', 'main'];
        const broken = await verify('v10', ['actions/create-client/status-201'], ...options);
        expect(broken.code, broken.out).toBe(1);
        expect(broken.out).toMatch(/x Shop newest\n {6}the status must be 201; it is \d+\n/);
      },
      MINUTES,
    );
  });
}
