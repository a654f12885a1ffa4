import { expect, it } from 'vitest';
import { variants } from '../../mock/variants/index.ts';
import { judgeGateway } from '../../prove/judge-gateway.ts';
import { items } from '../../suites/select.ts';

const NAMES = ['one-grant-a-user', 'throttles-valid-grants'];
const chosen = items.filter(({ clause }) => clause.area !== 'actions');

it('ends without a token where none is to be had any more', { timeout: 60_000 }, async () => {
  const deviations = variants.filter(({ name }) => NAMES.includes(name));
  const { judgements, conducted } = await judgeGateway(
    deviations,
    chosen,
    { webhooks: { within: 5 } },
    { addresses: [] },
  );
  expect(conducted.setUp).toBeUndefined();
  expect([...judgements].filter(([, { verdict }]) => verdict === 'fail')).toEqual([]);
});
