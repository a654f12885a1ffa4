import type { Exchange } from '../../contracts/evidence.ts';

/** Members of a client whose ids are not the client's (§4.2). */
const OTHERS = new Set(['owner', 'lead_source']);

/** What a gateway may call the id of a subscription, of which the document does not speak. */
const SUBSCRIPTION_IDS = /^(?:(?:subscription|webhook|hook)_?id|uuid)$/i;

type Members = Readonly<Record<string, unknown>>;

/** The id in the answer of a creation, at the top level or one level below it; an empty one is none. */
export function idOf(exchange: Exchange): string | undefined {
  return firstId(exchange, ({ id }) => id);
}

/** The id in the answer to a subscription, whatever it is called. */
export function subscriptionIdOf(exchange: Exchange): string | undefined {
  return idOf(exchange) ?? firstId(exchange, subscriptionIdIn);
}

/** The member of a subscription that a gateway may call its id. */
export function subscriptionIdIn(members: Members): unknown {
  return Object.entries(members).find(([key]) => SUBSCRIPTION_IDS.test(key))?.[1];
}

function firstId(exchange: Exchange, idIn: (members: Members) => unknown): string | undefined {
  try {
    const body = JSON.parse(exchange.response?.body ?? '') as Members;
    const inner = Object.entries(body).find(
      ([key, value]) => value !== null && typeof value === 'object' && !OTHERS.has(key),
    )?.[1];
    const id = idIn(body) ?? (inner === undefined ? undefined : idIn(inner as Members));
    return (typeof id === 'string' && id !== '') || typeof id === 'number' ? String(id) : undefined;
  } catch {
    return undefined;
  }
}
