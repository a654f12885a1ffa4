import { expect, test } from 'vitest';
import { progressLine } from '../../reporters/progress-line.ts';

const screen = { columns: 80, isTerminal: true, colours: false };
const state = { playing: [], judged: 87, total: 203, failed: 0, warned: 0, elapsedMs: 2100 };

test('the line says what is played, how far it is and what went wrong', () => {
  const busy = { ...state, playing: ['code used twice', 'refresh'], failed: 1, warned: 2 };
  expect(progressLine(busy, { ...screen, columns: 100 })).toBe(
    '⠙ playing "code used twice" and 1 more · 87 of 203 judged · 1 failed · 2 warned · 2.1 s',
  );
});

test('the line says no more than there is', () => {
  expect(progressLine(state, screen)).toBe('⠙ 87 of 203 judged · 2.1 s');
});

test.each([20, 30, 40, 60, 80])('the line fits %i columns', (columns) => {
  const long = { ...state, playing: ['a scenario with a name as long as they come'], failed: 3 };
  expect(Array.from(progressLine(long, { ...screen, columns })).length).toBeLessThan(columns);
});

test('the line turns red with the first failure, yellow with a warning', () => {
  const coloured = { ...screen, colours: true };
  expect(progressLine({ ...state, failed: 1 }, coloured)).toContain('\u001b[31m⠙');
  expect(progressLine({ ...state, warned: 1 }, coloured)).toContain('\u001b[33m⠙');
});
