import { shown } from '../judging/answers.ts';
import { Broken, type Seen } from '../judging/outcome.ts';

/** What a field must be, and what it is. */
export interface Difference {
  readonly field: string;
  readonly expected: unknown;
  /** Absent where the field is missing. */
  readonly actual?: unknown;
}

/** A field did not come back as it was sent. */
export class Altered extends Broken {
  readonly difference: Difference;

  constructor(message: string, seen: readonly Seen[], difference: Difference) {
    const { field, expected, actual } = difference;
    super(message, seen, `"${field}" must be ${shown(expected)}`, shown(actual));
    this.difference = difference;
  }
}
