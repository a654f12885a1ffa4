import { describe, expect, it } from 'vitest';
import type { Delivery, Exchange } from '../../../contracts/evidence.ts';
import { Broken, Inconclusive } from '../../../harness/judging/outcome.ts';
import type { CastClient } from '../../../suites/triggers/cast.ts';
import type { Change } from '../../../suites/triggers/changes.ts';
import type { Deliveries } from '../../../suites/triggers/deliveries.ts';
import { areLate, mustArriveInTheEnd, orUpdated } from '../../../suites/triggers/late.ts';
import { delivered } from './delivered.ts';

const WITHIN = 3;

function sent(status: number, startedAt = 0): Exchange {
  const request = { method: 'POST', url: 'http://gateway.example/clients', headers: [] };
  const response = { status, headers: [], body: '{}' };
  return { label: 'x', request, response, startedAt, durationMs: 100 };
}

const client = (word: string): CastClient => ({ word, id: word, sent: {}, created: sent(201) });
const full = client('c1');

function change(city: string, ...deliveries: readonly Delivery[]): Change {
  const before = { city: 'Oakland' };
  return { exchange: sent(200), named: { city }, before, isRead: false, deliveries };
}

/** As much of the evidence as is looked at. */
function seen(more: {
  readonly created?: readonly Delivery[];
  readonly endedAt?: number;
  readonly changes?: readonly Change[];
}): Deliveries {
  const box = (deliveries: readonly Delivery[]) => ({
    event: 'client.created' as const,
    url: '',
    subscribed: sent(201),
    deliveries,
  });
  const changes = { full: more.changes ?? [], phoneOnly: [], beyondAscii: [], early: [] };
  const others = { phoneOnly: client('c2'), emailOnly: client('c3'), beyondAscii: client('c4') };
  const evidence = {
    within: WITHIN,
    endedAt: more.endedAt ?? 4_000,
    names: {},
    clientIds: [],
    cast: { full, ...others, crowd: [] },
    ended: { clients: [] },
    main: { 'client.created': box(more.created ?? []) },
    doomed: box([]),
    queried: box([]),
    changes,
  };
  return evidence as unknown as Deliveries;
}

const created = (receivedAt: number) =>
  delivered({ data: { id: 'c1', name: 'c1' } }, { receivedAt });
const updated = (city: string) => delivered({ id: 'c1', name: 'c1', city }, { receivedAt: 200 });

describe('deliveries are late', () => {
  it.each<[what: string, evidence: Deliveries, late: boolean]>([
    ['where a create came after the time', seen({ created: [created(3_101)] }), true],
    [
      'not where there was time enough for one that is as late',
      seen({ created: [created(3_101)], endedAt: 5_000 }),
      false,
    ],
    ['not where it came in time', seen({ created: [created(3_100)] }), false],
    ['not where nothing came', seen({ changes: [change('Lima')] }), false],
    [
      'where an update came as if it were of the next one',
      seen({ changes: [change('Lima'), change('Rome', updated('Lima'))] }),
      true,
    ],
    [
      'not where one was lost and the next one came',
      seen({ changes: [change('Lima'), change('Rome', updated('Rome'))] }),
      false,
    ],
  ])('%s', (_, evidence, late) => {
    expect(areLate(evidence, sent(201))).toBe(late);
    const judge = () => mustArriveInTheEnd('a client', evidence, sent(201));
    expect(judge).toThrow(late ? Inconclusive : Broken);
  });

  it('and may show what updates brought, which others may not', () => {
    const evidence = seen({ changes: [change('Lima')] });
    const rule = { rule: 'be "Oakland"', holds: (value: unknown) => value === 'Oakland' };
    const fitting = (receivedAt: number) =>
      orUpdated(rule, 'city', { seen: evidence, client: full, delivery: created(receivedAt) });
    expect(fitting(3_101).holds('Lima')).toBe(true);
    expect(fitting(3_101).holds('Rome')).toBe(false);
    expect(fitting(3_100).holds('Lima')).toBe(false);
  });
});
