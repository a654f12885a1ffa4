import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileLedger } from '../../harness/budget/ledger.ts';

const HOUR = 3_600_000;
const target = 'https://gateway.example/gateway';
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  file = join(folder, 'state', 'spent.json');
});

afterEach(() => rmSync(folder, { recursive: true }));

describe('the ledger in a file', () => {
  it('remembers from run to run, by target and address', () => {
    fileLedger(file, () => 1000).record(target, 'default', [900, 950]);
    const next = fileLedger(file, () => 2000);
    expect(next.spent(target, 'default')).toEqual([900, 950]);
    expect(next.spent(target, '127.0.0.2')).toEqual([]);
    expect(next.spent('https://other.example', 'default')).toEqual([]);
  });

  it('adds to what is there', () => {
    const ledger = fileLedger(file, () => 1000);
    ledger.record(target, 'default', [100]);
    ledger.record(target, 'default', [200]);
    expect(ledger.spent(target, 'default')).toEqual([100, 200]);
  });

  it('forgets each request when its hour has passed', () => {
    let now = 1000;
    const ledger = fileLedger(file, () => now);
    ledger.record(target, 'default', [0, 1000]);
    now = HOUR;
    expect(ledger.spent(target, 'default')).toEqual([1000]);
    now = HOUR + 1000;
    expect(ledger.spent(target, 'default')).toEqual([]);
  });

  it('forgets a target that was reset, and no other', () => {
    const ledger = fileLedger(file, () => 1000);
    ledger.record(target, 'default', [900]);
    ledger.record(`${target}-two`, 'default', [900]);
    ledger.forget(target);
    expect(ledger.spent(target, 'default')).toEqual([]);
    expect(ledger.spent(`${target}-two`, 'default')).toEqual([900]);
  });

  it('remembers when a scenario was last played, also past the hour and a reset', () => {
    let now = 1000;
    const ledger = fileLedger(file, () => now);
    ledger.recordPlayed(target, ['one', 'two']);
    now += 2 * HOUR;
    ledger.recordPlayed(target, ['two']);
    ledger.forget(target);
    expect(ledger.lastPlayed(target, 'one')).toBe(1000);
    expect(ledger.lastPlayed(target, 'two')).toBe(1000 + 2 * HOUR);
    expect(ledger.lastPlayed(target, 'three')).toBe(0);
    expect(ledger.lastPlayed('https://other.example', 'one')).toBe(0);
  });

  it('counts a file that cannot be read as empty', () => {
    const broken = join(folder, 'broken.json');
    writeFileSync(broken, '{"a": "b"');
    const ledger = fileLedger(broken, () => 1000);
    expect(ledger.spent(target, 'default')).toEqual([]);
    ledger.record(target, 'default', [900]);
    expect(ledger.spent(target, 'default')).toEqual([900]);
  });

  it('goes on without a file that cannot be written', () => {
    const ledger = fileLedger(join(folder, 'x\0y', 'spent.json'), () => 1000);
    expect(() => ledger.record(target, 'default', [900])).not.toThrow();
  });
});
