import { faults } from '../mock/faults/index.ts';
import { variants } from '../mock/variants/index.ts';
import type { Case } from './case.ts';

/** One case a fault. */
export const faultCases: readonly Case[] = faults.map((fault) => ({
  id: fault.id,
  does: fault.does,
  deviations: [fault],
  breaks: fault.clause,
  alsoBreaks: fault.alsoBreaks ?? [],
}));

/** One case a variant. */
export const variantCases: readonly Case[] = variants.map((variant) => ({
  id: variant.id,
  does: variant.does,
  deviations: [variant],
  alsoBreaks: [],
}));

/** How many pairs of variants are drawn, by which seed. */
export interface PairDraw {
  readonly count: number;
  readonly seed: number;
}

/** Pairs of variants that do not decide the same thing. */
export function pairCases({ count, seed }: PairDraw): readonly Case[] {
  const random = generator(seed);
  const pick = (): number => Math.floor(random() * variants.length);
  const pairs = new Map<string, Case>();
  for (let tries = 0; pairs.size < count && tries < count * 50; tries += 1) {
    const [first, second] = [variants[pick()], variants[pick()]];
    if (first === undefined || second === undefined || decidesTheSame(first, second)) continue;
    const id = [first.id, second.id].sort().join(' + ');
    pairs.set(id, {
      id,
      does: `${first.does}, and ${second.does}`,
      deviations: [first, second],
      alsoBreaks: [],
    });
  }
  return [...pairs.values()];
}

type Variant = (typeof variants)[number];

/** Two variants of one rule cannot both hold; the second would only hide the first. */
function decidesTheSame(first: Variant, second: Variant): boolean {
  if (first.id === second.id) return true;
  const decided = (variant: Variant): readonly string[] =>
    typeof variant.rules === 'object' ? Object.keys(variant.rules) : [];
  return decided(first).some((rule) => decided(second).includes(rule));
}

/** A small generator of pseudo-random numbers from 0 to 1 (mulberry32), the same for the same seed. */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
