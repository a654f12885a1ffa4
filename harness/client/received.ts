import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { type HeaderList, header } from '../../contracts/evidence.ts';

/** The most that is read of an answer's body, in bytes. */
export const BODY_LIMIT = 5 * 1024 * 1024;
/** A byte order mark is kept: JSON must not have one, and a judge wants to see it. */
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const DECODERS: Record<string, typeof gunzipSync> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
};

/** Header fields in the order and spelling in which they came; values are Latin-1 (RFC 9110, 5.5). */
export function pairs(raw: readonly Buffer[]): HeaderList {
  const texts = raw.map((part) => part.toString('latin1'));
  return texts.flatMap((name, i) => (i % 2 === 0 ? [[name, texts[i + 1] ?? ''] as const] : []));
}

/** The content behind its coding. We ask for no coding, which leaves the server free to use any (RFC 9110, 12.5.3). */
export function decompressed({ headers }: { headers: HeaderList }, body: Buffer): Buffer {
  const decode = DECODERS[header(headers, 'content-encoding')?.trim().toLowerCase() ?? ''];
  if (!decode || body.length === 0) return body;
  try {
    return decode(body, { maxOutputLength: BODY_LIMIT });
  } catch {
    return body;
  }
}

/** The body as text; says so where the bytes are not UTF-8 (RFC 8259, 8.1). */
export function text(bytes: Uint8Array): { body: string; brokenUtf8?: true } {
  try {
    return { body: UTF8.decode(bytes) };
  } catch {
    return { body: Buffer.from(bytes).toString('utf8'), brokenUtf8: true };
  }
}
