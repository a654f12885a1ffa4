import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faults } from '../../mock/faults/index.ts';
import { type RunningGateway, startGateway } from '../../mock/gateway.ts';
import { command, type Finished } from './command.ts';

const SECONDS = 60_000;
const oneSentence = (finished: Finished): void => {
  expect(finished.stdout + finished.stderr).not.toMatch(/\n\s+at .*:\d+:\d+/);
  expect(finished.run?.setUp, finished.stdout).toBeTypeOf('string');
};

describe('a run against a target that is not as it should be', { timeout: SECONDS }, () => {
  let gateway: RunningGateway;
  let knowsNothing: Server;
  let nothingUrl: string;

  beforeAll(async () => {
    gateway = await startGateway();
    knowsNothing = createServer((_request, response) => {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('not here');
    });
    await new Promise<void>((resolve) => knowsNothing.listen(0, '127.0.0.1', resolve));
    nothingUrl = `http://127.0.0.1:${(knowsNothing.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await gateway.close();
    knowsNothing.close();
  });

  it('says that nobody listens at a closed port, and exits with 3', async () => {
    const finished = await command(['run', '--target', 'http://127.0.0.1:9']);
    expect(finished.code).toBe(3);
    expect(finished.run?.setUp).toMatch(/could not be reached/);
    oneSentence(finished);
  });

  it('says that a server knows nothing, and exits with 3', async () => {
    const finished = await command(['run', '--target', nothingUrl], {
      oauth: gateway.sandbox.oauth,
    });
    expect(finished.code).toBe(3);
    expect(finished.run?.setUp).toMatch(/404; look at `target`/);
    oneSentence(finished);
  });

  it.each([
    ['client secret', { clientSecret: 'wrong-wrong-wrong' }, /oauth\.clientSecret/],
    ['client id', { clientId: 'nobody' }, /oauth\.clientId/],
    ['redirect URI', { redirectUri: 'http://127.0.0.1:9999/other' }, /oauth\.redirectUri/],
    [
      'password',
      {
        consent: {
          driver: 'form' as const,
          approve: { email: 'john@sandbox.example', password: 'wrong-pass' },
        },
      },
      /oauth\.consent\.approve/,
    ],
  ])('takes a wrong %s for a set-up mistake', async (_what, wrong, hint) => {
    const oauth = { ...gateway.sandbox.oauth, ...wrong };
    const finished = await command(['run', '--target', gateway.url], { oauth });
    expect(finished.code, finished.stdout).toBe(3);
    expect(finished.run?.setUp).toMatch(hint);
    expect(finished.run?.counts.fail).toBe(0);
    oneSentence(finished);
  });

  it('judges all else without controls, stimuli, a second client and another account', async () => {
    const plain = await startGateway({
      variants: [
        {
          name: 'plain',
          does: 'offers nothing to testers',
          sandbox: ({ mock, oauth: { secondClient: _, consent, ...oauth } }) => {
            const { otherAccount: __, ...alone } = consent;
            return { mock, oauth: { ...oauth, consent: alone }, controls: {}, stimuli: {} };
          },
        },
      ],
    });
    const finished = await command(['run', '--target', plain.url]);
    await plain.close();
    expect(finished.run?.counts, finished.stdout).toMatchObject({ fail: 0, warn: 0, error: 0 });
    expect(finished.run?.counts.pass).toBeGreaterThan(250);
    const undecided = finished.run?.clauses.filter(({ verdict }) => verdict === 'inconclusive');
    const reasons = [...new Set(undecided?.map(({ reason }) => reason))].join('; ');
    for (const hint of ['stimuli', 'controls', 'secondClient', 'otherAccount']) {
      expect(reasons).toContain(hint);
    }
    expect(finished.code).toBe(0);
  });

  it('exits with 1 and shows clause, curl line and how to run it again where one is broken', async () => {
    const fault = faults.find(({ clause }) => clause === 'triggers/booking-created/total');
    const faulty = await startGateway({ faults: fault === undefined ? [] : [fault] });
    const finished = await command(['run', 'triggers/booking-created', '--target', faulty.url]);
    await faulty.close();
    expect(finished.code, finished.stdout).toBe(1);
    expect(finished.stdout).toContain('triggers/booking-created/total');
    expect(finished.stdout).toContain('--clause triggers/booking-created/total');
  });

  it.each([
    [['run', 'oauht'], /nearest is "oauth"/],
    [['run', '--reporter', 'jnuit'], /"junit"/],
    [['run', '--workers', 'many'], /workers/],
    [['run', '--replay', '/nowhere'], /no evidence of a run/],
    [['rum'], /run/],
  ])('exits with 2 and one sentence for %j', async (options, hint) => {
    const finished = await command(options);
    expect(finished.code).toBe(2);
    expect(finished.stderr.trim()).toMatch(hint);
    expect(finished.stderr.trim().split('\n')).toHaveLength(1);
  });
});
