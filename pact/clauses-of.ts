import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { contract } from '../contracts/consumer/contract.ts';

/** The ids of the clauses that an interaction of a contract carries, by its description. */
export type ClausesOf = (description: string) => readonly string[];

/**
 * Reads the clause ids out of pact files (`comments.references.clause`); those of our own contract
 * are known without, also where the pact came from a broker.
 *
 * @param sources pact files, or folders of them
 */
export function clausesOf(sources: readonly string[]): ClausesOf {
  const known = new Map<string, readonly string[]>(
    contract.agreed.map(({ description, clauses }) => [description, clauses]),
  );
  for (const file of sources.flatMap(filesOf)) {
    for (const { description, comments } of interactionsOf(file)) {
      const ids = Object.keys(comments?.references?.clause ?? {});
      if (description !== undefined && ids.length > 0) known.set(description, ids);
    }
  }
  return (description) => known.get(description) ?? [];
}

/** How many interactions pact files, or folders of them, have. */
export function countInteractions(sources: readonly string[]): number {
  return sources.flatMap(filesOf).flatMap(interactionsOf).length;
}

interface WrittenInteraction {
  readonly description?: string;
  readonly comments?: { readonly references?: { readonly clause?: object } };
}

function interactionsOf(file: string): readonly WrittenInteraction[] {
  try {
    const pact = JSON.parse(readFileSync(file, 'utf8')) as { interactions?: unknown };
    return Array.isArray(pact.interactions) ? pact.interactions : [];
  } catch {
    // whatever is wrong with the file, Pact's verifier says it better
    return [];
  }
}

function filesOf(source: string): readonly string[] {
  if (!statSync(source).isDirectory()) return [source];
  return readdirSync(source)
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(source, name));
}
