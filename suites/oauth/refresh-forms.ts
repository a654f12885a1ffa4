import type { Exchange } from '../../contracts/evidence.ts';
import { oneOfEach } from '../../harness/fuzz/plan.ts';
import { rewritten, type TokenForm, tokenForms } from '../../harness/fuzz/token-forms.ts';
import { succeeded } from '../../harness/judging/answers.ts';
import { tokenIn } from '../../harness/judging/token-answers.ts';
import type { Connection, Stage } from '../../harness/scenarios/stage.ts';
import { renewed } from './renewed.ts';

/** A refresh whose form was written in a way of its own. */
export interface WrittenRefresh {
  readonly is: TokenForm['is'];
  readonly exchange: Exchange;
}

/**
 * Refreshes with forms that are generated, one after the other. The first that is not granted is the
 * last: each refusal is one of the ten that an hour allows.
 */
export async function refreshInForms(
  stage: Stage,
  start: Connection,
): Promise<{ readonly forms: readonly WrittenRefresh[]; readonly newest: Connection }> {
  const { runs, seed } = stage.settings.fuzz;
  const forms: WrittenRefresh[] = [];
  let newest = start;
  for (const { kind, value } of runs === 0 ? [] : oneOfEach(tokenForms, seed)) {
    const exchange = await stage.gateway.token(
      { grant_type: 'refresh_token', refresh_token: newest.refreshToken },
      {
        label: `fuzzed refresh with ${kind.name}`,
        headers: { 'content-type': value.type },
        rewritten: (form) => rewritten(value, form),
      },
    );
    forms.push({ is: value.is, exchange });
    if (!succeeded(exchange) || tokenIn(exchange) === undefined) break;
    newest = renewed(newest, exchange);
  }
  return { forms, newest };
}
