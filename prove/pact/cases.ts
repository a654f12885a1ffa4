import { contract } from '../../contracts/consumer/contract.ts';
import type { Case } from '../case.ts';
import { faultCases, generator, variantCases } from '../cases.ts';
import { outside, unverifiable } from './outside.ts';

/** The descriptions of the interactions that name a clause. */
export function interactionsOf(clause: string): readonly string[] {
  return contract.agreed.flatMap(({ clauses, description }) =>
    clauses.includes(clause) ? [description] : [],
  );
}

/** Every fault of a clause that the contract covers, and every lawful gateway. */
export const cases: readonly Case[] = [
  ...faultCases.filter(({ breaks = '' }) => interactionsOf(breaks).length > 0),
  ...variantCases,
];

/** Some of the cases, the same for the same seed, and all that are listed. */
export function sample(count: number, seed: number): readonly Case[] {
  const random = generator(seed);
  const isListed = ({ id }: Case): boolean => outside.has(id) || unverifiable.has(id);
  const drawn = new Set(
    cases
      .map((each) => ({ each, key: random() }))
      .sort((a, b) => a.key - b.key)
      .slice(0, count)
      .map(({ each }) => each),
  );
  return cases.filter((each) => drawn.has(each) || isListed(each));
}
