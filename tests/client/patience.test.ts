import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { patience } from '../../harness/client/patience.ts';

function stall(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

test('it is over in time, once', async () => {
  const startedAt = performance.now();
  const ended = await new Promise<number>((resolve) =>
    patience(100, () => resolve(performance.now())),
  );
  expect(ended - startedAt).toBeGreaterThanOrEqual(90);
});

test('ended early, it is never over', async () => {
  let count = 0;
  patience(20, () => {
    count += 1;
  }).end();
  await wait(60);
  expect(count).toBe(0);
});

test('a stall of this process does not use it up', async () => {
  let isOver = false;
  const waiting = patience(200, () => {
    isOver = true;
  });
  stall(300);
  await wait(20);
  expect(isOver).toBe(false);
  waiting.end();
});
