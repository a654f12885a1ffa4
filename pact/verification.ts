/** What became of one interaction. */
export interface InteractionResult {
  readonly consumer: string;
  readonly description: string;
  /** `pending` is told and not held against the provider. */
  readonly verdict: 'pass' | 'fail' | 'inconclusive' | 'pending';
  /** The ids of the clauses that it stands for. */
  readonly clauses: readonly string[];
  /** Each a difference from the contract, or why it could not be compared. */
  readonly says: readonly string[];
}

/** A whole verification. */
export interface Verification {
  /** Why none was possible, where it was not. */
  readonly setUp?: string;
  readonly results: readonly InteractionResult[];
  /** What the verifier complains of beside single interactions, e.g. a pact that it cannot read. */
  readonly complaints: readonly string[];
  /** What the broker says of the pacts it chose. */
  readonly notices: readonly string[];
  /** Handlers to paste, one a state that nobody knows how to bring about. */
  readonly templates: readonly string[];
}
