import fc from 'fast-check';
import type { Kind } from './trial.ts';

const lengths = fc.integer({ min: 500, max: 3000 });

/**
 * Headers that open nothing, of every kind that a careless parser stumbles over; `{word}` in one
 * becomes a word that keeps it from standing anywhere else in the run. Each text is a kind of its
 * own, so that none is missed whatever the seed.
 */
export const authorizations: readonly Kind<string>[] = [
  ...each('a scheme alone', ['Bearer', 'Bearer ', 'bearer', 'Basic', 'Token', '', ' ', '=']),
  ...each(
    'another scheme',
    ['Basic', 'Digest', 'Token', 'Negotiate', 'BEARER:', 'OAuth', 'Bearer,Bearer'].map(
      (scheme) => `${scheme} {word}`,
    ),
  ),
  ...each('a malformed token', [
    'Bearer {word} {word}',
    'Bearer  {word}',
    'Bearer\t{word}',
    'Bearer "{word}"',
    'Bearer {word},',
    'Bearer {word}=a=b',
    'Bearer {word}%00',
    'Bearer {word}\\',
    'Bearer {{word}}',
    "Bearer ' OR '{word}'='{word}",
  ]),
  kind(
    'bytes beyond ASCII',
    fc
      .array(fc.integer({ min: 0x80, max: 0xff }), { minLength: 1, maxLength: 8 })
      .map((bytes) => `Bearer {word}${String.fromCharCode(...bytes)}`),
  ),
  ...each(
    'a token like a JWT',
    ['{}', '{"alg":"none"}', '[]', 'x', '{"alg":1}']
      .map((part) => Buffer.from(part).toString('base64url'))
      .map((part) => `Bearer ${part}.{word}.${part}`),
  ),
  kind(
    'a long token',
    lengths.map((length) => `Bearer {word}${'a'.repeat(length)}`),
  ),
  kind(
    'any printable text',
    fc.string({ unit: 'grapheme-ascii', maxLength: 20 }).map((text) => `Bearer {word}${text}`),
  ),
  ...each('credentials that are no base64', [
    'Basic {word}:',
    'Basic ::::{word}',
    'Basic ===={word}',
    'Basic {word}%',
  ]),
];

function kind(name: string, cases: fc.Arbitrary<string>): Kind<string> {
  return { name: `Authorization: ${name}`, cases };
}

function each(name: string, texts: readonly string[]): readonly Kind<string>[] {
  return texts.map((text, at) => kind(`${name}, ${at + 1}`, fc.constant(text)));
}
