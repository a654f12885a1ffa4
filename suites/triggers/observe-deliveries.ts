import { memberOf } from '../../harness/judging/members.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';
import type { Inbox } from '../../harness/webhooks/inbox.ts';
import { clientIn } from './client-in.ts';
import type { Mailboxes } from './mailboxes.ts';
import { arrivals, awaitedIn, clientIdIn, doublesIn } from './whole-run.ts';

/** Tells how deliveries came in the whole run: how soon, how often, in which order. */
export function observeDeliveries(stage: Stage, { main }: Mailboxes): void {
  const created = main['client.created'].inbox;
  const updated = main['client.updated'].inbox;
  observeLatency(stage, created);
  observeDuplicates(stage, created);
  observeOrder(stage, created, updated);
}

/** Coarse in its value, which is compared from run to run; exact in its sentence. */
function observeLatency(stage: Stage, inbox: Inbox): void {
  const first = arrivals(inbox.deliveries);
  const delays = awaitedIn(stage, inbox)
    .flatMap(({ id, exchange }) => {
      const came = first.get(id);
      return came === undefined ? [] : [Math.max(0, came.receivedAt - exchange.startedAt)];
    })
    .sort((one, other) => one - other);
  if (delays.length === 0) return;
  const at = (share: number): number => delays[Math.ceil(delays.length * share) - 1] ?? 0;
  const worst = at(1);
  const value = worst < 1000 ? 'below 1 s' : `${Math.ceil(worst / 1000)} s`;
  const exact = `median ${at(0.5)} ms, 95th percentile ${at(0.95)} ms, worst ${worst} ms`;
  stage.observe(
    'webhooks.latency',
    value,
    `From a create to its delivery: ${value} (${exact}, of ${delays.length}).`,
  );
}

function observeDuplicates(stage: Stage, inbox: Inbox): void {
  const came = arrivals(inbox.deliveries).size;
  if (came === 0) return;
  const again = new Set(doublesIn(stage, inbox).map(clientIdIn)).size;
  const value = again === 0 ? 'none' : 'some';
  const exact = `${again} of ${came} created clients`;
  stage.observe(
    'webhooks.duplicates',
    value,
    `Deliveries that came again though they were taken: ${value} (${exact}).`,
  );
}

/** Two subscribers are two ways: a moment between their deliveries tells no order. */
const MOMENT_MS = 50;

/**
 * Whether one subscriber gets the updates of a client in their order. How often a client comes as
 * updated before it comes as created depends on the load, and stands in the sentence alone.
 */
function observeOrder(stage: Stage, created: Inbox, updated: Inbox): void {
  const first = arrivals(created.deliveries);
  const changed = arrivals(updated.deliveries);
  const both = [...changed].flatMap(([id, delivery]) => {
    const before = first.get(id);
    return before === undefined ? [] : [delivery.receivedAt - before.receivedAt];
  });
  const early = both.filter((ms) => ms < -MOMENT_MS).length;
  const { pairs, swapped } = swapsIn(updated);
  if (both.length + pairs === 0) return;
  const value = swapped === 0 ? 'kept' : 'not always kept';
  const exact = `${swapped} of ${pairs} pairs of updates the other way round; ${early} of ${both.length} clients as updated before as created, each to its own subscriber`;
  stage.observe('webhooks.order', value, `The order of deliveries: ${value} (${exact}).`);
}

/** Neighbouring deliveries of one client, and how many of them show the later date first. */
function swapsIn({ deliveries }: Inbox): { readonly pairs: number; readonly swapped: number } {
  const last = new Map<string, number>();
  let pairs = 0;
  let swapped = 0;
  for (const each of deliveries) {
    const id = clientIdIn(each);
    const date = Date.parse(String(memberOf(clientIn(each), 'last_modified_date')));
    const before = last.get(id);
    if (before !== undefined && !Number.isNaN(date)) pairs += 1;
    if (before !== undefined && date < before) swapped += 1;
    if (!Number.isNaN(date)) last.set(id, date);
  }
  return { pairs, swapped };
}
