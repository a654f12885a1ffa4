import type { InteractionResult } from '../../pact/verification.ts';
import type { Case } from '../case.ts';
import { outside, unverifiable } from './outside.ts';

/** What the contract made of one gateway. */
export interface Verified {
  readonly case: Case;
  /** Interactions that the gateway broke. */
  readonly broken: readonly InteractionResult[];
  /** Why the rest, or all of it, could not be verified. */
  readonly unverified: readonly string[];
  readonly durationMs: number;
}

/**
 * Why a gateway did not end as it must: a faulty one must break an interaction unless it is listed as
 * outside, a lawful one must keep all; `undefined` where it did.
 */
export function whyNotDue({ case: each, broken, unverified }: Verified): string | undefined {
  if (each.breaks === undefined) {
    if (broken.length > 0) return 'a lawful gateway fails';
    const isOpen = unverified.length > 0;
    if (isOpen === unverifiable.has(each.id)) return undefined;
    return isOpen ? 'not all of it was verified' : 'all of it was verified, though it is listed';
  }
  const isFound = broken.length > 0;
  if (isFound !== outside.has(each.id)) return undefined;
  return isFound ? 'it fails, though it is listed as outside' : 'a faulty gateway does not fail';
}
