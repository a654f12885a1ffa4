import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Kept, Trial } from './trial.ts';

/** Counterexamples, kept from run to run. */
export interface Corpus {
  readonly kept: (clause: string) => readonly Kept[];
  /** Takes what a trial has found, and takes out what holds now. */
  readonly tell: (clause: string, trial: Trial) => void;
  /** Those that held in this run, by clause. */
  readonly fixed: () => readonly KeptCounterexample[];
}

const keptCounterexample = z.object({
  clause: z.string(),
  kind: z.string(),
  /** The smallest case that failed. */
  case: z.json(),
  /** How the failure was told. */
  why: z.string(),
  /** The seed of the run that found it, and the path of the case. */
  seed: z.number(),
  path: z.string(),
});

/** A counterexample as it stands in the file. */
export type KeptCounterexample = z.infer<typeof keptCounterexample>;

const file = z.object({ counterexamples: z.array(keptCounterexample) });
/** Enough to work on; more of one clause are rarely more than one fault. */
const MOST = 10;

/** The corpus in a file; one that is not there, or not readable, is an empty one. */
export function fileCorpus(path: string): Corpus {
  let counterexamples = readCorpus(path);
  const fixed: KeptCounterexample[] = [];
  const save = (): void => {
    mkdirSync(dirname(path), { recursive: true });
    // renamed into place, so that an interruption leaves the old one or the new one
    writeFileSync(`${path}.part`, `${JSON.stringify({ counterexamples }, undefined, 1)}\n`);
    renameSync(`${path}.part`, path);
  };
  return {
    kept: (clause) => counterexamples.filter((each) => each.clause === clause),
    tell(clause, trial) {
      const holds = counterexamples.filter(
        (each) => each.clause === clause && trial.fixed.some((other) => isSame(each, other)),
      );
      const found = foundBy(clause, trial).filter(
        (each) => !counterexamples.some((other) => isSame(each, other)),
      );
      if (holds.length === 0 && found.length === 0) return;
      fixed.push(...holds);
      counterexamples = [...found, ...counterexamples.filter((each) => !holds.includes(each))];
      const ofClause = counterexamples.filter((each) => each.clause === clause).slice(MOST);
      counterexamples = counterexamples.filter((each) => !ofClause.includes(each));
      save();
    },
    fixed: () => fixed,
  };
}

function readCorpus(path: string): readonly KeptCounterexample[] {
  try {
    return file.parse(JSON.parse(readFileSync(path, 'utf8'))).counterexamples;
  } catch {
    return [];
  }
}

function isSame(one: Kept, other: Kept): boolean {
  return one.kind === other.kind && JSON.stringify(one.case) === JSON.stringify(other.case);
}

function foundBy(clause: string, { counterexample, seed }: Trial): readonly KeptCounterexample[] {
  if (counterexample === undefined) return [];
  const { kind, path, why } = counterexample;
  return [{ clause, kind, case: JSON.parse(JSON.stringify(counterexample.case)), why, seed, path }];
}
