import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Attempt, type Kind, tryProperty } from '../../harness/fuzz/trial.ts';
import { Inconclusive } from '../../harness/judging/outcome.ts';

const texts: readonly Kind<string>[] = ['a', 'b', 'c'].map((letter) => ({
  name: `texts of ${letter}`,
  cases: fc.array(fc.constantFrom(letter, '!'), { maxLength: 30 }).map((all) => all.join('')),
}));

const holding = async (): Promise<Attempt> => ({ exchanges: [] });

async function drawn(seed: number, runs: number): Promise<readonly string[]> {
  const values: string[] = [];
  await tryProperty({ runs, seed }, texts, async (value) => {
    values.push(value);
    return holding();
  });
  return values.sort();
}

describe('a trial', () => {
  it('tries as many cases as asked for', async () => {
    expect((await tryProperty({ runs: 25 }, texts, holding)).tried).toBe(25);
  });

  it('draws the same cases from the same seed, and others from another', async () => {
    expect(await drawn(7, 30)).toEqual(await drawn(7, 30));
    expect(await drawn(7, 30)).not.toEqual(await drawn(8, 30));
  });

  it('gives every kind its share', async () => {
    const seen = new Set((await drawn(1, 60)).flatMap((value) => [...value]));
    expect([...seen].sort()).toEqual(['!', 'a', 'b', 'c']);
  });

  it('makes a counterexample small, one request at a time', async () => {
    let underWay = 0;
    const trial = await tryProperty({ runs: 30, seed: 3 }, texts, async (value, lane) => {
      underWay += 1;
      await Promise.resolve();
      if (lane === -1) expect(underWay).toBe(1);
      underWay -= 1;
      return value.includes('!') ? { exchanges: [], why: `"${value}" has a mark` } : holding();
    });
    expect(trial.counterexample).toMatchObject({ why: '"!" has a mark' });
    expect(trial.counterexample?.requests).toBeLessThanOrEqual(60);
  });

  it('keeps what was found where it does not happen again', async () => {
    const trial = await tryProperty({ runs: 9, seed: 3 }, texts, async (_, lane) =>
      lane === -1 ? holding() : { exchanges: [], why: 'once' },
    );
    expect(trial.counterexample).toMatchObject({ why: 'once', path: '0' });
  });

  it('tells of cases that told nothing', async () => {
    const throttled = async (): Promise<Attempt> => ({ exchanges: [], untold: 'throttled' });
    const trial = await tryProperty({ runs: 5 }, texts, throttled);
    expect(trial.untold).toContain('throttled');
  });

  it('tells a flaky failure from a firm one, and does not make it small', async () => {
    const sent = new Map<string, number>();
    const once = async (value: string): Promise<Attempt> => {
      const times = (sent.get(value) ?? 0) + 1;
      sent.set(value, times);
      return times === 1 ? { exchanges: [], why: 'at first' } : holding();
    };
    const { counterexample } = await tryProperty({ runs: 1, seed: 3 }, texts, once);
    expect(counterexample).toMatchObject({ failed: 1, sent: 3, why: 'at first' });
  });

  it('sends nothing more once a target has stopped answering, and says so', async () => {
    const silent = { label: 'x', request: { method: 'GET', url: '', headers: [] } };
    const exchange = { ...silent, startedAt: 0, durationMs: 1 };
    const gone = async (): Promise<Attempt> => ({ exchanges: [exchange], untold: 'unreachable' });
    const trial = await tryProperty({ runs: 300, lanes: 4 }, texts, gone);
    expect(trial.tried).toBeLessThan(20);
    expect(trial.stopped).toMatch(/^the target stopped answering; 29\d of 300 cases/);
  });

  it('ends where no more may be sent', async () => {
    const trial = await tryProperty({ runs: 30, lanes: 1 }, texts, async () => {
      throw new Inconclusive('the limit is reached');
    });
    expect(trial).toMatchObject({ tried: 0, stopped: 'the limit is reached' });
  });

  it('waits for what comes later, but not before the next case', async () => {
    let underWay = 0;
    let most = 0;
    const trial = await tryProperty({ runs: 10, lanes: 1, seed: 1 }, texts, async (value, lane) => {
      underWay += 1;
      most = Math.max(most, underWay);
      const later = async (): Promise<Attempt> => {
        await new Promise(setImmediate);
        underWay -= 1;
        return lane >= 0 && value.length > 40 ? { exchanges: [], why: 'late' } : holding();
      };
      return { exchanges: [], later };
    });
    expect(trial.tried).toBe(10);
    expect(most).toBeGreaterThan(1);
  });
});
