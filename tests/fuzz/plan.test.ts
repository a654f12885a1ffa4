import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OPTIONAL_CLIENT_FIELDS } from '../../contracts/resources.ts';
import { pairwise } from '../../harness/fuzz/pairwise.ts';
import { plan } from '../../harness/fuzz/plan.ts';
import { sequences } from '../../harness/fuzz/sequences.ts';
import { LOOKALIKES } from '../../harness/fuzz/texts.ts';
import { validChanges, validClients, validNotes } from '../../harness/fuzz/valid.ts';
import { settingsSchema } from '../../harness/settings/settings.ts';

const RUNS = settingsSchema.parse({}).fuzz.runs;
const names = { custom: ['custom_field_name_1', 'custom_field_name_2'], keepsAny: true };
const all = {
  creates: validClients(names),
  updates: validChanges({ ...names, keepsAny: false }),
  notes: validNotes(),
  sequences,
};

describe('a default run', () => {
  it('spends at most 150 cases a property', () => expect(RUNS).toBeLessThanOrEqual(150));

  it.each(Object.entries(all))('has no two kinds of %s of one name', (_, kinds) => {
    expect(new Set(kinds.map(({ name }) => name)).size).toBe(kinds.length);
  });

  it.each(['creates', 'updates', 'notes'] as const)('tries each kind of %s', (what) => {
    expect(all[what].length).toBeLessThanOrEqual(RUNS);
  });

  it.each([1, 2, 3])('has each lookalike in a custom field, whatever the seed (%i)', (seed) => {
    const values = plan(all.creates, RUNS, seed).flatMap(({ value }) =>
      names.custom.map((field) => value.members[field]),
    );
    for (const each of LOOKALIKES) expect(values).toContain(each);
  });

  it.each([1, 2, 3])('has each field with and without each other (seed %i)', (seed) => {
    const clients = plan(all.creates, RUNS, seed).map(({ value }) => value.members);
    for (const one of OPTIONAL_CLIENT_FIELDS) {
      for (const other of OPTIONAL_CLIENT_FIELDS) {
        if (one === other) continue;
        expect(clients.some((each) => one in each && other in each)).toBe(true);
        expect(clients.some((each) => one in each && !(other in each))).toBe(true);
      }
    }
  });

  it('keeps clients at reserved addresses', () => {
    for (const { value } of plan(all.creates, RUNS, 7)) {
      if (value.email !== undefined) expect(value.email).toMatch(/\{word\}.*@example\.com$/);
    }
  });
});

describe('a plan', () => {
  it('draws a kind the same, whichever others are there', () => {
    const kinds = ['a', 'b', 'c'].map((name) => ({ name, cases: fc.string({ minLength: 20 }) }));
    const [, , third] = plan(kinds, 3, 5);
    const [alone] = plan(kinds.slice(2), 1, 5);
    expect(alone?.value).toBe(third?.value);
  });
});

describe('the pairwise design', () => {
  it('has any two columns in all four combinations', () => {
    const rows = pairwise(22);
    for (let one = 0; one < 22; one += 1) {
      for (let other = one + 1; other < 22; other += 1) {
        expect(new Set(rows.map((row) => `${row[one]} ${row[other]}`)).size).toBe(4);
      }
    }
  });
});
