import type { Judgement, Verdict } from '../contracts/verdict.ts';

/** The judgement of a test, as the test attaches it: JSON under the name `judgement`. */
export interface RecordedJudgement extends Judgement {
  readonly id: string;
}

/** What Playwright's run leaves for the command line, in the file it named. */
export interface Recorded {
  readonly judgements: readonly RecordedJudgement[];
  /** Bugs of ours that belong to no clause, e.g. a spec that could not be loaded. */
  readonly problems: readonly string[];
}

/** What the reporter tells the process that started Playwright, as each clause is judged. */
export interface JudgedMessage {
  readonly judged: string;
  readonly verdict: Verdict;
}
