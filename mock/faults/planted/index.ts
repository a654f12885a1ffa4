import { carelessFaults } from './careless.ts';
import { fieldFaults } from './fields.ts';
import { hostileFaults } from './hostile.ts';
import type { PlantedFault } from './planted-fault.ts';
import { sharedFaults } from './shared.ts';
import { textFaults } from './texts.ts';

/** Faults in the treatment of payloads, each of which generated cases must find, whatever the seed. */
export const plantedFaults: readonly (PlantedFault & { readonly id: string })[] = [
  ...textFaults,
  ...fieldFaults,
  ...carelessFaults,
  ...sharedFaults,
  ...hostileFaults,
].map((fault) => ({ ...fault, id: `planted/${fault.name}` }));
