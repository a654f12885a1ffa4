import type { Delivery, Exchange } from './evidence.ts';

/** What a run says of a clause; `error` is a bug of ours. */
export type Verdict = 'pass' | 'fail' | 'warn' | 'inconclusive' | 'not-applicable' | 'error';

/** An exchange or delivery that a verdict rests on, secrets masked. */
export type Evidence =
  | { readonly kind: 'exchange'; readonly exchange: Exchange }
  | { readonly kind: 'delivery'; readonly delivery: Delivery };

/** The verdict on one clause. */
export interface Judgement {
  readonly verdict: Verdict;
  /** For `fail` and `warn`: subject, rule and value in one sentence. */
  readonly message?: string;
  /** What the clause asks for, and what came, where that can be put apart. */
  readonly expected?: string;
  readonly actual?: string;
  /** For `inconclusive` and `not-applicable`: why, and what would make it conclusive. */
  readonly reason?: string;
  readonly evidence: readonly Evidence[];
}
