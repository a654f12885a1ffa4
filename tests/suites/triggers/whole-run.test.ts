import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Deviation } from '../../../mock/fault.ts';
import { judgeGateway } from '../../../prove/judge-gateway.ts';
import { items } from '../../../suites/select.ts';

const SECONDS = 120_000;
const judged = async (deviations: readonly Deviation[], settings = {}) =>
  judgeGateway(
    deviations,
    items.filter(({ clause }) => /^(triggers|errors)\//.test(clause.id)),
    {
      fuzz: { runs: 40, seed: 7 },
      ...settings,
    },
  );

describe('all that a run creates', { timeout: SECONDS }, () => {
  it('is looked for, what fuzzing creates by the dozen, too', async () => {
    let created = 0;
    const { judgements } = await judged([
      {
        name: 'loses-some',
        does: 'loses one of many creates, long after those that are awaited',
        deliver: (next) => async (delivery) => {
          if (delivery.event === 'client.created') created += 1;
          const isLate = created > 150 && created % 15 === 0;
          if (delivery.event !== 'client.created' || !isLate) await next(delivery);
        },
      },
    ]);
    const { verdict, message } = judgements.get('triggers/delivery/every-event') ?? {};
    expect(verdict, message).toBe('fail');
    expect(message).toMatch(
      /^each of \d+ created clients must be delivered within 3 s; no delivery came$/,
    );
  });

  it('is looked for while many are under way: none lost, none twice', async () => {
    const underWay = new Map<string, number>();
    const { judgements, conducted } = await judged([
      {
        name: 'overtaxed',
        does: 'delivers twice beside six others on the way to a subscriber, and loses what comes beside ten',
        rules: { keepsOrder: false },
        deliver: (next) => async (delivery) => {
          if (delivery.event !== 'client.created') return next(delivery);
          const { id } = delivery.subscription;
          const others = underWay.get(id) ?? 0;
          if (others >= 10) return;
          underWay.set(id, others + 1);
          await sleep(30);
          await next(delivery);
          if (others >= 6) await next(delivery);
          underWay.set(id, (underWay.get(id) ?? 1) - 1);
        },
      },
    ]);
    const verdictOn = (slug: string) => judgements.get(`triggers/delivery/${slug}`);
    expect(verdictOn('every-event')?.verdict, verdictOn('every-event')?.message).toBe('fail');
    expect(verdictOn('once')?.verdict, verdictOn('once')?.reason).toBe('warn');
    const told = conducted.observations.find(({ name }) => name === 'webhooks.duplicates');
    expect(told?.value).toBe('some');
  });

  it('is compared with what was sent, so that two that are mixed up are found', async () => {
    let latest: unknown;
    const { judgements } = await judged([
      {
        name: 'mixed-up',
        does: 'delivers the name of the client that came last while it waited',
        rules: { keepsOrder: false },
        deliver: (next) => async (delivery) => {
          if (delivery.event !== 'client.created') return next(delivery);
          const { data } = delivery.body as { data: Record<string, unknown> };
          latest = data.name;
          // the clients of `deliveries` are not what is asked about here
          await sleep(/^Conformance c\w+$/.test(String(data.name)) ? 0 : 10);
          delivery.body = { data: { ...data, name: latest } };
          await next(delivery);
        },
      },
    ]);
    const { verdict, message } = judgements.get('errors/robustness/valid-create-unchanged') ?? {};
    expect(verdict, message).toBe('fail');
    expect(message).toMatch(/^"name" of the client that was delivered must be /);
  });

  it('is told with the attempts at subscribers in trouble, where there is time for it', async () => {
    const { conducted } = await judged([], { webhooks: { within: 3, observe: 6 } });
    const told = conducted.observations.filter(({ name }) =>
      name.startsWith('webhooks.subscriber'),
    );
    expect(told.map(({ name, value }) => [name, value])).toEqual([
      ['webhooks.subscriber-that-is-well', '1 attempt'],
      ['webhooks.subscriber-that-answers-after-10-s', '1 attempt'],
      ['webhooks.subscriber-that-answers-500', '4 attempts'],
      ['webhooks.subscriber-that-answers-503', '4 attempts'],
      ['webhooks.subscriber-that-hangs-up', '4 attempts'],
      ['webhooks.subscriber-that-redirects', '1 attempt'],
      ['webhooks.subscriber-that-answers-410', '1 attempt'],
    ]);
    expect(told[2]?.says).toMatch(
      /^A subscriber that answers 500 gets 4 attempts within 6 s, after [\d.]+ s, /,
    );
  });
});
