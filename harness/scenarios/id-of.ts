import type { Exchange } from '../../contracts/evidence.ts';

/** Members of a client whose ids are not the client's (§4.2). */
const OTHERS = new Set(['owner', 'lead_source']);

/** The id in the answer of a creation, at the top level or one level below it; an empty one is none. */
export function idOf(exchange: Exchange): string | undefined {
  try {
    const body = JSON.parse(exchange.response?.body ?? '');
    const inner = Object.entries(body).find(
      ([key, value]) => value !== null && typeof value === 'object' && !OTHERS.has(key),
    )?.[1];
    const id = body.id ?? (inner as { id?: unknown } | undefined)?.id;
    return (typeof id === 'string' && id !== '') || typeof id === 'number' ? String(id) : undefined;
  } catch {
    return undefined;
  }
}
