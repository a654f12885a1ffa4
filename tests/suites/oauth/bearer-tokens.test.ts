import { expect, it } from 'vitest';
import { forged } from '../../../suites/oauth/bearer-tokens.ts';

it('forges a token of the same length and characters', () => {
  const token = 'Zk3f0a9bz-Q_19ce';
  expect(forged(token)).not.toBe(token);
  expect(forged(token)).toMatch(/^[\w-]{16}$/);
});

it('leaves the claims of a JWT and changes its signature', () => {
  const [head, claims, signature] = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxIn0', 'dGhpc2lzYXNpZw'];
  const made = forged([head, claims, signature].join('.')).split('.');
  expect(made.slice(0, 2)).toEqual([head, claims]);
  expect(made[2]).not.toBe(signature);
});
