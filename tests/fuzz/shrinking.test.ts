import { describe, expect, it } from 'vitest';
import type { Deviation } from '../../mock/fault.ts';
import { losesUpdate } from '../../mock/faults/errors/in-turn.ts';
import { counterexampleOf } from './counterexample-of.ts';

const CREATE = 'errors/robustness/valid-create-unchanged';
const SEEDS = [1, 2, 3];
const MOST_REQUESTS = 60;

type Values = Readonly<Record<string, unknown>>;

/** Creates that store a client changed. */
function storing(change: (values: Values) => Values): Deviation {
  return {
    name: 'planted',
    does: 'stores something else',
    record: (client, action) =>
      action === 'create' ? { ...client, values: change(client.values) as never } : client,
  };
}

describe('a counterexample is the smallest payload, in at most 60 requests', () => {
  it.each(SEEDS)('for an emoji anywhere in a name (seed %i)', async (seed) => {
    const fault = storing((values) => ({
      ...values,
      name: String(values.name).replace(/\p{Emoji_Presentation}/gu, ''),
    }));
    const found = await counterexampleOf(CREATE, fault, seed);
    expect(found?.requests).toBeLessThanOrEqual(MOST_REQUESTS);
    expect(found?.case).toMatchObject({ phone: false, members: {} });
    const { members, email } = (found?.case ?? {}) as { members: Values; email?: string };
    expect(email).toBeUndefined();
    expect(Object.keys(members)).toEqual(['name']);
    expect(members.name).toMatch(/^\p{Emoji_Presentation}\p{Emoji_Presentation}?$/u);
  });

  it.each(SEEDS)('for a length of 256 or more (seed %i)', async (seed) => {
    const fault = storing((values) => ({
      ...values,
      ...(String(values.line1).length >= 256 && { line1: 'too long' }),
    }));
    const found = await counterexampleOf(CREATE, fault, seed);
    expect(found?.requests).toBeLessThanOrEqual(MOST_REQUESTS);
    expect(found?.case).toEqual({
      phone: false,
      members: { line1: 'x'.repeat(256) },
      demand: 'unchanged',
    });
  });

  it.each(SEEDS)('for one optional field together with another (seed %i)', async (seed) => {
    const fault = storing(({ utm_term, ...values }) =>
      utm_term === undefined || 'line2' in values ? values : { ...values, utm_term },
    );
    const found = await counterexampleOf(CREATE, fault, seed);
    expect(found?.requests).toBeLessThanOrEqual(MOST_REQUESTS);
    expect(found?.case).toMatchObject({ phone: false, members: { line2: 'x', utm_term: 'x' } });
    expect(Object.keys(((found?.case ?? {}) as { members: Values }).members)).toHaveLength(2);
  });

  it.each(SEEDS)('for the third update of one client (seed %i)', async (seed) => {
    const fault = { name: 'planted', does: 'loses an update', answer: losesUpdate(3) };
    const found = await counterexampleOf('errors/robustness/sequences-keep', fault, seed);
    expect(found?.requests).toBeLessThanOrEqual(MOST_REQUESTS);
    const { tracks } = (found?.case ?? {}) as { tracks: { do: string; members: Values }[][] };
    expect(tracks).toHaveLength(1);
    expect(tracks[0]?.map((command) => command.do)).toEqual(['update', 'update', 'update']);
    for (const { members } of tracks[0] ?? []) expect(Object.keys(members)).toHaveLength(1);
  });
});
