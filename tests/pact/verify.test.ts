import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '../../contracts/consumer/contract.ts';
import { faults } from '../../mock/faults/index.ts';
import { type RunningGateway, startGateway } from '../../mock/gateway.ts';
import { inProcess } from '../cli/host-of.ts';
import { createIn, foreignPact } from './foreign-pact.ts';

const ALL = contract.agreed.length;
const started: RunningGateway[] = [];
const folder = mkdtempSync(join(tmpdir(), 'conformance-verify-test-'));

const verify = (...args: readonly string[]) =>
  inProcess(['pact', 'verify', ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH },
    now: Date.now,
  });

const faulty = (clause: string): Promise<string> =>
  addressWith(faults.filter((each) => each.clause === clause).slice(0, 1));

async function addressWith(deviations: typeof faults): Promise<string> {
  const gateway = await startGateway({ faults: deviations });
  started.push(gateway);
  return gateway.url;
}

beforeAll(async () => {
  writeFileSync(
    join(folder, 'conformance.config.mjs'),
    'export default { webhooks: { within: 1.5 } };\n',
  );
});
afterAll(() => Promise.all(started.map((each) => each.close())));

describe('pact verify', () => {
  it('finds all kept on the mock', async () => {
    const { code, out, err } = await verify();
    expect(code, out + err).toBe(0);
    expect(out).toContain(`${ALL} interactions: ${ALL} kept\n`);
    expect(out).toContain(
      '+ a refresh of an access token  oauth/refresh/{access-token, json, status-200, token-type}\n',
    );
  });

  it('names what is broken, how, and its clauses', async () => {
    const { code, out } = await verify(
      '--target',
      await addressWith(
        faults.filter(({ id }) => id === 'actions/create-client/answers-email:create-lowers-email'),
      ),
    );
    expect(code).toBe(1);
    expect(out).toMatch(
      /x a create of a client\n {6}"email" must be '(Conformance\.\w+@example\.com)'; it is .*\n {6}actions\/create-client\/answers-email and \d+ more\n/,
    );
    expect(out).toMatch(/\d+ kept, \d+ broken\n$/);
  });

  it('shows no token, wherever a gateway puts it', async () => {
    const fault = 'oauth/token/access-token:exchange-access-token-as-an-object';
    const { code, out } = await verify(
      '--target',
      await addressWith(faults.filter(({ id }) => id === fault)),
    );
    expect(code).toBe(1);
    const shown = /"access_token" must be of type String; it is \{"value":"(.+)"\} \(Object\)/.exec(
      out,
    );
    expect(shown?.[1]).toMatch(/^[aA0_-]+$/);
  });

  it('judges messages by real deliveries, and misses those that do not come', async () => {
    const { code, out } = await verify(
      '--target',
      await faulty('triggers/payment-received/delivered'),
    );
    expect(code).toBe(1);
    expect(out).toContain(
      'x a delivery of payment.received\n      no delivery came within 1.5 s\n',
    );
  });

  it('knows states of other pacts, composed and with parameters', async () => {
    const file = foreignPact(
      createIn('a create with an expired token', ['an expired access token'], 401),
      createIn(
        'a create with a narrow token',
        ['an access token with scope read:bookings read:payments', 'a client exists'],
        403,
      ),
      createIn(
        'a create with a token of a parameter',
        [{ name: 'an access token with scope {scope}', params: { scope: 'write:clients' } }],
        201,
      ),
    );
    const { code, out } = await verify('--pact', file);
    expect(code, out).toBe(0);
    expect(out).toContain('Someone');
    expect(out).toContain('3 interactions: 3 kept');
  });

  it('gives a template for a state that it does not know, and takes it with --states', async () => {
    const state = { name: 'a tariff is booked', params: { tariff: 'gold' } };
    const file = foreignPact(createIn('a create in it', ['an access token', state], 201));
    const lacking = await verify('--pact', file);
    expect(lacking.code).toBe(3);
    expect(lacking.out).toContain('nobody knows how to bring about "a tariff is booked"');
    expect(lacking.out).toContain("'a tariff is booked': async ({ params, values, gateway }) => {");
    expect(lacking.out).toContain('params has tariff');
    expect(lacking.out).toContain('1 interactions: 1 not verified');

    const template = /export default \{[\s\S]*\n\};/.exec(lacking.out)?.[0] ?? '';
    const module = join(folder, 'states.mjs');
    writeFileSync(module, template);
    const pasted = await verify('--pact', file, '--states', module);
    expect(pasted.code, pasted.out).toBe(0);
  });

  it('fails where nothing matches, unless that is allowed', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'conformance-no-pacts-'));
    const none = await verify('--pact', empty);
    expect(none.code, none.out).toBe(3);
    expect(none.out).toContain('No pact was found, so nothing was verified');
    const allowed = await verify('--pact', empty, '--allow-empty');
    expect(allowed.code, allowed.out).toBe(0);
  });

  it.each([
    [['--pact', 'none.json'], /none\.json does not exist/],
    [['--pact', '.', '--broker', 'http://127.0.0.1:9'], /--pact or --broker, not both/],
    [['--broker', 'http://u:p@127.0.0.1:9'], /has credentials in it/],
    [['--selector', '[]'], /--selector takes a JSON object/],
    [['--broker', 'http://127.0.0.1:9'], /give --provider-version/],
  ])('refuses %j', async (args, says) => {
    const { code, err } = await verify(...args);
    expect(err).toMatch(says);
    expect(code).toBe(2);
  });

  it('says that a broker is not reached, and exits 3', async () => {
    const { code, out, err } = await verify('--broker', 'http://127.0.0.1:9', '--no-publish');
    expect(code, out + err).toBe(3);
    expect(out + err).toContain('the broker at http://127.0.0.1:9 could not be reached');
  });
});
