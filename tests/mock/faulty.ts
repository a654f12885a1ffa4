import type { Fault } from '../../mock/fault.ts';
import { visit } from './visitor.ts';

/** A visitor of a gateway with one fault. */
export function faulty(fault: Omit<Fault, 'name' | 'does'>) {
  return visit({ faults: [{ name: 'tried', does: 'deviates', ...fault }] });
}
