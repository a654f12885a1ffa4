import type { Exchange } from '../../contracts/evidence.ts';
import { tokenOutcome } from '../../harness/judging/token-answers.ts';
import { type Scenario, spending } from '../../harness/scenarios/scenario.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';

/** A token request that must be refused, with the granted one that shows what it lacks. */
export interface Refusal {
  readonly refused: Exchange;
  /** Absent where no such request could be made. */
  readonly whole?: Exchange;
  /** The exchange of the same code afterwards, where it was made and granted. */
  readonly alive?: Exchange;
}

/** What an invalid token request is wrong in. */
export type Wrong =
  | 'spent code'
  | 'code of another client'
  | 'other redirect URI'
  | 'wrong secret'
  | 'unknown code'
  | 'no grant type'
  | 'unknown grant type'
  | 'unknown refresh token'
  | 'refresh token of another client'
  | 'no code'
  | 'no secret'
  | 'wrong secret on refresh'
  | 'no refresh token'
  | 'no redirect URI'
  | 'unknown client'
  | 'access token as refresh token'
  | 'secret cut short'
  | 'code twice at once'
  | 'credentials in the query'
  | 'repeated parameter';

/** The order in which they spend the hour's ten: with one address only the first ten can be afforded. */
export const IMPORTANCE: readonly Wrong[] = [
  'spent code',
  'code of another client',
  'other redirect URI',
  'wrong secret',
  'no secret',
  'unknown code',
  'unknown refresh token',
  'refresh token of another client',
  'wrong secret on refresh',
  'no code',
  'no grant type',
  'unknown grant type',
  'no redirect URI',
  'no refresh token',
  'unknown client',
  'access token as refresh token',
  'secret cut short',
  'code twice at once',
  'repeated parameter',
  'credentials in the query',
];

/** What a refusal sends, and beside which granted request. */
export interface Attempt {
  readonly refused: Promise<Exchange>;
  readonly whole: Exchange | undefined;
  /** Exchanges the code of the refused request, to see whether the refusal left it alive. */
  readonly exchangeAfterwards?: () => Promise<Exchange>;
}

/** Declares the scenario of one invalid token request. */
export function refusal(
  wrong: Wrong,
  needs: readonly Scenario[],
  attempt: (stage: Stage) => Promise<Attempt>,
): Scenario<Refusal> {
  const play = async (stage: Stage): Promise<Refusal> => {
    const { refused: sent, whole, exchangeAfterwards } = await attempt(stage);
    const refused = await sent;
    const after = tokenOutcome(refused) === 'refused' ? await exchangeAfterwards?.() : undefined;
    const isAlive = after !== undefined && tokenOutcome(after) === 'granted';
    return { refused, ...(whole && { whole }), ...(isAlive && { alive: after }) };
  };
  return spending(`token request: ${wrong}`, 1, play, { rank: IMPORTANCE.indexOf(wrong), needs });
}

/** The exchange of the main grant: the granted request that most invalid ones differ from. */
export async function mainExchange(stage: Stage): Promise<Exchange | undefined> {
  return (await stage.mainGrant()).exchange;
}
