import type { Fault } from '../../fault.ts';

/** A fault in how payloads are treated, that generated cases are to find. */
export interface PlantedFault extends Fault {
  /** The id of the clause that it breaks. */
  readonly clause: string;
}
