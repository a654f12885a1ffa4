import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { contract } from '../../contracts/consumer/contract.ts';
import { findState, states } from '../../pact/states/find-state.ts';

const told = readFileSync(join(import.meta.dirname, '../../docs/provider-states.md'), 'utf8');

it.each(states.map(({ name }) => name))('tells of the state "%s"', (name) => {
  expect(told).toContain(`| \`${name}\` |`);
});

it('brings about every state of our own contract', () => {
  const named = contract.agreed.flatMap((each) => each.states.map(({ name }) => name));
  expect(named.filter((name) => findState(name, []) === undefined)).toEqual([]);
});
