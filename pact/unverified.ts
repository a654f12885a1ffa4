/**
 * What the verifier is answered where nothing could be compared with the contract. It knows kept and
 * broken only, and so does the broker; by these the one can be told from the other afterwards.
 */
export const UNVERIFIED = {
  /** No contract can ask for it. */
  status: 998,
  contentType: 'application/x-not-verified',
} as const;

/** Whether a published difference is only that the interaction could not be verified. */
export function isUnverified({
  attribute = '',
  description = '',
}: {
  readonly attribute?: string;
  readonly description?: string;
}): boolean {
  if (attribute === 'status') return description.includes(String(UNVERIFIED.status));
  return description.includes(UNVERIFIED.contentType);
}
