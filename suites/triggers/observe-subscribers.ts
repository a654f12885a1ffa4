import { succeeded } from '../../harness/judging/answers.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';
import type { Mailboxes } from './mailboxes.ts';

/** Tells which headers sign deliveries, and what a second subscription comes to. */
export function observeSubscribers(stage: Stage, { main, twice }: Mailboxes): void {
  if (succeeded(twice[0].subscribed)) {
    const value = madeOf(twice);
    stage.observe('subscribe.twice', value, `A URL that is subscribed twice: ${value}.`);
  }
  const came = main['client.created'].inbox.deliveries;
  const signed = (came[0]?.headers ?? []).filter(([name]) => /signature/i.test(name));
  const value = signed.map(([name]) => name.toLowerCase()).join(', ') || 'none';
  if (came.length > 0) {
    stage.observe('webhooks.signature', value, `Header with a signature of deliveries: ${value}.`);
  }
}

function madeOf([first, second]: Mailboxes['twice']): string {
  const { response } = second.subscribed;
  if (!succeeded(second.subscribed)) return `refused with ${response?.status ?? 'no answer'}`;
  return first.id === second.id ? 'one subscription' : 'two subscriptions';
}
