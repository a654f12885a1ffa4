import type { HeaderList } from '../../contracts/evidence.ts';

/** A request that is framed as no client of ours would frame it (RFC 9112 §6), byte for byte. */
export interface Framing {
  /** The header fields that tell where the body ends. */
  readonly headers: HeaderList;
  /** All that is sent after the head. */
  readonly wire: Uint8Array;
  /** Whether the sender then says that no more will come. */
  readonly ends: boolean;
}
