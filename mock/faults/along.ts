import type { Fault } from '../fault.ts';

type Faults = readonly [Fault, ...Fault[]];

/** Faults of a clause whose sentence goes along with those of other clauses: none can be broken alone. */
export function along(clauses: readonly string[], faults: Faults): Faults {
  const [first, ...others] = faults;
  const more = (fault: Fault): Fault => ({
    ...fault,
    alsoBreaks: [...(fault.alsoBreaks ?? []), ...clauses],
  });
  return [more(first), ...others.map(more)];
}
