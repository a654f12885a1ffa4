import type { Exchange } from '../../contracts/evidence.ts';
import { tokenOutcome } from '../../harness/judging/token-answers.ts';
import type { Connection, Stage } from '../../harness/scenarios/stage.ts';
import { refreshWith } from './refreshes.ts';
import { renewed } from './renewed.ts';
import { otherCase, shortened } from './wrong-values.ts';

/** Refreshes that are nearly right. */
export interface NearMisses {
  /** With a secret that is not the client's. */
  readonly secrets: readonly Exchange[];
  /** With a refresh token that was not issued. */
  readonly tokens: readonly Exchange[];
  /** In JSON, which some gateways take. */
  readonly inJson?: Exchange;
  /** The connection afterwards: it is another where one was granted. */
  readonly newest: Connection | undefined;
}

/**
 * Refreshes a connection with what a careless comparison takes for right, one after the other.
 * They are invalid beyond doubt, so they do for what an address spends on its limit anyhow.
 */
export async function nearMisses(stage: Stage, start: Connection | undefined): Promise<NearMisses> {
  const secrets: Exchange[] = [];
  const tokens: Exchange[] = [];
  let newest = start;
  if (start?.refreshToken === undefined || stage.hasEnded(start.refreshToken)) {
    return { secrets, tokens, newest };
  }
  const { client, settings } = stage;
  const wrong: readonly [string, string | undefined][] = [
    ['the secret of another client', settings.oauth?.secondClient?.clientSecret],
    ['an empty secret', ''],
    ['the secret in the other case', otherCase(client.clientSecret)],
  ];
  for (const [what, clientSecret] of wrong) {
    if (clientSecret === undefined || clientSecret === client.clientSecret) continue;
    const options = { client: { ...client, clientSecret }, label: `refresh with ${what}` };
    const exchange = await refreshWith(stage, newest?.refreshToken ?? '', options);
    secrets.push(exchange);
    newest = after(newest, exchange);
  }
  const label = 'refresh with a refresh token cut short';
  const cut = await refreshWith(stage, shortened(newest?.refreshToken ?? ''), { label });
  tokens.push(cut);
  newest = after(newest, cut);
  const inJson = await refreshInJson(stage, newest?.refreshToken ?? '');
  return { secrets, tokens, inJson, newest: after(newest, inJson) };
}

async function refreshInJson(stage: Stage, refresh_token: string): Promise<Exchange> {
  const exchange = await stage.gateway.token(
    { grant_type: 'refresh_token', refresh_token },
    { asJson: true, label: 'refresh with a JSON body' },
  );
  const outcome = tokenOutcome(exchange);
  stage.observe('token.json-body', outcome, `A token request with a JSON body is ${outcome}.`);
  return exchange;
}

function after(before: Connection | undefined, exchange: Exchange): Connection | undefined {
  return before && tokenOutcome(exchange) === 'granted' ? renewed(before, exchange) : before;
}
