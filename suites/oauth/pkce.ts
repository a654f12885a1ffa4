import type { Exchange } from '../../contracts/evidence.ts';
import type { Asked } from '../../harness/judging/authorization.ts';
import { inconclusive, notApplicable } from '../../harness/judging/outcome.ts';
import { tokenOutcome, tokenRefused } from '../../harness/judging/token-answers.ts';
import { spending } from '../../harness/scenarios/scenario.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';
import { hopeless } from './authorize-attempts.ts';
import { challenge, codeForm, pkceExchange } from './exchanges.ts';
import { otherCase } from './wrong-values.ts';

/** Codes that were asked for with a challenge, exchanged with wrong verifiers and with none. */
export const wrongVerifiers = spending(
  'exchanges with a wrong PKCE verifier and with none',
  3,
  async (stage) => {
    const { exchange: whole } = await stage.evidenceOf(pkceExchange);
    const attempt = async (
      which: string,
      verifier: string | undefined,
      parameters: ReturnType<typeof challenge>['parameters'],
    ): Promise<Exchange> => exchangeWith(stage, await stage.code({ parameters }), which, verifier);
    const { verifier, parameters } = challenge(stage);
    const { code_challenge } = parameters;
    // the challenge itself: right for whoever takes an S256 challenge for a plain one
    const wrong = await attempt('a wrong', code_challenge, parameters);
    const missing = await attempt('no', undefined, parameters);
    const recased = { ...parameters, code_challenge: otherCase(code_challenge) };
    const nearly = await attempt('a nearly right', verifier, recased);
    return { whole, wrong, missing, nearly };
  },
  { rank: 20, needs: [pkceExchange] },
);

/** Challenges of other methods than S256; where a plain one is taken, its code with a wrong verifier. */
export const otherMethods = spending(
  'PKCE challenges of other methods',
  1,
  async (stage) => {
    const { wrong, missing } = await stage.evidenceOf(wrongVerifiers);
    const { verifier } = challenge(stage);
    const ask = (what: string, code_challenge_method: string): Promise<Asked> =>
      hopeless(stage, `a request with ${what} PKCE method`, {
        parameters: { code_challenge: verifier, code_challenge_method },
      });
    const [unknown, plain] = [
      await ask('an unknown', 'conformance'),
      await ask('the plain', 'plain'),
    ];
    const { code } = plain.consent;
    const exchange =
      code === undefined
        ? undefined
        : await exchangeWith(stage, code, 'a wrong plain', otherCase(verifier));
    return { wrong, missing, unknown, plain, ...(exchange && { exchange }) };
  },
  { rank: 22, needs: [wrongVerifiers] },
);

function exchangeWith(
  stage: Stage,
  code: string,
  which: string,
  code_verifier: string | undefined,
): Promise<Exchange> {
  const label = `exchange with ${which} PKCE verifier`;
  return stage.gateway.token({ ...codeForm(stage, code), code_verifier }, { label });
}

/**
 * Judges one of two exchanges that PKCE forbids. A gateway that grants both does not keep PKCE at
 * all, which the document does not promise.
 */
export function keepsPkce(judged: Exchange, other: Exchange): void {
  const outcomes = [judged, other].map(tokenOutcome);
  if (outcomes.every((outcome) => outcome === 'granted')) {
    notApplicable('the gateway does not keep PKCE, which the document does not mention');
  }
  if (outcomes[0] === 'granted' && outcomes[1] !== 'refused') {
    inconclusive('it cannot be told whether the gateway keeps PKCE', judged, other);
  }
  tokenRefused(judged);
}

/** What a challenge of another method comes to is judged only where one of S256 is verified. */
export function verifiesChallenges({
  wrong,
  missing,
}: Readonly<Record<'wrong' | 'missing', Exchange>>): void {
  if (tokenOutcome(wrong) === 'refused') return;
  if (tokenOutcome(wrong) === 'granted' && tokenOutcome(missing) === 'granted') {
    notApplicable('the gateway does not keep PKCE, which the document does not mention');
  }
  inconclusive('it cannot be told whether the gateway keeps PKCE', wrong, missing);
}
