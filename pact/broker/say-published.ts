import { sayMismatch } from '../say-mismatch.ts';

/** A difference as the broker keeps it. */
export interface PublishedMismatch {
  readonly attribute?: string;
  readonly identifier?: string;
  readonly description?: string;
}

const TYPES: ReadonlyMap<string, string> = new Map([
  ['status', 'StatusMismatch'],
  ['header', 'HeaderMismatch'],
  ['metadata', 'MetadataMismatch'],
  ['body', 'BodyMismatch'],
]);

/** A published difference in a sentence, as that of a verification of our own. */
export function sayPublished(published: PublishedMismatch): string {
  const { attribute = '', identifier = '', description = '' } = published;
  const type = TYPES.get(attribute);
  if (type === undefined) return description;
  return sayMismatch({ type, path: identifier, key: identifier, mismatch: description });
}
