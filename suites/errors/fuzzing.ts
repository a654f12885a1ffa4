import { type Property, type Tried, tried } from '../../harness/fuzz/property.ts';
import { type Scenario, spending } from '../../harness/scenarios/scenario.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';

/**
 * A scenario that creates and changes clients by the dozen. It spends nothing; it is played among
 * those that spend, since those are played one by one when the main phase is over: what it causes
 * would else keep the deliveries waiting that the main phase waits for.
 */
export function fuzzing<Evidence>(
  name: string,
  play: (stage: Stage) => Promise<Evidence>,
): Scenario<Evidence> {
  return spending(name, 0, play);
}

/** The scenario that tries a property. */
export function trying<Case>(name: string, property: Property<Case>): Scenario<Tried> {
  return fuzzing(name, (stage) => tried(property, stage));
}
