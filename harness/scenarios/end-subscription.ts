import type { Exchange } from '../../contracts/evidence.ts';
import { RESOURCE_PATHS } from '../../contracts/resources.ts';
import type { Gateway } from '../client/gateway.ts';
import type { RunState } from './run-state.ts';
import type { Subscription } from './stage.ts';

/** Statuses that say "not this way" rather than "no". */
const ANOTHER_WAY: readonly number[] = [400, 404, 405, 422];
/** Statuses that say that there is nothing to end, or no way to. */
const NOTHING_TO_END: readonly number[] = [404, 405, 410, 501];

/**
 * Ends a subscription in the first way that the target takes.
 *
 * @param token an access token other than the run's main one, for a subscription of the run's account
 * @returns what was tried; the last exchange tells the outcome
 */
export async function endSubscription(
  state: RunState,
  subscription: Subscription,
  token?: string,
  label = `unsubscribe from ${subscription.event}`,
): Promise<readonly Exchange[]> {
  const { id, event, inbox, token: owner = token } = subscription;
  const dialect = await state.subscriptionDialect();
  const tried = await endBy(state.gatewayFrom().api, {
    id,
    body: dialect.body(event, inbox.url),
    label,
    token: owner,
  });
  if (isSettled(tried)) state.open.delete(subscription);
  return tried;
}

/** What is to be ended. */
export interface Ending {
  readonly id: string | undefined;
  /** What the subscription was asked for with. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly label: string;
  readonly token?: string | undefined;
}

/** Tries the ways of Zapier's REST hooks, by path, by body, by query, until one is taken. */
export async function endBy(api: Gateway['api'], ending: Ending): Promise<readonly Exchange[]> {
  const tried: Exchange[] = [];
  for (const way of waysToEnd(api, ending)) {
    const exchange = await way();
    tried.push(exchange);
    if (!ANOTHER_WAY.includes(exchange.response?.status ?? 0)) break;
  }
  return tried;
}

/** Whether nothing is left to end: it has ended, or there is no such subscription, or no way. */
export function isSettled(tried: readonly Exchange[]): boolean {
  const statuses = tried.map(({ response }) => response?.status ?? 0);
  const last = statuses.at(-1) ?? 0;
  return (last >= 200 && last < 300) || statuses.every((each) => NOTHING_TO_END.includes(each));
}

function waysToEnd(
  api: Gateway['api'],
  { id, body, label, token }: Ending,
): readonly (() => Promise<Exchange>)[] {
  const path = RESOURCE_PATHS.webhooks;
  const options = { label, ...(token === undefined ? {} : { token }) };
  if (id === undefined) return [() => api('DELETE', path, body, options)];
  const segment = encodeURIComponent(id);
  return [
    () => api('DELETE', `${path}/${segment}`, undefined, options),
    () => api('DELETE', path, { ...body, id }, options),
    () => api('DELETE', path, undefined, { ...options, query: `?id=${segment}` }),
  ];
}
