import { describe, expect, it } from 'vitest';
import { isAsDemanded } from '../../harness/fuzz/texts.ts';

describe('isAsDemanded', () => {
  it.each([
    ['the same', 'a b', 'a b', 'granted', true],
    ['blanks cut off at the ends', 'a b', ' \ta b\n', 'unchanged', true],
    ['nothing left of blanks', '', ' ', 'unchanged', true],
    ['a blank lost inside', 'ab', 'a b', 'granted', false],
    ['controls gone where they may', 'ab', 'a\u0000b', 'but for controls', true],
    ['controls gone where they may not', 'ab', 'a\u0000b', 'unchanged', false],
    ['nothing', undefined, '', 'unchanged', false],
  ] as const)('takes %s: %j for %j', (_, value, expected, demand, is) => {
    expect(isAsDemanded(value, expected, demand)).toBe(is);
  });
});
