import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { secrecyOf, unguessable } from '../../harness/judging/secrecy.ts';

const three = (make: (at: number) => string) => secrecyOf([1, 2, 3].map(make));
const judged = (make: (at: number) => string) => () => unguessable('the code', three(make));

describe('secrets that nobody guesses', () => {
  it.each([
    ['UUIDs', () => randomUUID()],
    ['128 bits as hex', () => randomBytes(16).toString('hex')],
    ['160 bits as base64url', () => randomBytes(20).toString('base64url')],
    ['tokens with a common head', () => `pst_live_${randomBytes(24).toString('base64url')}`],
  ])('are %s', (_, make) => {
    expect(judged(make)).not.toThrow();
  });
});

describe('secrets that can be guessed', () => {
  it.each([
    ['the same each time', () => 'a'.repeat(40), 'new'],
    ['short', (at: number) => `a7b9${at}`, 'long'],
    ['64 bits as hex', () => randomBytes(8).toString('hex'), 'long'],
    ['a clock', (at: number) => `code-${1_737_000_000_000 + at}-of-this-very-client`, 'differ'],
  ])('are %s', (_, make, says) => {
    expect(judged(make)).toThrow(says);
  });
});
