/** Where the mock's randomness comes from: that many bytes, unpredictable unless a test wants otherwise. */
export type Random = (bytes: number) => Uint8Array;

/** A version 4 UUID, like the ids of the document's examples (§5.1). */
export function uuid(random: Random): string {
  const bytes = Uint8Array.from(random(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return Buffer.from(bytes)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** A secret of 256 bits in characters that a Bearer header can carry (RFC 6749 §10.10, RFC 6750 §2.1). */
export function secret(random: Random): string {
  return Buffer.from(random(32)).toString('base64url');
}
