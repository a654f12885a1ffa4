import { describe, expect, it } from 'vitest';
import type { Delivery, Exchange } from '../../../contracts/evidence.ts';
import type { Stage } from '../../../harness/scenarios/stage.ts';
import type { Inbox } from '../../../harness/webhooks/inbox.ts';
import { awaitedIn, doublesIn } from '../../../suites/triggers/whole-run.ts';
import { delivered } from './delivered.ts';

const URL = 'http://gateway.example/clients';

function wrote(method: string, id: string, startedAt: number): Exchange {
  return {
    label: 'fuzzed create of a valid client',
    request: { method, url: method === 'POST' ? URL : `${URL}/${id}`, headers: [], body: '{}' },
    response: { status: method === 'POST' ? 201 : 200, headers: [], body: JSON.stringify({ id }) },
    startedAt,
    durationMs: 1,
  };
}

const stage = (...exchanges: readonly Exchange[]): Stage =>
  ({ seen: () => exchanges, gateway: { apiUrl: () => URL } }) as unknown as Stage;
const inbox = (forgotten: number, ...deliveries: readonly Delivery[]): Inbox =>
  ({ forgotten, deliveries }) as unknown as Inbox;
const came = (id: string, receivedAt: number, answered = 200) =>
  delivered({ data: { id } }, { receivedAt, answered });

const [first, second] = [wrote('POST', 'c1', 10), wrote('POST', 'c2', 100)];

describe('the clients of a run', () => {
  it('are all awaited', () => {
    const awaited = awaitedIn(stage(first, second), inbox(0, came('c2', 110)));
    expect(awaited.map(({ id }) => id)).toEqual(['c1', 'c2']);
  });

  it('are not awaited where their deliveries may have been dropped', () => {
    const awaited = awaitedIn(stage(first, second), inbox(1, came('c0', 50), came('c2', 110)));
    expect(awaited.map(({ id }) => id)).toEqual(['c2']);
  });

  it('must not come twice once they were taken', () => {
    const twice = inbox(0, came('c1', 20), came('c1', 30), came('c2', 110));
    expect(doublesIn(stage(first, second), twice)).toEqual([came('c1', 30)]);
  });

  it.each<[what: string, stage: Stage, inbox: Inbox]>([
    ['the first was not taken', stage(first), inbox(0, came('c1', 20, 500), came('c1', 30))],
    [
      'they were updated',
      stage(first, wrote('PUT', 'c1', 25)),
      inbox(0, came('c1', 20), came('c1', 30)),
    ],
    [
      'two requests made one client of them',
      stage(first, wrote('POST', 'c1', 25)),
      inbox(0, came('c1', 20), came('c1', 30)),
    ],
  ])('may come twice where %s', (_, played, got) => {
    expect(doublesIn(played, got)).toEqual([]);
  });
});
