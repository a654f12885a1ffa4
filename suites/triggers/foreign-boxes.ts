import type { Stage, Subscription } from '../../harness/scenarios/stage.ts';
import { asOther, type Tried } from '../actions/other-account.ts';

/** The subscribers of another account, before anything is caused. */
export interface ForeignBoxes {
  readonly token: string;
  readonly created: Subscription;
  readonly updated: Subscription;
}

/** Subscribes another account to what is caused and awaited in the play. */
export function openForeign(stage: Stage): Promise<Tried<ForeignBoxes>> {
  return asOther(stage, async (token) => {
    const open = (event: 'client.created' | 'client.updated'): Promise<Subscription> =>
      subscribeOther(stage, event, `${event} of another account`, token);
    const [created, updated] = await Promise.all([open('client.created'), open('client.updated')]);
    return { token, created, updated };
  });
}

/** Subscribes another account to an event. */
export function subscribeOther(
  { webhooks }: Stage,
  event: 'client.created' | 'client.updated',
  name: string,
  token: string,
): Promise<Subscription> {
  const label = `subscribe another account to ${event}`;
  return webhooks.subscribe(event, webhooks.open(name), { token, label });
}
