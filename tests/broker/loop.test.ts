import { once } from 'node:events';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '../../contracts/consumer/contract.ts';
import { faults } from '../../mock/faults/index.ts';
import { type RunningGateway, startGateway } from '../../mock/gateway.ts';
import { variants as all } from '../../mock/variants/index.ts';
import { ownPact } from '../../pact/own-pact.ts';
import { inProcess } from '../cli/host-of.ts';
import { createIn, foreignPact } from '../pact/foreign-pact.ts';
import { describeSelections } from './selections.ts';
import { canRunBroker, installBroker, startBroker, type TestBroker } from './start-broker.ts';

const FAULT = 'actions/create-client/answers-email';

/** Waits for the one request of a webhook of the broker. */
async function listen() {
  let tell: (told: { pactUrl: string; version: string }) => void = () => {};
  const told = new Promise<{ pactUrl: string; version: string }>((resolve) => {
    tell = resolve;
  });
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    response.end();
    server.close();
    tell(JSON.parse(Buffer.concat(chunks).toString('utf8')));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { told, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

describe.skipIf(!canRunBroker())('a real Pact Broker (needs Ruby and Bundler)', () => {
  let broker: TestBroker;
  const gateways: RunningGateway[] = [];

  beforeAll(async () => {
    expect(installBroker()).toBeUndefined();
    broker = await startBroker();
  }, 1_000_000);
  afterAll(async () => {
    await Promise.all(gateways.map((each) => each.close()));
    await broker?.close();
  });

  const pact = (...args: readonly string[]) =>
    inProcess(['pact', ...args], {
      cwd: import.meta.dirname,
      env: { PATH: process.env.PATH, PACT_BROKER_BASE_URL: broker.url },
      now: Date.now,
    });
  const mayDeploy = (version: string) =>
    pact('can-i-deploy', '--pacticipant-version', version, '--to-environment', 'production');
  const verify = async (
    version: string,
    faulty: readonly string[] = [],
    ...more: readonly string[]
  ) => {
    const gateway = await startGateway({
      faults: faults.filter(({ clause }) => faulty.includes(clause)).slice(0, 1),
    });
    gateways.push(gateway);
    return pact(
      ...['verify', '--target', gateway.url, '--broker', broker.url],
      ...['--provider-version', version, '--provider-branch', 'main', ...more],
    );
  };

  it('goes the whole way from a contract to a deployment, and back', async () => {
    const published = await pact('publish', '--consumer-version', 'z1', '--branch', 'main');
    expect(published).toEqual({
      code: 0,
      err: '',
      out: 'Published as version z1 of branch main.\n',
    });

    const unknown = await mayDeploy('g1');
    expect(unknown.code, unknown.out).toBe(3);

    const kept = await verify('g1');
    expect(kept.code, kept.out + kept.err).toBe(0);
    expect(kept.out).toContain(
      `${contract.agreed.length} interactions: ${contract.agreed.length} kept`,
    );

    const recorded = ['--pacticipant-version', 'z1', '--environment', 'production'];
    const deployed = await pact('record-deployment', '--pacticipant', 'Zapier', ...recorded);
    expect(deployed.code, deployed.err).toBe(0);
    const may = await mayDeploy('g1');
    expect(may.code, may.out).toBe(0);
    expect(may.out).toBe('Yes: PocketSuite Gateway g1 may be deployed to production.\n');

    const broken = await verify('g2', [FAULT]);
    expect(broken.code, broken.out).toBe(1);
    const mayNot = await mayDeploy('g2');
    expect(mayNot.code, mayNot.out).toBe(1);
    expect(mayNot.out).toContain('a verification failed');
    expect(mayNot.out).toContain('a create of a client');
    expect(mayNot.out).toContain(FAULT);

    const missing = await mayDeploy('g3');
    expect(missing.code, missing.out).toBe(3);
    expect(missing.out).toContain('a verification is missing');
  }, 120_000);

  it('does not call broken what could not be verified', async () => {
    const variants = all.filter(({ id }) => id === 'triggers:no-stimuli');
    const gateway = await startGateway({ variants });
    gateways.push(gateway);
    const open = await pact(
      ...['verify', '--target', gateway.url, '--broker', broker.url],
      ...['--provider-version', 'g6', '--provider-branch', 'main'],
    );
    expect(open.code, open.out).toBe(3);
    const mayNot = await mayDeploy('g6');
    expect(mayNot.out).toContain('a verification is missing');
    expect(mayNot.out).toContain('a delivery of booking.created\n      it could not be verified');
    expect(mayNot.code).toBe(3);
  }, 120_000);

  it('explains that a version has one content (409)', async () => {
    const [other] = contract.agreed;
    const file = join(mkdtempSync(join(tmpdir(), 'conformance-409-')), 'pact.json');
    const text = readFileSync(ownPact.file, 'utf8');
    writeFileSync(file, text.replace(other?.description ?? '', 'something else'));
    const { code, err } = await pact('publish', file, '--consumer-version', 'z1');
    expect(err).toContain('The broker has a pact of version z1 already, with other content (409).');
    expect(code).toBe(2);
  });

  it('verifies what changed, as the broker asks for it by its webhook', async () => {
    const asked = await listen();
    const created = await fetch(`${broker.url}/webhooks`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        events: [{ name: 'contract_requiring_verification_published' }],
        provider: { name: ownPact.provider },
        request: {
          method: 'POST',
          url: asked.url,
          headers: { 'content-type': 'application/json' },
          body: {
            pactUrl: '${pactbroker.pactUrl}',
            version: '${pactbroker.providerVersionNumber}',
          },
        },
      }),
    });
    expect(created.status).toBe(201);
    const file = foreignPact(createIn('a create of our own', ['an access token'], 201));
    const published = await pact('publish', file, '--consumer-version', 's1', '--branch', 'main');
    expect(published.code, published.err).toBe(0);

    const { pactUrl, version } = await asked.told;
    const { code, out } = await verify(version, [], '--pact-url', pactUrl);
    expect(code, out).toBe(0);
    expect(out).toContain('a create of our own');
    expect(out).toContain('1 interactions: 1 kept');
  }, 120_000);

  it('lets a pact that was never kept be broken, and says so in the last line', async () => {
    const file = foreignPact(createIn('a wish', ['an access token'], 207));
    await pact('publish', file, '--consumer-version', 's2', '--branch', 'main');
    const pending = await verify('g4');
    expect(pending.code, pending.out).toBe(0);
    expect(pending.out).toContain('! a wish (pending)');
    expect(pending.out).toMatch(/1 broken but pending, which does not fail the verification\n$/);
    const strict = await verify('g5', [], '--no-pending', '--no-publish');
    expect(strict.code, strict.out).toBe(1);
    expect(strict.out).toContain('the status must be 207; it is 201');
  }, 120_000);

  describeSelections({ pact, verify });
});
