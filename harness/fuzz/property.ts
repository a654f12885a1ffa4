import type { Exchange } from '../../contracts/evidence.ts';
import type { Stage } from '../scenarios/stage.ts';
import { type Kind, type Trial, type Try, tryProperty } from './trial.ts';

/** A property with all that is needed to try it on a target. */
export interface Prepared<Case> {
  /** The plain request that the cases were made from. */
  readonly control: Exchange;
  /** None where no case could tell anything. */
  readonly kinds: readonly Kind<Case>[];
  readonly attempt: Try<Case>;
  /** How many cases are under way at once, at most. */
  readonly lanes?: number;
}

/** What must hold for every case, under the id of its clause. */
export interface Property<Case = never> {
  readonly clause: string;
  /** Which part of the usual number of cases is tried, where a case is many requests. */
  readonly share?: number;
  /** So many cases at least, where the settings ask for as many. */
  readonly least?: number;
  readonly prepare: (stage: Stage) => Promise<Prepared<Case>>;
}

/** How many cases of a property are tried where a property is usually tried on so many. */
export function casesOf(
  { share = 1, least = 0 }: Pick<Property, 'share' | 'least'>,
  usual: number,
): number {
  return Math.max(Math.min(least, usual), Math.ceil(usual * share));
}

/** A trial with the plain request that tells whether it could tell anything. */
export interface Tried {
  readonly control: Exchange;
  /** None where fuzzing is switched off. */
  readonly trial?: Trial;
}

/** Prepares a property and tries it as the settings say, counterexamples of earlier runs first. */
export async function tried<Case>(property: Property<Case>, stage: Stage): Promise<Tried> {
  const { clause, prepare } = property;
  const { fuzz } = stage.settings;
  const { control, kinds, attempt, lanes } = await prepare(stage);
  if (fuzz.runs === 0 || kinds.length === 0) return { control };
  const trial = await tryProperty(
    {
      ...fuzz,
      runs: casesOf(property, fuzz.runs),
      ...(lanes !== undefined && { lanes }),
      kept: stage.fuzz.kept(clause),
      signal: stage.fuzz.signal,
    },
    kinds,
    attempt,
  );
  stage.fuzz.tell(clause, trial);
  return { control, trial };
}
