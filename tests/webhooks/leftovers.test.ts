import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { folderLeftovers, type Leftover } from '../../harness/webhooks/leftovers.ts';

const DAY = 86_400_000;
const target = 'https://gateway.example/gateway';
/** The id of a process that has ended. */
const { pid: dead } = spawnSync('true');
let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'leftovers-')), 'subscriptions');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (pid: number, at = 1_000) => folderLeftovers(folder, { now: () => at, pid });
const left = (id: string, more: Partial<Leftover> = {}): Leftover => ({
  target,
  event: 'client.created',
  url: `https://hooks.example/${id}`,
  id,
  urlKey: 'target_url',
  eventKey: 'event',
  ...more,
});

it('finds what a run that died has left at the target, and forgets what was ended', () => {
  const died = run(dead);
  const [one, two, elsewhere] = [left('1'), left('2'), left('3', { target: 'https://x.example' })];
  for (const each of [one, two, elsewhere]) died.keep(each);
  const next = run(process.pid, 2_000);
  expect(next.found(target)).toEqual([one, two]);
  next.drop(one);
  expect(next.found(target)).toEqual([two]);
  next.drop(two);
  next.drop(elsewhere);
  expect(readdirSync(folder)).toEqual([]);
});

it('leaves the subscriptions of a run alone that is still on', () => {
  run(process.pid).keep(left('1'));
  expect(run(process.pid, 2_000).found(target)).toEqual([]);
});

it('leaves no file behind where all was ended, and lets nobody else read what is open', () => {
  const mine = run(process.pid);
  const one = left('1');
  mine.keep(one);
  const [file = ''] = readdirSync(folder);
  expect(statSync(join(folder, file)).mode & 0o077).toBe(0);
  mine.drop(one);
  expect(readdirSync(folder)).toEqual([]);
});

it('gives a target up after a month, and bears files that are none of its own', () => {
  run(dead).keep(left('1'));
  writeFileSync(join(folder, 'odd.json'), '{');
  expect(run(process.pid, 20 * DAY).found(target)).toHaveLength(1);
  run(process.pid, 40 * DAY).found(target);
  expect(run(process.pid, 40 * DAY).found(target)).toEqual([]);
});

it('remembers nothing where the folder cannot be written', () => {
  const file = join(tmpdir(), `leftovers-${process.pid}`);
  writeFileSync(file, '');
  const leftovers = folderLeftovers(join(file, 'below'), { now: () => 0, pid: dead });
  leftovers.keep(left('1'));
  expect(leftovers.found(target)).toEqual([]);
  rmSync(file);
});
