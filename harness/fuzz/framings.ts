import fc from 'fast-check';
import type { Framing } from '../client/framing.ts';
import type { Kind } from './trial.ts';

/** How the body of a request is framed; `{length}`, `{more}` and `{less}` stand for numbers of bytes. */
export interface OddFraming {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly chunks?: {
    /** Bytes of each. */
    readonly size: number;
    /** The line before each, in which `{size}` and `{SIZE}` stand for its length in hexadecimal. */
    readonly line: string;
    /** What follows the last of them. */
    readonly end: string;
  };
  /**
   * Whether a recipient has to understand it (RFC 9112 §7.1, RFC 9110 §10.1.1), may refuse it in any
   * way (RFC 9112 §6.3), or is left waiting for more.
   */
  readonly is: 'whole' | 'refusable' | 'cut short';
}

const LAST = '0\r\n\r\n';

type Chunks = NonNullable<OddFraming['chunks']>;

const kind = (name: string, cases: fc.Arbitrary<OddFraming>): Kind<OddFraming> => ({ name, cases });

function chunked(
  name: string,
  chunks: fc.Arbitrary<Partial<Chunks>>,
  { coding = 'chunked', is = 'whole' as OddFraming['is'], more = [] as OddFraming['headers'] } = {},
): Kind<OddFraming> {
  return kind(
    name,
    chunks.map((odd) => ({
      headers: [...more, ['transfer-encoding', coding] as const],
      chunks: { size: 1_000, line: '{size}', end: LAST, ...odd },
      is,
    })),
  );
}

function lengths(
  name: string,
  is: OddFraming['is'],
  ...values: readonly (readonly string[])[]
): Kind<OddFraming> {
  const cases = fc.constantFrom(...values).map((each) => ({
    headers: each.map((value) => ['content-length', value] as const),
    is,
  }));
  return kind(name, cases);
}

const plain = fc.constant({});

/** Framings of every kind that a careless server stumbles over. */
export const oddFramings: readonly Kind<OddFraming>[] = [
  chunked('chunks', plain),
  chunked(
    'small chunks',
    fc.integer({ min: 1, max: 7 }).map((size) => ({ size })),
  ),
  chunked(
    'chunks whose sizes are padded',
    fc.constantFrom({ line: '000{SIZE}' }, { line: '0{size}' }),
  ),
  chunked(
    'chunks with extensions',
    fc.constantFrom({ line: '{size};a' }, { line: '{size};a=b' }, { line: '{size};a="b c";d' }),
  ),
  chunked('a coding in capitals', plain, { coding: 'Chunked' }),
  chunked(
    'chunks with trailers',
    fc.constant({ end: '0\r\nX-Conformance: a\r\nX-Other: b\r\n\r\n' }),
  ),
  kind(
    'an expected go-ahead',
    fc.constantFrom('100-continue', '100-Continue').map((value) => ({
      headers: [
        ['content-length', '{length}'],
        ['expect', value],
      ],
      is: 'whole',
    })),
  ),
  chunked('a go-ahead expected before chunks', plain, { more: [['expect', '100-continue']] }),
  lengths('a length twice', 'refusable', ['{length}', '{length}'], ['{length}, {length}']),
  lengths('two lengths', 'refusable', ['{length}', '{less}'], ['{less}', '{length}']),
  lengths('a length that is too small', 'refusable', ['{less}'], ['0'], ['1']),
  lengths('a negative length', 'refusable', ['-1'], ['-{length}']),
  lengths(
    'a length that is no number',
    'refusable',
    ['x'],
    ['0x1F'],
    ['1e2'],
    ['{length}.0'],
    [''],
  ),
  lengths('a length with a sign', 'refusable', ['+{length}']),
  lengths('a length beyond all numbers', 'cut short', ['9'.repeat(20)], ['9'.repeat(400)]),
  lengths('a length that is too great', 'cut short', ['{more}']),
  chunked('a length beside chunks', plain, {
    is: 'refusable',
    more: [['content-length', '{length}']],
  }),
  ...['gzip', 'identity', 'chunked, chunked', 'xchunked', 'chunked, identity'].map((coding) =>
    chunked(`the coding ${coding}`, plain, { coding, is: 'refusable' }),
  ),
  chunked('chunks whose sizes are no numbers', fc.constantFrom({ line: 'x' }, { line: '-1' }), {
    is: 'refusable',
  }),
  chunked('chunks of a size beyond all numbers', fc.constant({ line: 'f'.repeat(20) }), {
    is: 'cut short',
  }),
  chunked('chunks without an end', fc.constantFrom({ end: '' }, { end: '0\r\n' }), {
    is: 'cut short',
  }),
  kind('neither a length nor chunks', fc.constant({ headers: [], is: 'refusable' })),
];

/** Puts a body into its frame. */
export function framed({ headers, chunks, is }: OddFraming, body: string): Framing {
  const bytes = Buffer.from(body);
  const wire = chunks === undefined ? bytes : inChunks(bytes, chunks);
  const numbers: Readonly<Record<string, number>> = {
    '{length}': wire.length,
    '{less}': Math.floor(wire.length / 2),
    '{more}': wire.length + 10,
  };
  return {
    headers: headers.map(([name, value]) => [
      name,
      value.replace(/\{(?:length|less|more)\}/g, (found) => String(numbers[found])),
    ]),
    wire,
    ends: is === 'cut short',
  };
}

function inChunks(bytes: Buffer, { size, line, end }: Chunks): Buffer {
  const starts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => at * size);
  const pieces = starts.flatMap((from) => {
    const piece = bytes.subarray(from, from + size);
    const hex = piece.length.toString(16);
    const before = line.replace('{size}', hex).replace('{SIZE}', hex.toUpperCase());
    return [Buffer.from(`${before}\r\n`), piece, Buffer.from('\r\n')];
  });
  return Buffer.concat([...pieces, Buffer.from(end)]);
}
