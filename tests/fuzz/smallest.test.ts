import { describe, expect, it } from 'vitest';
import { smallestPart, smallestText } from '../../harness/fuzz/smallest.ts';

describe('the smallest part', () => {
  const items = Array.from({ length: 17 }, (_, at) => at);

  it.each([
    ['one', [11]],
    ['two that are far apart', [2, 15]],
    ['three', [0, 8, 16]],
  ])('is %s, where these are needed', async (_, needed) => {
    const fails = async (some: readonly number[]) => needed.every((each) => some.includes(each));
    expect(await smallestPart(items, fails)).toEqual(needed);
  });

  it('is nothing where nothing is needed', async () => {
    expect(await smallestPart(items, async () => true)).toEqual([]);
  });
});

describe('the shortest text', () => {
  it.each([
    [
      'a letter',
      'lorem ipsum \u{1f600} dolor sit amet',
      (text: string) => /\p{Emoji_Presentation}/u.test(text),
      '\u{1f600}',
    ],
    ['letters side by side', 'a <b>bold</b> word', (text: string) => text.includes('<b>'), '<b>'],
    ['a length', 'lorem ipsum '.repeat(100), (text: string) => text.length >= 256, 'x'.repeat(256)],
    ['anything', 'lorem ipsum', () => true, 'x'],
  ])('is %s, where that is needed', async (_, text, fails, shortest) => {
    let asked = 0;
    const found = await smallestText(text, async (shorter) => {
      asked += 1;
      return fails(shorter);
    });
    expect(found).toBe(shortest);
    expect(asked).toBeLessThanOrEqual(16);
  });
});
