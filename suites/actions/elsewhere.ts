import type { Exchange } from '../../contracts/evidence.ts';
import { memberOf } from '../../harness/judging/members.ts';
import type { Values } from './sights.ts';

/** Members of a create that stand for one client only. */
const MARKS = ['name', 'email', 'phone'];

/** Longer values are other suites' attempts at the limits. */
const LONGEST = 500;

/**
 * What the writes of the run so far set fields to, whatever the client: all that updates named, and
 * of creates what tells clients apart. It shows whether a wrong value is that of another client.
 */
export function valuesOfWrites(seen: readonly Exchange[]): Values {
  // a map, since hostile requests of other suites name fields like `__proto__`
  const values = new Map<string, unknown[]>();
  for (const { request } of seen) {
    const isCreate = request.method === 'POST' && request.url.endsWith('/clients');
    if (!isCreate && request.method !== 'PUT') continue;
    const sent = membersIn(request.body);
    for (const field of isCreate ? MARKS : Object.keys(sent)) {
      const value = memberOf(sent, field);
      if (typeof value !== 'string' || value.length > LONGEST) continue;
      values.set(field, [...(values.get(field) ?? []), value]);
    }
  }
  return Object.fromEntries(values);
}

function membersIn(body: string | undefined): object {
  try {
    return Object(JSON.parse(body ?? '{}'));
  } catch {
    return {};
  }
}
