import type { Attempt } from './trial.ts';

/** Opens where a target stops answering, so that nothing more is sent to it. */
export interface Breaker {
  readonly tell: (attempt: Attempt) => void;
  readonly isOpen: () => boolean;
}

/** @param limit cases in a row without any answer that open it */
export function createBreaker(limit: number): Breaker {
  let unanswered = 0;
  return {
    tell({ exchanges }) {
      const isSilent = exchanges.length > 0 && exchanges.every(({ response }) => !response);
      unanswered = isSilent ? unanswered + 1 : 0;
    },
    isOpen: () => unanswered >= limit,
  };
}
