import { describe, expect, it } from 'vitest';
import { startChromium } from '../../../harness/consent/chromium.ts';
import { faults } from '../../../mock/faults/index.ts';
import { sandbox } from '../../../mock/sandbox.ts';
import { judgeGateway } from '../../../prove/judge-gateway.ts';
import { items } from '../../../suites/select.ts';

const DENIALS = items.filter(({ clause }) => clause.id.startsWith('oauth/authorize/denied-'));

const probe = await startChromium();
if (probe.ok) await probe.browser.close();

const { approve } = sandbox.oauth.consent;
const { decision: _, ...person } = approve;
const consent = { driver: 'browser' as const, approve: person, deny: {} };

async function verdictOf(id: string, ...deviations: (typeof faults)[number][]) {
  const settings = { oauth: { ...sandbox.oauth, consent } };
  const { judgements } = await judgeGateway(deviations, DENIALS, settings, { addresses: [] });
  return judgements.get(id)?.verdict;
}

describe.skipIf(!probe.ok)('a denial in a real browser', { timeout: 60_000 }, () => {
  it('is broken where it is answered with a code', async () => {
    const fault = faults.find(({ id }) => id.endsWith(':denied-is-granted'));
    if (fault === undefined) throw new Error('there is no such fault');
    expect(await verdictOf(fault.clause, fault)).toBe('fail');
  });
});
