import { describe, expect, it } from 'vitest';
import { faults } from '../../../mock/faults/index.ts';
import { judgeGateway } from '../../../prove/judge-gateway.ts';
import { items } from '../../../suites/select.ts';

const oauth = items.filter(({ clause }) => clause.area === 'oauth');

/** Each is met in another hour, or is about the hours themselves. */
const FAULTS = [
  'oauth/token/code-once',
  'oauth/token/client-unknown',
  'oauth/token/pkce-wrong-verifier',
  'oauth/refresh/access-token-not-taken',
  'oauth/throttling/ten-allowed:five-allowed',
  'oauth/throttling/eleventh-429',
  'oauth/throttling/valid-not-counted',
  'oauth/throttling/expired-not-counted',
  'oauth/throttling/lifted-after-hour',
];

describe('the OAuth suite from one address, where the clock can be moved', () => {
  it.each(FAULTS)('finds %s', { timeout: 60_000 }, async (id) => {
    const fault = faults.find((each) => each.id.startsWith(id));
    if (fault === undefined) throw new Error(`there is no fault ${id}`);
    const { judgements } = await judgeGateway(
      [fault],
      oauth,
      { webhooks: { within: 5 } },
      { addresses: [] },
    );
    expect(judgements.get(fault.clause)?.verdict, fault.does).toBe('fail');
    const broken = [...judgements].filter(([, { verdict }]) => verdict === 'fail');
    const named = [fault.clause, ...(fault.alsoBreaks ?? [])];
    expect(broken.filter(([clause]) => !named.includes(clause))).toEqual([]);
  });
});
