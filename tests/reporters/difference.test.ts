import { expect, it } from 'vitest';
import { difference } from '../../reporters/difference.ts';

it('shows two texts from a little before they differ, and what cannot be seen by its number', () => {
  const before = 'a'.repeat(50);
  expect(difference(`${before}e\u0301 end`, `${before}\u00e9 end`)).toEqual([
    '…"aaaaaaaaaaaae<U+0301> end"',
    '…"aaaaaaaaaaaaé end"',
  ]);
});

it('cuts what is long, and says how long it is', () => {
  const [expected, actual] = difference('x'.repeat(300), 'x'.repeat(255));
  expect(expected).toBe(`…"${'x'.repeat(36)}"… (300 characters)`);
  expect(actual).toBe(`…"${'x'.repeat(12)}"`);
});

it('shows other values as JSON, and a missing one as such', () => {
  expect(difference('0123', 123)).toEqual(['"0123"', '123']);
  expect(difference('x', undefined)).toEqual(['"x"', 'missing']);
});
