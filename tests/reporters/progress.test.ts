import { describe, expect, test } from 'vitest';
import { createProgress } from '../../reporters/progress.ts';

const terminal = { columns: 80, isTerminal: true, colours: false };
const log = { columns: 80, isTerminal: false, colours: false };

function start(screen: typeof terminal) {
  const written: string[] = [];
  let time = 1000;
  const progress = createProgress(
    (text) => written.push(text),
    screen,
    () => time,
  );
  return { written, progress, wait: (ms: number) => (time += ms) };
}

describe('createProgress', () => {
  test('redraws a terminal in place, at most ten times a second', () => {
    const { written, progress, wait } = start(terminal);
    progress.update({ total: 3, playing: ['code used twice'] });
    progress.update({ judged: 1 });
    wait(99);
    progress.update({ judged: 2 });
    expect(written).toHaveLength(1);
    wait(1);
    progress.update();
    expect(written).toEqual([
      '\r\u001b[2K⠋ playing "code used twice" · 0 of 3 judged · 0.0 s',
      '\r\u001b[2K⠙ playing "code used twice" · 2 of 3 judged · 0.1 s',
    ]);
  });

  test('clears the line at the end, and writes no more', () => {
    const { written, progress, wait } = start(terminal);
    progress.end();
    wait(1000);
    progress.update({ judged: 1 });
    progress.end();
    expect(written).toEqual(['\r\u001b[2K']);
  });

  test('writes a plain line every five seconds where there is no terminal', () => {
    const { written, progress, wait } = start(log);
    progress.update({ total: 203 });
    wait(4999);
    progress.update({ judged: 87, failed: 1 });
    expect(written).toEqual([]);
    wait(1);
    progress.update();
    progress.end();
    expect(written).toEqual(['87 of 203 judged | 1 failed | 5.0 s\n']);
  });
});
