import { isPlainObject } from './is-plain-object.ts';
import { merged } from './merged.ts';
import { valueAt } from './value-at.ts';

/** Settings in which a form driver that was not told how to deny does so with the fields of `approve`. */
export function withDenial(settings: unknown): unknown {
  const consent = valueAt(settings, ['oauth', 'consent']);
  if (!isPlainObject(consent) || consent.driver !== 'form' || consent.deny !== undefined) {
    return settings;
  }
  if (!isPlainObject(consent.approve)) return settings;
  const deny = { ...consent.approve, decision: 'deny' };
  return merged(settings, { oauth: { consent: { deny } } });
}
