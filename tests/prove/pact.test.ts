import { describe, expect, it } from 'vitest';
import { cases, interactionsOf, sample } from '../../prove/pact/cases.ts';
import { outside, unverifiable } from '../../prove/pact/outside.ts';
import { pactTable } from '../../prove/pact/table.ts';
import { type Verified, whyNotDue } from '../../prove/pact/verified.ts';

const broken = [
  { consumer: 'Zapier', description: 'a', verdict: 'fail', clauses: [], says: ['differs'] },
] as const;
const [faulty] = cases.filter(({ breaks, id }) => breaks !== undefined && !outside.has(id));
const [beyond] = cases.filter(({ id }) => outside.has(id));
const [lawful] = cases.filter(({ breaks, id }) => breaks === undefined && !unverifiable.has(id));
const [open] = cases.filter(({ id }) => unverifiable.has(id));

function verified(each: (typeof cases)[number] | undefined, parts: Partial<Verified>): Verified {
  if (each === undefined) throw new Error('there is no such case');
  return { case: each, broken: [], unverified: [], durationMs: 0, ...parts };
}

describe('the proof of the contract', () => {
  it('lists as outside only faults of clauses that the contract names', () => {
    const ids = new Set(cases.map(({ id }) => id));
    expect([...outside.keys(), ...unverifiable.keys()].filter((id) => !ids.has(id))).toEqual([]);
  });

  it.each([
    ['a fault that fails', verified(faulty, { broken }), undefined],
    ['a fault that does not', verified(faulty, {}), 'a faulty gateway does not fail'],
    [
      'a fault that cannot be verified',
      verified(faulty, { unverified: ['no token'] }),
      'a faulty gateway does not fail',
    ],
    ['a listed fault', verified(beyond, {}), undefined],
    [
      'a listed fault that fails',
      verified(beyond, { broken }),
      'it fails, though it is listed as outside',
    ],
    ['a lawful gateway', verified(lawful, {}), undefined],
    ['a lawful gateway that fails', verified(lawful, { broken }), 'a lawful gateway fails'],
    [
      'a lawful gateway that is not verified',
      verified(lawful, { unverified: ['no token'] }),
      'not all of it was verified',
    ],
    ['a lawful gateway that lacks something', verified(open, { unverified: ['x'] }), undefined],
    [
      'one that does not lack it any more',
      verified(open, {}),
      'all of it was verified, though it is listed',
    ],
  ])('judges %s', (_, outcome, why) => {
    expect(whyNotDue(outcome)).toBe(why);
  });

  it('draws the same sample by the same seed, with all that is listed', () => {
    const drawn = sample(20, 7).map(({ id }) => id);
    expect(drawn).toEqual(sample(20, 7).map(({ id }) => id));
    expect(drawn).not.toEqual(sample(20, 8).map(({ id }) => id));
    expect(drawn).toEqual(expect.arrayContaining([...outside.keys(), ...unverifiable.keys()]));
  });

  it('verifies a fault by the interactions of its clause', () => {
    expect(interactionsOf('oauth/refresh/again')).toEqual(['a second refresh of an access token']);
  });

  it('tells what did not go as it must', () => {
    const table = pactTable([verified(faulty, {}), verified(beyond, {}), verified(lawful, {})]);
    expect(table).toContain('0 of 1 fail the verification; 1 more show only');
    expect(table).toContain('variants: 1 of 1 do not fail');
    expect(table).toContain('| **no** |');
    expect(table).toContain(outside.get(beyond?.id ?? '') ?? 'a reason');
  });
});
