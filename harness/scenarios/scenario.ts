import type { Where } from '../budget/allot.ts';
import { Inconclusive, type Seen } from '../judging/outcome.ts';
import type { Stage } from './stage.ts';

/**
 * When a scenario is played. All of one phase end before the next begins.
 *
 * - `main`: side by side, whatever is valid or concerns the API
 * - `spend`: one after the other, the invalid token requests of the main address
 * - `limit`: what happens once the ten are spent
 * - `elsewhere`: invalid token requests from further addresses
 * - `clock`: what needs the gateway's clock moved, which outdates every token
 * - `later`: invalid token requests of the main address in further hours of the moved clock
 * - `last`: looks back at the whole run
 */
export type Phase = (typeof PHASES)[number];

/** The phases in their order. */
export const PHASES = ['main', 'spend', 'limit', 'elsewhere', 'clock', 'later', 'last'] as const;

/** A short play of requests, done once a run; its evidence is JSON that many checks judge. */
export interface Scenario<Evidence = unknown> {
  readonly name: string;
  readonly phase: Phase;
  /** How many invalid token requests it makes; the budget decides whether and from where. */
  readonly spends: number;
  /** Which spends first when the ten run short: the lower, the earlier. */
  readonly rank: number;
  /** From where and when it may spend. */
  readonly where: Where;
  /** Scenarios whose evidence the play reads; they are played with it, each in its own phase. */
  readonly needs: readonly Scenario[];
  readonly play: (stage: Stage) => Promise<Evidence>;
}

/** What became of a scenario, as it is kept on disk. */
export type Played =
  | { readonly evidence: unknown }
  | { readonly notArranged: string; readonly seen: readonly Seen[] }
  | { readonly crashed: string };

/** Declares a scenario of the main phase. Its name is unique, since evidence is filed under it. */
export function scenario<Evidence>(
  name: string,
  play: (stage: Stage) => Promise<Evidence>,
  phase: Exclude<Phase, 'spend' | 'elsewhere' | 'later'> = 'main',
  needs: readonly Scenario[] = [],
): Scenario<Evidence> {
  return { name, phase, spends: 0, rank: 0, where: 'anywhere', needs, play };
}

/**
 * Declares a scenario that makes invalid token requests. It is played from the main address while
 * the hour's ten last, else from a further address of this machine, else in a further hour of the
 * target's clock where that can be moved, else not at all.
 *
 * @param spends how many token requests of it a gateway should refuse; ten for one that needs a
 * whole hour of its address
 * @param rank which spends first when the ten run short: the lower, the earlier
 * @param where `apart` for what must not come before the main address is limited, `later` for what
 * moves the clock itself
 */
export function spending<Evidence>(
  name: string,
  spends: number,
  play: (stage: Stage) => Promise<Evidence>,
  {
    rank = 100,
    where = 'anywhere',
    needs = [],
  }: { rank?: number; where?: Where; needs?: readonly Scenario[] } = {},
): Scenario<Evidence> {
  return { name, phase: 'spend', spends, rank, where, needs, play };
}

/** The scenarios with all that they need, each once, in their order, what is needed first. */
export function withNeeds(scenarios: readonly Scenario[]): readonly Scenario[] {
  const found = new Set<Scenario>();
  const add = (each: Scenario): void => {
    if (found.has(each)) return;
    each.needs.forEach(add);
    found.add(each);
  };
  scenarios.forEach(add);
  return [...found];
}

/** Ends the play of a scenario: the state it needs could not be reached. */
export function notArranged(reason: string, ...seen: readonly Seen[]): never {
  throw new Inconclusive(reason, seen);
}
