import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockedDrift } from '../../cli/locked-drift.ts';

const file = (): string => join(mkdtempSync(join(tmpdir(), 'conformance-lock-')), 'dialect.json');
const observed = (value: string) => [{ name: 'update.echo', value, says: '' }];

describe('a dialect lock', () => {
  it('is written where there is none, without what is only measured', () => {
    const lock = file();
    const latency = { name: 'webhooks.latency', value: 'below 1 s', says: '' };
    expect(lockedDrift(lock, [...observed('partial'), latency])).toEqual([]);
    expect(JSON.parse(readFileSync(lock, 'utf8')).dialect).toEqual({ 'update.echo': 'partial' });
  });

  it('tells what changed later, and stays as it was', () => {
    const lock = file();
    lockedDrift(lock, observed('partial'));
    expect(lockedDrift(lock, observed('full'))).toEqual([
      { name: 'update.echo', locked: 'partial', seen: 'full' },
    ]);
    expect(lockedDrift(lock, observed('partial'))).toEqual([]);
  });

  it('is refused where it is none', () => {
    const lock = file();
    writeFileSync(lock, '[]');
    expect(() => lockedDrift(lock, [])).toThrow(/is no dialect lock/);
  });
});
