import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { clauses, sections } from '../../contracts/clauses/index.ts';
import { inProcess } from './host-of.ts';

describe('clauses', () => {
  it('lists every clause once, within the screen', async () => {
    const { code, out } = await inProcess(['clauses']);
    expect(code).toBe(0);
    const lines = out.split('\n');
    expect(lines.filter((line) => line.length > 80 && line.includes(' '.repeat(4)))).toEqual([]);
    const listed = lines.flatMap((line) => /^ {2}(\S+) {2}(?:must|should) /.exec(line)?.[1] ?? []);
    expect(listed).toEqual(clauses.map(({ id }) => id));
    expect(out).toContain(`${clauses.length} clauses: `);
  });

  it('writes JSON', async () => {
    const { out } = await inProcess(['clauses', '--json']);
    expect(JSON.parse(out)).toEqual(clauses);
  });

  it('writes the document that stands in docs', async () => {
    const { out } = await inProcess(['clauses', '--markdown']);
    const written = readFileSync(new URL('../../docs/clauses.md', import.meta.url), 'utf8');
    for (const { path } of sections) expect(out).toContain(`### ${path}\n`);
    expect(written === out, 'docs/clauses.md is stale: renew it with `npm run docs`').toBe(true);
  });
});

describe('run --list', () => {
  it('prints the clauses chosen and runs nothing', async () => {
    const { code, out } = await inProcess(
      ['run', 'oauth/token', '--level', 'should', '--list'],
      {},
      () => {
        throw new Error('nothing may run');
      },
    );
    expect(code).toBe(0);
    const listed = out.split('\n').flatMap((line) => /^ {2}(\S+) {2}should /.exec(line)?.[1] ?? []);
    const chosen = clauses.filter(
      (each) => each.section === 'oauth/token' && each.level === 'should',
    );
    expect(listed).toEqual(chosen.map(({ id }) => id));
    expect(out.split('\n')[0]).toMatch(/^oauth\/token {2}\S/);
  });
});
