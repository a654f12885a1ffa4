import type { Exchange } from '../../contracts/evidence.ts';
import { tokenOutcome } from '../../harness/judging/token-answers.ts';
import { type Scenario, scenario } from '../../harness/scenarios/scenario.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';
import { ifArranged } from './if-arranged.ts';
import { invalidRefreshes } from './invalid-refreshes.ts';
import type { NearMisses } from './near-misses.ts';
import { otherAddress } from './other-address.ts';
import type { Refusal } from './refusal.ts';
import { codeTwice, invalidExchanges } from './refusals.ts';

/** What must be refused, in several ways of one kind, beside the granted request. */
export interface RefusedTogether {
  readonly refused: readonly Exchange[];
  readonly whole?: Exchange;
}

/** Exchanges whose secret is wrong in its case and, where that can be afforded, in its length. */
export const wrongSecrets = together(
  'exchanges with a wrong secret',
  invalidExchanges.wrongSecret,
  invalidExchanges.cutSecret,
);

/** Refreshes whose secret is wrong in its length and, where another hour can be had, in other ways. */
export const wrongSecretsOnRefresh = withNearMisses(
  'refreshes with a wrong secret',
  invalidRefreshes.wrongSecret,
  ({ secrets }) => secrets,
);

/** Refreshes whose token is wrong in its case and, where another hour can be had, in its length. */
export const wrongTokens = withNearMisses(
  'refreshes with a wrong token',
  invalidRefreshes.unknownToken,
  ({ tokens }) => tokens,
);

/** A code that was exchanged before and, where that can be afforded, one that is exchanged twice at once. */
export const spentCodes = together(
  'exchanges of a spent code',
  invalidExchanges.spentCode,
  codeTwice,
);

const NONE = { secrets: [], tokens: [] };

function withNearMisses(
  name: string,
  first: Scenario<Refusal>,
  which: (near: Pick<NearMisses, 'secrets' | 'tokens'>) => readonly Exchange[],
): Scenario<RefusedTogether> {
  const play = async (stage: Stage): Promise<RefusedTogether> => {
    const other = await ifArranged(stage, otherAddress);
    const granted = other?.valid.find((each) => tokenOutcome(each) === 'granted');
    // a limit that is lower than ten may have come before
    const near = (granted ? which(other?.near ?? NONE) : []).filter(
      (each) => tokenOutcome(each) !== 'throttled',
    );
    const main = near.length > 0 ? await ifArranged(stage, first) : await stage.evidenceOf(first);
    const whole = main?.whole ?? granted;
    return { refused: [...(main ? [main.refused] : []), ...near], ...(whole && { whole }) };
  };
  return scenario(name, play, 'last', [first, otherAddress]);
}

function together(
  name: string,
  first: Scenario<Refusal>,
  further: Scenario<Refusal>,
): Scenario<RefusedTogether> {
  const play = async (stage: Stage): Promise<RefusedTogether> => {
    const second = await ifArranged(stage, further);
    const isTold = second?.whole !== undefined;
    // where only the further one could be afforded, it tells alone
    const main = isTold ? await ifArranged(stage, first) : await stage.evidenceOf(first);
    const whole = main?.whole ?? second?.whole;
    return {
      refused: [...(main ? [main.refused] : []), ...(isTold ? [second.refused] : [])],
      ...(whole && { whole }),
    };
  };
  return scenario(name, play, 'last', [first, further]);
}
