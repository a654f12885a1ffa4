import type { Exchange } from '../../contracts/evidence.ts';
import { type ClientLocator, type SubscriptionDialect, saysLocator } from '../dialect/dialect.ts';
import { probeLocator, probeSubscription, subscriptionDialect } from '../dialect/probe.ts';
import { idOf, subscriptionIdOf } from './id-of.ts';
import type { RunParts } from './run-state.ts';
import { notArranged } from './scenario.ts';
import type { Connection, Subscription } from './stage.ts';

/** Sends a probe: method, path below the API, body, query with its question mark. */
type Send = (method: string, path: string, body: unknown, query: string) => Promise<Exchange>;

/** Probes with the run's own access token. */
export function probeBy(
  { target, settings, recorder }: RunParts,
  connection: () => Promise<Connection>,
): Send {
  return async (method, path, body, query) =>
    recorder.send({
      label: `probe ${method} ${path}`,
      method,
      url: `${target.replace(/\/+$/, '')}${settings.paths.api}${path}${query}`,
      headers: [
        ['authorization', `Bearer ${(await connection()).accessToken}`],
        ['content-type', 'application/json'],
        ['accept', 'application/json'],
      ],
      body: JSON.stringify(body),
    });
}

/** How an update and a note name their client, found by a client made for it. */
export async function findLocators(
  { settings, data, observe }: RunParts,
  send: Send,
): Promise<{ update: ClientLocator; note: ClientLocator }> {
  const created = await send('POST', '/clients', data.client(), '');
  const id = idOf(created);
  if (id === undefined) notArranged('no client could be created to update', created);
  const [update, note] = await Promise.all([
    probeLocator('update', id, settings.dialect, send),
    probeLocator('note', id, settings.dialect, send),
  ]);
  for (const [name, { locator, found }] of Object.entries({ update, note })) {
    const value = found ? saysLocator(locator) : 'none found';
    observe(
      `${name}.client-locator`,
      value,
      `The client of ${name === 'note' ? 'a note' : 'an update'} is named by ${value}.`,
    );
  }
  return { update: update.locator, note: note.locator };
}

/** Which keys a subscription takes; the one made to find out is kept. */
export async function findSubscription(
  { settings, receiver, observe }: RunParts,
  send: Send,
): Promise<{ readonly dialect: SubscriptionDialect; readonly subscription?: Subscription }> {
  const reached = await receiver.ready();
  if (!reached.ok) notArranged(`the webhook receiver cannot be reached: ${reached.why}`);
  const { subscribe } = settings.dialect;
  if (subscribe.url !== undefined) {
    return { dialect: subscriptionDialect(subscribe.url, settings.dialect) };
  }
  const inbox = receiver.open('probe');
  const { dialect, granted } = await probeSubscription(inbox.url, settings.dialect, send);
  const value = granted === undefined ? 'none found' : dialect.urlKey;
  observe('subscribe.url-key', value, `A subscription holds its URL in ${value}.`);
  if (granted === undefined) return { dialect };
  const { eventKey } = dialect;
  if (eventKey !== subscribe.event) {
    observe('subscribe.event-key', eventKey, `A subscription holds its event in ${eventKey}.`);
  }
  const id = subscriptionIdOf(granted);
  return { dialect, subscription: { event: 'client.created', inbox, subscribed: granted, id } };
}
