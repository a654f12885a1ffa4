import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import type { Kept, Kind } from './trial.ts';

/** A case that is to be tried. */
export interface Planned<Case> {
  readonly kind: Kind<Case>;
  /** Its place among the cases of its kind, which is fast-check's path to it. */
  readonly index: number;
  readonly value: Case;
  /** The seed of its kind. */
  readonly seed: number;
  /** Whether it failed in an earlier run. */
  readonly isKept: boolean;
}

/** The cases in turn: one of each kind, then the next of each. */
export function plan<Case>(
  kinds: readonly Kind<Case>[],
  runs: number,
  seed: number,
): readonly Planned<Case>[] {
  const share = Math.ceil(runs / kinds.length);
  const turns = kinds.map((kind) => turnOf(kind, share, seedOf(seed, kind.name)));
  return Array.from({ length: runs }, (_, run) =>
    turns[run % kinds.length]?.(Math.floor(run / kinds.length)),
  ).filter((each) => each !== undefined);
}

/** The cases of a kind by their index; drawn when the first is asked for, as others are under way then. */
function turnOf<Case>(
  kind: Kind<Case>,
  count: number,
  seed: number,
): (index: number) => Planned<Case> {
  let values: readonly Case[] | undefined;
  const valueAt = (index: number): Case => {
    values ??= drawn(kind.cases, count, seed);
    return values[index] as Case;
  };
  return (index) => ({
    kind,
    index,
    seed,
    isKept: false,
    get value() {
      return valueAt(index);
    },
  });
}

/** One case of each kind, drawn by a seed or else by chance. */
export function oneOfEach<Case>(
  kinds: readonly Kind<Case>[],
  seed: number = anySeed(),
): readonly Planned<Case>[] {
  return plan(kinds, kinds.length, seed);
}

/** A seed by chance. */
export function anySeed(): number {
  return randomInt(2 ** 31);
}

/** Counterexamples of earlier runs whose kind is known. */
export function replayed<Case>(
  kinds: readonly Kind<Case>[],
  kept: readonly Kept[],
): readonly Planned<Case>[] {
  return kept.flatMap(({ kind: name, case: value }) => {
    const kind = kinds.find((each) => each.name === name);
    if (kind === undefined) return [];
    return [{ kind, index: 0, value: value as Case, seed: 0, isKept: true }];
  });
}

/** Of one seed every kind would draw alike: all of them long, or none with a city. */
function seedOf(seed: number, kind: string): number {
  // FNV-1a of its name, so that a kind draws the same whichever others are there
  const hash = [...kind].reduce(
    (sum, letter) => Math.imul(sum ^ (letter.codePointAt(0) ?? 0), 0x0100_0193),
    0x811c_9dc5,
  );
  return (seed + hash) | 0;
}

/** By `check` and not `sample`, so that an index here is a path there. */
function drawn<Case>(cases: fc.Arbitrary<Case>, numRuns: number, seed: number): readonly Case[] {
  const values: Case[] = [];
  fc.check(
    fc.property(cases, (value) => {
      values.push(value);
    }),
    { seed, numRuns, unbiased: true },
  );
  return values;
}
