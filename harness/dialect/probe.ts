import type { Exchange } from '../../contracts/evidence.ts';
import { RESOURCE_PATHS } from '../../contracts/resources.ts';
import type { Settings } from '../settings/settings.ts';
import {
  type ClientLocator,
  inBody,
  inPath,
  inQuery,
  type SubscriptionDialect,
} from './dialect.ts';

type Send = (method: string, path: string, body: unknown, query: string) => Promise<Exchange>;
type DialectSettings = Settings['dialect'];

const NOTE_PATHS = ['/clients/{id}/notes', '/client/{id}/notes', `${RESOURCE_PATHS.notes}/{id}`];
/** Other names than `event`, tried where no member with the URL is taken beside that. */
const EVENT_KEYS = ['topic', 'event_type', 'type', 'trigger', 'event_name', 'eventType'];
const URL_KEYS = ['target_url', 'hookUrl', 'url', 'target', 'webhook_url', 'callback_url'];

/** The ways to name the client of an update or a note, likeliest first. */
export function candidates(
  kind: 'update' | 'note',
  { clientLocator, clientKey }: DialectSettings,
): readonly ClientLocator[] {
  const usual = kind === 'update' ? ['id', 'client_id'] : ['client_id', 'id'];
  const keys = clientKey === undefined ? usual : [clientKey];
  const paths = kind === 'update' ? [`${RESOURCE_PATHS.clients}/{id}`] : NOTE_PATHS;
  const all = [...keys.map(inBody), ...keys.map(inQuery), ...paths.map(inPath)];
  return clientLocator === 'auto' ? all : all.filter(({ place }) => place === clientLocator);
}

/**
 * Finds how the target wants the client named: the first way that is granted and answers the
 * client's id, else the first that is granted, else the likeliest.
 */
export async function probeLocator(
  kind: 'update' | 'note',
  clientId: string,
  settings: DialectSettings,
  send: Send,
): Promise<{ readonly locator: ClientLocator; readonly found: boolean }> {
  const ways = candidates(kind, settings);
  const probe = kind === 'update' ? { city: 'Springfield' } : { note: 'Conformance probe' };
  const base = kind === 'update' ? RESOURCE_PATHS.clients : RESOURCE_PATHS.notes;
  let granted: ClientLocator | undefined;
  for (const locator of ways) {
    const at = locator.locate(base, clientId, probe);
    const exchange = await send(kind === 'update' ? 'PUT' : 'POST', at.path, at.body, at.query);
    if (!isSuccess(exchange)) continue;
    if (mentions(exchange, kind === 'update' ? 'id' : 'client_id', clientId)) {
      return { locator, found: true };
    }
    granted ??= locator;
  }
  return { locator: granted ?? ways[0] ?? inBody('id'), found: granted !== undefined };
}

/** How a subscription is asked for with the URL in the member `urlKey` and the event in `eventKey`. */
export function subscriptionDialect(
  urlKey: string,
  { subscribe }: DialectSettings,
  eventKey = subscribe.event,
): SubscriptionDialect {
  const named = (event: string): string =>
    subscribe.events?.[event as keyof typeof subscribe.events] ?? event;
  return {
    urlKey,
    eventKey,
    body: (event, url) => ({
      ...(event === undefined ? {} : { [eventKey]: named(event) }),
      ...(url === undefined ? {} : { [urlKey]: url }),
      ...subscribe.extra,
    }),
  };
}

/**
 * Finds the member in which a subscription holds its URL, by subscribing to `client.created`.
 *
 * @returns the dialect with the subscription that was granted, or the likeliest dialect without one
 */
export async function probeSubscription(
  url: string,
  settings: DialectSettings,
  send: Send,
): Promise<{ readonly dialect: SubscriptionDialect; readonly granted: Exchange | undefined }> {
  const { subscribe } = settings;
  const keys = subscribe.url === undefined ? URL_KEYS : [subscribe.url];
  const eventKeys = subscribe.event === 'event' ? ['event', ...EVENT_KEYS] : [subscribe.event];
  const ways = eventKeys.flatMap((eventKey) =>
    keys.map((key) => subscriptionDialect(key, settings, eventKey)),
  );
  for (const dialect of ways) {
    const body = dialect.body('client.created', url);
    const granted = await send('POST', RESOURCE_PATHS.webhooks, body, '');
    if (isSuccess(granted)) return { dialect, granted };
    if (granted.response?.status === 404 || granted.response?.status === 401) break;
    // what is no complaint about a member will not change with another one
    const isComplaint = [400, 422].includes(granted.response?.status ?? 0);
    if (!isComplaint && dialect.eventKey !== subscribe.event) break;
  }
  return { dialect: subscriptionDialect(keys[0] ?? 'target_url', settings), granted: undefined };
}

function isSuccess({ response }: Exchange): boolean {
  return response !== undefined && response.status >= 200 && response.status < 300;
}

function mentions({ response }: Exchange, key: string, id: string): boolean {
  try {
    return JSON.parse(response?.body ?? '')[key] === id;
  } catch {
    return false;
  }
}
