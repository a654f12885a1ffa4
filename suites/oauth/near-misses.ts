import type { Exchange } from '../../contracts/evidence.ts';
import type { TokenRequestOptions } from '../../harness/client/gateway.ts';
import { tokenOutcome } from '../../harness/judging/token-answers.ts';
import type { Connection, Stage } from '../../harness/scenarios/stage.ts';
import { withLiveCode } from './codes.ts';
import { codeForm } from './exchanges.ts';
import { unlessInconclusive } from './if-arranged.ts';
import { refreshWith } from './refreshes.ts';
import { sendUnknownCode } from './refusals.ts';
import { renewed } from './renewed.ts';
import { otherCase, shortened } from './wrong-values.ts';

/** What is nearly right about a token request. */
export type NearMiss =
  | 'refresh secret'
  | 'refresh token'
  | 'refresh in JSON'
  | 'exchange secret'
  | 'empty exchange secret'
  | 'longer exchange secret';

/** Token requests that were nearly right, by what was. */
export type NearMisses = Readonly<Partial<Record<NearMiss, readonly Exchange[]>>>;

/** Sends one invalid request after the other. */
export interface NearMissSeries {
  /** The next one that is nearly right, as long as there are; then one with an unknown code. */
  readonly next: () => Promise<Exchange>;
  /** Whether some are left. */
  readonly isLeft: () => boolean;
  readonly sent: () => NearMisses;
  /** The connection, another one where a request was granted, or where somebody else refreshed it. */
  newest: Connection | undefined;
}

interface Attempt {
  readonly nearly: NearMiss;
  /** Nothing is sent where what it needs is not there. */
  readonly send: (stage: Stage, refreshToken?: string) => Promise<Exchange | undefined>;
}

/**
 * Token requests with what a careless comparison takes for right. They are invalid beyond doubt, so
 * they do for what an address spends on its limit anyhow.
 *
 * @param start a connection that may be refreshed; without one only codes are sent
 */
export function nearMisses(stage: Stage, start: Connection | undefined): NearMissSeries {
  const isUsable = start?.refreshToken !== undefined && !stage.hasEnded(start.refreshToken);
  const left = attempts(stage).filter(({ nearly }) => isUsable || !nearly.startsWith('refresh'));
  const sent: { [Key in NearMiss]?: Exchange[] } = {};
  const series: NearMissSeries = {
    newest: start,
    isLeft: () => left.length > 0,
    sent: () => sent,
    next: async () => {
      const attempt = left.shift();
      const exchange = await attempt?.send(stage, series.newest?.refreshToken);
      if (attempt === undefined || exchange === undefined) return sendUnknownCode(stage);
      sent[attempt.nearly] = [...(sent[attempt.nearly] ?? []), exchange];
      if (attempt.nearly.startsWith('refresh')) series.newest = after(series.newest, exchange);
      return exchange;
    },
  };
  return series;
}

/** The JSON comes early: it is lawful to grant it, and then it is no invalid request. */
function attempts({ client, settings }: Stage): Attempt[] {
  const { clientSecret } = client;
  const other = settings.oauth?.secondClient?.clientSecret;
  const others = other === undefined || other === clientSecret ? [] : [other];
  const basic = settings.oauth?.clientAuthentication === 'basic';
  return [
    ...others.map((secret) => refreshing('the secret of another client', secret)),
    refreshing('an empty secret', ''),
    refreshing('the secret in the other case', otherCase(clientSecret)),
    { nearly: 'refresh token', send: ifThere(refreshShortened) },
    { nearly: 'refresh in JSON', send: ifThere(refreshInJson) },
    ...others.map((secret) =>
      exchanging('exchange secret', 'the secret of another client', secret),
    ),
    exchanging('empty exchange secret', 'an empty client secret', ''),
    exchanging('longer exchange secret', 'a space after the client secret', `${clientSecret} `),
    refreshing('no secret', clientSecret, { authentication: 'none' }),
    refreshing(`a wrong secret ${basic ? 'in the body' : 'by Basic'}`, otherCase(clientSecret), {
      authentication: basic ? 'body' : 'basic',
    }),
  ];
}

function refreshing(
  what: string,
  clientSecret: string,
  options: Pick<TokenRequestOptions, 'authentication'> = {},
): Attempt {
  const label = `refresh with ${what}`;
  return {
    nearly: 'refresh secret',
    send: ifThere((stage, refreshToken) =>
      refreshWith(stage, refreshToken, {
        ...options,
        client: { ...stage.client, clientSecret },
        label,
      }),
    ),
  };
}

function ifThere(send: (stage: Stage, refreshToken: string) => Promise<Exchange>): Attempt['send'] {
  return async (stage, refreshToken) =>
    refreshToken === undefined ? undefined : send(stage, refreshToken);
}

function exchanging(nearly: NearMiss, what: string, clientSecret: string): Attempt {
  const label = `exchange with ${what}`;
  const send = (stage: Stage) => {
    const client = { ...stage.client, clientSecret };
    return withLiveCode(stage, (code) =>
      stage.gateway.token(codeForm(stage, code), { client, label }),
    );
  };
  return { nearly, send: (stage) => unlessInconclusive(() => send(stage)) };
}

function refreshShortened(stage: Stage, refreshToken: string): Promise<Exchange> {
  const label = 'refresh with a refresh token cut short';
  return refreshWith(stage, shortened(refreshToken), { label });
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
