import fc from 'fast-check';
import type { Kind } from './trial.ts';

const lengths = fc.integer({ min: 500, max: 3000 });

/**
 * Headers that open nothing, of every kind that a careless parser stumbles over; `{word}` in one
 * becomes a word that keeps it from standing anywhere else in the run.
 */
export const authorizations: readonly Kind<string>[] = [
  kind(
    'a scheme alone',
    fc.constantFrom('Bearer', 'Bearer ', 'bearer', 'Basic', 'Token', '', ' ', '='),
  ),
  kind(
    'another scheme',
    fc
      .constantFrom('Basic', 'Digest', 'Token', 'Negotiate', 'BEARER:', 'OAuth', 'Bearer,Bearer')
      .map((scheme) => `${scheme} {word}`),
  ),
  kind(
    'a malformed token',
    fc.constantFrom(
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
    ),
  ),
  kind(
    'bytes beyond ASCII',
    fc
      .array(fc.integer({ min: 0x80, max: 0xff }), { minLength: 1, maxLength: 8 })
      .map((bytes) => `Bearer {word}${String.fromCharCode(...bytes)}`),
  ),
  kind(
    'a token like a JWT',
    fc
      .constantFrom('{}', '{"alg":"none"}', '[]', 'x', '{"alg":1}')
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
  kind(
    'credentials that are no base64',
    fc.constantFrom('Basic {word}:', 'Basic ::::{word}', 'Basic ===={word}', 'Basic {word}%'),
  ),
];

function kind(name: string, cases: fc.Arbitrary<string>): Kind<string> {
  return { name: `Authorization: ${name}`, cases };
}
