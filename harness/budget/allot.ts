import { INVALID_TOKEN_REQUESTS_PER_HOUR as TEN } from '../../contracts/resources.ts';
import { clockTime } from './clock-time.ts';

const HOUR_MS = 3_600_000;

/** Where a spending scenario may be played, or why nowhere. */
export type Allotment =
  | { readonly kind: 'main' }
  | { readonly kind: 'elsewhere'; readonly from: string }
  /** From the main address, in an hour of its own that the moved clock gives: 1 is the next. */
  | { readonly kind: 'later'; readonly hour: number }
  | { readonly kind: 'unaffordable'; readonly reason: string };

/**
 * Where a scenario may spend: `anywhere`; `apart` from the requests that lead the main address to
 * its limit; `later`, once the target's clock has been moved.
 */
export type Where = 'anywhere' | 'apart' | 'later';

/** What wants to spend. */
export interface Spender {
  readonly name: string;
  /** All ten for one that needs an hour of its own. */
  readonly spends: number;
  /** The lower, the more important; those of one rank in the order in which they are given. */
  readonly rank: number;
  readonly where: Where;
}

/** What there is to spend. */
export interface Budget {
  /** When an address (`undefined` is the main one) made invalid requests within the last hour, in ms since the epoch. */
  readonly spent: (address?: string) => readonly number[];
  /** Further local addresses. */
  readonly addresses: readonly string[];
  /** Whether the target's clock can be moved, so that the main address has as many hours as it needs. */
  readonly movesClock: boolean;
  /** When an earlier run last played a scenario, in ms since the epoch; 0 for never. */
  readonly lastPlayed: (name: string) => number;
  /** In ms since the epoch. */
  readonly now: number;
}

/** What `allot` decides. */
export interface Allotments {
  readonly byName: ReadonlyMap<string, Allotment>;
  /** The addresses that still have their whole hour. */
  readonly unused: readonly string[];
}

interface Purse {
  readonly at: Exclude<Allotment, { kind: 'unaffordable' }>;
  left: number;
}

/**
 * Divides the invalid token requests that an hour allows (§7) among the scenarios that need them:
 * the main address first, then each further address with what is left of its hour, then the hours
 * that a moved clock gives. Where that is not enough, what was judged longest ago comes first.
 */
export function allot(spenders: readonly Spender[], budget: Budget): Allotments {
  const inOrder = [...spenders].sort((a, b) => a.rank - b.rank);
  const allotted = divide(inOrder, budget);
  if (lacking(spenders, allotted).length === 0) return allotted;
  const { lastPlayed } = budget;
  return divide(
    [...inOrder].sort((a, b) => lastPlayed(a.name) - lastPlayed(b.name)),
    budget,
  );
}

/** Those that a later run can afford. */
export function lacking(
  spenders: readonly Spender[],
  { byName }: Pick<Allotments, 'byName'>,
): readonly Spender[] {
  return spenders.filter(
    ({ name, where }) => where === 'anywhere' && byName.get(name)?.kind === 'unaffordable',
  );
}

function divide(spenders: readonly Spender[], budget: Budget): Allotments {
  const purses = pursesOf(budget);
  const byName = new Map<string, Allotment>();
  for (const spender of spenders) {
    const purse = purses.find((each) => mayTake(spender, each)) ?? nextHour(purses, budget);
    if (purse === undefined) {
      byName.set(spender.name, { kind: 'unaffordable', reason: whyNot(spender, budget) });
      continue;
    }
    purse.left -= spender.spends;
    byName.set(spender.name, purse.at);
  }
  const unused = purses.flatMap(({ at, left }) =>
    at.kind === 'elsewhere' && left === TEN ? [at.from] : [],
  );
  return { byName, unused };
}

function pursesOf({ spent, addresses }: Budget): Purse[] {
  return [
    { at: { kind: 'main' }, left: TEN - spent().length },
    ...addresses.map(
      (from): Purse => ({ at: { kind: 'elsewhere', from }, left: TEN - spent(from).length }),
    ),
  ];
}

function mayTake({ spends, where }: Spender, { at, left }: Purse): boolean {
  if (left < spends) return false;
  if (where === 'later') return at.kind === 'later';
  return where !== 'apart' || at.kind !== 'main';
}

function nextHour(purses: Purse[], { movesClock }: Budget): Purse | undefined {
  if (!movesClock) return undefined;
  const hour = purses.filter(({ at }) => at.kind === 'later').length + 1;
  const purse: Purse = { at: { kind: 'later', hour }, left: TEN };
  purses.push(purse);
  return purse;
}

function whyNot({ spends, where }: Spender, { spent, now }: Budget): string {
  if (where === 'later') return "needs the target's clock moved; give `controls.advanceClock`";
  const ways = '`sourceAddresses` or `controls.advanceClock`';
  if (where === 'apart') {
    return `needs another local address to send from, with an hour of its own, or a further hour; give ${ways}`;
  }
  const requests = spends === 1 ? 'an invalid token request' : `${spends} invalid token requests`;
  const when = clockTime(affordableFrom(spent(), now, spends));
  return `needs ${requests} beyond the ten that an address may make an hour; a run from ${when} on can afford it and takes it first, or give ${ways}`;
}

/**
 * When an address may make so many invalid requests again, in ms since the epoch: what it spent
 * within the hour and what this run will spend to the tenth return one after the other.
 */
export function affordableFrom(spent: readonly number[], now: number, requests = 1): number {
  const rest = Array.from({ length: Math.max(0, TEN - spent.length) }, () => now);
  const oldest = [...spent, ...rest].sort((a, b) => b - a).slice(0, TEN);
  return (oldest.at(-requests) ?? now) + HOUR_MS;
}
