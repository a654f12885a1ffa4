import { describe, expect, it } from 'vitest';
import { hostileBodies } from '../../harness/fuzz/hostile.ts';
import { tryProperty } from '../../harness/fuzz/trial.ts';
import { written } from '../../harness/fuzz/written.ts';

const FIELDS = { required: ['name'], optional: ['city', 'line1'] };

async function bodies(seed: number): Promise<string> {
  const all: string[] = [];
  await tryProperty({ runs: 75, seed }, hostileBodies(FIELDS), async (hostile) => {
    all.push(Buffer.from(written(hostile, { name: 'Jane' })).toString());
    return { exchanges: [] };
  });
  return all.join('\n');
}

describe('the hostile bodies', () => {
  it('are of no more kinds than there are cases by default', () => {
    expect(hostileBodies(FIELDS).length).toBeLessThanOrEqual(75);
  });

  it.each([1, 2, 3, 4, 5])('have the usual traps in them, whatever the seed (%i)', async (seed) => {
    const text = await bodies(seed);
    for (const trap of [
      '\\u0000',
      '\\ud800',
      '"__proto__":',
      '\ufeff{',
      '1e400',
      '[[[[[[',
      '\nnull\n',
    ]) {
      expect(text).toContain(trap);
    }
  });
});
