import type { Stage } from '../../harness/scenarios/stage.ts';
import type { Scene } from '../scene.ts';

/** What a state is brought about with. */
export interface StateParts {
  readonly stage: Stage;
  readonly scene: Scene;
  /** The parameters of the state, and what stands in its name for a `{placeholder}`. */
  readonly params: Readonly<Record<string, string>>;
}

/** Brings a state about and returns the values that the contract may be filled with. */
export type SetUpState = (parts: StateParts) => Promise<Readonly<Record<string, string>>>;

/** A state that the provider can be brought into. */
export interface State {
  /** As contracts write it; `{name}` stands for a parameter. */
  readonly name: string;
  readonly setUp: SetUpState;
}

/** The target did not do what it must do for a state to come about. */
export class StateRefused extends Error {
  override readonly name = 'StateRefused';
}
