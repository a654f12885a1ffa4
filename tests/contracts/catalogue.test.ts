import { describe, expect, it } from 'vitest';
import { clauses, sections } from '../../contracts/clauses/index.ts';
import { items } from '../../suites/select.ts';

describe('the catalogue', () => {
  it('keeps the ids and levels that others rely on', () => {
    expect(clauses.map(({ id, level }) => `${level} ${id}`).join('\n')).toMatchSnapshot();
  });

  it('has no id twice', () => {
    expect(new Set(clauses.map(({ id }) => id)).size).toBe(clauses.length);
  });

  it('has at least 150 clauses, each a sentence with its source', () => {
    expect(clauses.length).toBeGreaterThanOrEqual(150);
    for (const { id, says, source } of clauses) {
      expect(says, id).toMatch(/^[A-Z`\d].*\.$/);
      expect(source, id).toMatch(/^(§\d|RFC \d+ §|Zapier|Standard Webhooks)/);
    }
  });

  it('says every section in the suites', () => {
    expect(items.map(({ clause }) => clause.id).sort()).toEqual(
      sections.flatMap((each) => Object.values(each.clauses).map(({ id }) => id)).sort(),
    );
  });

  it('gives every scenario a name of its own', () => {
    const named = new Map<string, unknown>();
    for (const { check } of items) {
      if (!('scenario' in check)) continue;
      const known = named.get(check.scenario.name) ?? check.scenario;
      expect(known, check.scenario.name).toBe(check.scenario);
      named.set(check.scenario.name, check.scenario);
    }
  });
});
