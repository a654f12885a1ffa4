import type { Exchange } from '../../contracts/evidence.ts';
import { INVALID_TOKEN_REQUESTS_PER_HOUR } from '../../contracts/resources.ts';
import { notArranged } from '../../harness/scenarios/scenario.ts';
import { connectionOf } from '../../harness/scenarios/sign-in.ts';
import type { Connection, Stage } from '../../harness/scenarios/stage.ts';
import { granted } from './granted.ts';
import { type State, type StateParts, StateRefused } from './state.ts';
import { unknownId } from './unknown-id.ts';

/** States of the OAuth client and its tokens (§2, §7). */
export const tokenStates: readonly State[] = [
  { name: 'an OAuth client', setUp: async ({ stage }) => client(stage) },
  {
    name: 'an authorization code',
    setUp: async ({ stage }) => ({ ...client(stage), code: await stage.code() }),
  },
  {
    name: 'an authorization code with scope {scope}',
    setUp: async ({ stage, params: { scope = '' } }) => {
      const { code, redirect, walk } = await stage.consent({ scope });
      if (code !== undefined) return { ...client(stage), code };
      const { error } = redirect?.query ?? {};
      if (error !== undefined) throw new StateRefused(`"${scope}" was refused with ${error}`);
      return notArranged(
        `no code could be obtained: ${walk.stopped ?? 'the redirect has none'}`,
        ...walk.exchanges,
      );
    },
  },
  {
    name: 'a spent authorization code',
    setUp: async ({ stage }) => {
      const code = await stage.code();
      const { redirectUri } = stage.client;
      const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri };
      granted('the exchange of the code', await stage.gateway.token(form));
      return { ...client(stage), code };
    },
  },
  {
    name: 'a connection',
    setUp: async ({ stage }) => ({ ...client(stage), ...told(await stage.connect()) }),
  },
  {
    name: 'a refreshed connection',
    setUp: async ({ stage }) => {
      const { refreshToken } = await stage.connect();
      if (refreshToken === undefined) throw new StateRefused('the grant has no refresh token');
      const form = { grant_type: 'refresh_token', refresh_token: refreshToken };
      const answer = granted('a refresh', await stage.gateway.token(form));
      const newest = connectionOf(answer);
      if (newest === undefined) throw new StateRefused('a refresh was answered without a token');
      // one that a refresh does not replace stays in force
      return { ...client(stage), refreshToken, ...told(newest) };
    },
  },
  { name: 'an access token', setUp: async ({ stage }) => told(await stage.connection()) },
  {
    name: 'an access token with scope {scope}',
    setUp: async ({ stage, params }) => told(await stage.connect({ scope: params.scope ?? '' })),
  },
  {
    name: 'an access token that nobody was given',
    // like a real one, or a gateway might refuse it for its looks
    setUp: async ({ stage }) => ({
      accessToken: unknownId((await stage.connection()).accessToken),
    }),
  },
  {
    name: 'an access token in letters of the other case',
    setUp: async ({ stage }) => {
      return { accessToken: inOtherCase((await stage.connection()).accessToken) };
    },
  },
  {
    name: 'an expired access token',
    setUp: async ({ stage }) => {
      if (!stage.controls.has('expireToken')) {
        notArranged('the target has no such control; give `controls.expireToken`');
      }
      const connection = await stage.connect();
      await stage.controls.expireToken(connection.accessToken);
      return told(connection);
    },
  },
  { name: 'ten invalid token requests were made', setUp: spendTen },
];

function client({ client }: Stage): Record<string, string> {
  return {
    oauthClientId: client.clientId,
    oauthClientSecret: client.clientSecret,
    redirectUri: client.redirectUri,
    shortenedClientSecret: withoutItsEnd(client.clientSecret),
    otherCaseClientSecret: inOtherCase(client.clientSecret),
  };
}

function told({ accessToken, refreshToken }: Connection): Record<string, string> {
  return {
    accessToken,
    ...(refreshToken !== undefined && {
      refreshToken,
      shortenedRefreshToken: withoutItsEnd(refreshToken),
      otherCaseRefreshToken: inOtherCase(refreshToken),
    }),
  };
}

/**
 * From an address of its own where there is one, or the hour of the main address is over for all.
 * The document makes no difference between kinds of invalid requests, so they are of several.
 */
async function spendTen({ stage, scene }: StateParts): Promise<Record<string, string>> {
  const { limit } = stage;
  if (limit.otherAddresses.length > 0) scene.from = limit.takeAddress();
  scene.mayBeThrottled = true;
  const spent = (): number => limit.spentBefore(scene.from) + limit.refusedFrom(scene.from).length;
  for (let sent = 0; spent() < INVALID_TOKEN_REQUESTS_PER_HOUR; sent += 1) {
    const before = spent();
    const exchange = await invalid(stage, sent, scene.from);
    // throttled early, or no refusal at all: either way the next request shows it
    if (exchange.response?.status === 429 || spent() === before) break;
  }
  return {};
}

function invalid({ gateway, client, a }: Stage, sent: number, from?: string): Promise<Exchange> {
  const { redirectUri } = client;
  const exchange = { grant_type: 'authorization_code', redirect_uri: redirectUri };
  const refresh = { grant_type: 'refresh_token', refresh_token: a.word() };
  const kinds = [
    { form: refresh },
    { form: { ...exchange, code: a.word() } },
    { form: refresh, client: { ...client, clientSecret: a.word() } },
    { form: exchange },
  ];
  const { form = refresh, ...other } = kinds[sent % kinds.length] ?? {};
  const sender = from === undefined ? {} : { from };
  return gateway.token(form, { ...sender, ...other, label: 'invalid token request' });
}

function withoutItsEnd(text: string): string {
  return text.slice(0, -Math.ceil(text.length / 5));
}

/** Each letter in the other case; of digits alone, others. */
function inOtherCase(text: string): string {
  if (!/[a-z]/i.test(text)) return unknownId(text);
  return text.replace(/[a-z]/gi, (letter) => {
    const upper = letter.toUpperCase();
    return letter === upper ? letter.toLowerCase() : upper;
  });
}
