import type { Exchange } from '../../contracts/evidence.ts';
import { RESOURCE_PATHS } from '../../contracts/resources.ts';
import { shown } from '../../harness/judging/answers.ts';
import { memberOf } from '../../harness/judging/members.ts';
import { Broken, inconclusive } from '../../harness/judging/outcome.ts';
import { touch } from '../../harness/judging/touched.ts';
import type { ClientBody } from '../../harness/scenarios/data.ts';
import { subscriptionIdIn } from '../../harness/scenarios/id-of.ts';
import { itemIn, jsonIn } from './sights.ts';

/** Members of a list's wrapper that hold something else than its items. */
const BESIDE = /^_?(links?|errors?|warnings?|meta|metadata|pagination|filters?|includes?d?|sort)$/i;

/** The items of a list, bare or wrapped in whatever member. */
export function itemsOf(list: Exchange): readonly unknown[] {
  const arrays = arraysIn(jsonIn(list), 3);
  return arrays.reduce((longest, each) => (each.length > longest.length ? each : longest), []);
}

/** Each item of a list must have a string `id`; of subscriptions the document shows none. */
export function itemsHaveIds(list: Exchange): void {
  const isOfWebhooks = new URL(list.request.url).pathname.endsWith(RESOURCE_PATHS.webhooks);
  for (const [index, item] of itemsOf(list).entries()) {
    const members = typeof item === 'object' && item !== null ? { ...item } : {};
    const { id = isOfWebhooks ? subscriptionIdIn(members) : undefined } = members as {
      id?: unknown;
    };
    if (typeof id === 'string' && id !== '') continue;
    if (isOfWebhooks && typeof id === 'number') continue;
    throw new Broken(
      `each item of the answer to ${list.label} must have a string "id"; item ${index + 1} is ${shown(item)}`,
      [list],
      'a string "id"',
      shown(id),
    );
  }
}

/** A client that stands in a list must stand there as it was sent, or as the create answered it. */
export function standsInList(
  list: Exchange,
  id: string,
  sent: ClientBody,
  created: Exchange,
): void {
  const item = itemIn(jsonIn(list), id) ?? itemWith(list, sent.email);
  if (item === undefined) inconclusive('the client is not on the first page of the list', list);
  for (const [field, expected] of Object.entries({ id, ...contactOf(sent) })) {
    const value = item[field];
    // what is stored wrongly is the matter of the create
    if ([expected, memberOf(jsonIn(created), field)].includes(value)) continue;
    throw new Broken(
      `"${field}" of a listed client must be ${shown(expected)}; it is ${shown(value)}`,
      [list],
      `"${field}" must be ${shown(expected)}`,
      shown(value),
    );
  }
  touch(list);
}

function contactOf({ name, email, phone }: ClientBody): Record<string, unknown> {
  return { name, email, phone };
}

/** A client that lost its id in the list is known by its email. */
function itemWith(list: Exchange, email: unknown): Record<string, unknown> | undefined {
  const items = itemsOf(list) as readonly Record<string, unknown>[];
  return items.find((item) => typeof email === 'string' && item?.email === email);
}

function arraysIn(value: unknown, depth: number): readonly (readonly unknown[])[] {
  if (Array.isArray(value)) return [value];
  if (depth === 0 || value === null || typeof value !== 'object') return [];
  return Object.entries(value)
    .filter(([key]) => !BESIDE.test(key))
    .flatMap(([, inner]) => arraysIn(inner, depth - 1));
}
