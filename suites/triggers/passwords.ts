import type { Delivery } from '../../contracts/evidence.ts';
import { Broken } from '../../harness/judging/outcome.ts';
import { isObject, jsonIn } from './json-in.ts';

/** What members are called that nobody else may see, in snake case. */
const SECRET =
  /(?:^|_)(?:passwords?|passwd|pwd|pass_?phrase|secret|api_key|private_key|access_token|refresh_token)(?:_(?:digest|hash|salt|token|key))?$/;
/** Values of which nothing can be learnt; `$…` stands for what another clause looks for. */
const HARMLESS = /^(?:\$[A-Z][A-Z_\d]*|[*\u2022.x\s]*|\[?(?:filtered|redacted|hidden|masked)\]?)$/i;

/** A delivery must keep passwords and keys to the gateway: the name of their member tells. */
export function keepsPasswords(delivery: Delivery): void {
  const path = secretIn(jsonIn(delivery));
  if (path === undefined) return;
  throw new Broken(
    `a delivery must carry no password and no key of anybody; it has "${path}"`,
    [delivery],
    'no password and no key',
    `"${path}"`,
  );
}

/** The path of the first member with a value that by its name is a secret. */
export function secretIn(value: unknown, path: readonly string[] = []): string | undefined {
  if (!isObject(value) && !Array.isArray(value)) return undefined;
  for (const [key, member] of Object.entries(value)) {
    const here = [...path, key];
    const name = key
      .replace(/(?<=[a-z0-9])[A-Z]/g, '_$&')
      .toLowerCase()
      .replaceAll('-', '_');
    const isSecret = typeof member === 'string' && SECRET.test(name) && !HARMLESS.test(member);
    const found = isSecret ? here.join('.') : secretIn(member, here);
    if (found !== undefined) return found;
  }
  return undefined;
}
