import { describe, expect, it } from 'vitest';
import { framed } from '../../harness/fuzz/framings.ts';

describe('a body in an odd frame', () => {
  it('is told in bytes, not in characters', () => {
    const { headers, wire } = framed(
      {
        headers: [
          ['content-length', '{length}'],
          ['content-length', '{less}, +{more}'],
        ],
        is: 'refusable',
      },
      '"é😀"',
    );
    expect(wire).toHaveLength(8);
    expect(headers).toEqual([
      ['content-length', '8'],
      ['content-length', '4, +18'],
    ]);
  });

  it('comes in chunks', () => {
    const { wire, ends } = framed(
      {
        headers: [['transfer-encoding', 'chunked']],
        chunks: { size: 12, line: '0{SIZE};a', end: '0\r\nX: y\r\n\r\n' },
        is: 'whole',
      },
      'abcdefghijklmn',
    );
    expect(String.fromCharCode(...wire)).toBe(
      '0C;a\r\nabcdefghijkl\r\n02;a\r\nmn\r\n0\r\nX: y\r\n\r\n',
    );
    expect(ends).toBe(false);
  });
});
