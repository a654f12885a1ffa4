import { expect, it } from 'vitest';
import type { Exchange } from '../../contracts/evidence.ts';
import { createPace } from '../../harness/fuzz/pace.ts';

const answered = (status: number, durationMs = 5): { exchanges: readonly Exchange[] } => ({
  exchanges: [
    {
      label: 'x',
      request: { method: 'GET', url: '', headers: [] },
      response: { status, headers: [], body: '' },
      startedAt: 0,
      durationMs,
    },
  ],
});

it('begins at the most, halves under strain, and widens again step by step', () => {
  const pace = createPace(16);
  expect(pace.width()).toBe(16);
  pace.tell(answered(429));
  expect(pace.width()).toBe(8);
  for (let good = 0; good < 16; good += 1) pace.tell(answered(201));
  expect(pace.width()).toBe(9);
  pace.tell(answered(201, 5_000));
  expect(pace.width()).toBe(4);
});

it('takes what was under way together for one sign', () => {
  const pace = createPace(16);
  for (let at = 0; at < 8; at += 1) pace.tell(answered(503));
  expect(pace.width()).toBe(8);
});

it('lets in no more than its width', async () => {
  const pace = createPace(2);
  await Promise.all([pace.enter(), pace.enter()]);
  let isIn = false;
  const third = pace.enter().then(() => {
    isIn = true;
  });
  await Promise.resolve();
  expect(isIn).toBe(false);
  pace.leave();
  await third;
  expect(isIn).toBe(true);
});
