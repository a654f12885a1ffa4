import { createHash } from 'node:crypto';
import type { Exchange } from '../../contracts/evidence.ts';
import { notArranged, scenario } from '../../harness/scenarios/scenario.ts';
import { connectionOf } from '../../harness/scenarios/sign-in.ts';
import type { Grant, Stage } from '../../harness/scenarios/stage.ts';
import { views } from '../actions/views.ts';
import { ifArranged, unlessInconclusive } from './if-arranged.ts';
import { readWith } from './read-with.ts';
import { closestPair, type TokenFacts, tokenFacts } from './token-facts.ts';

/** A code exchange that should have been granted. */
export interface Exchanged {
  readonly of: 'main' | 'again' | 'narrow' | 'second client';
  readonly scopeAsked: string;
  /** Absent where no code was issued. */
  readonly exchange?: Exchange;
  readonly facts?: TokenFacts;
  /** A create with the access token. */
  readonly opened?: Exchange;
}

/** One of the scopes of the run: enough to read bookings, not enough to create a client. */
function narrowScope({ settings }: Stage): string {
  const scopes = settings.oauth?.scopes ?? [];
  return scopes.find((scope) => scope === 'read:bookings') ?? scopes[0] ?? 'read:bookings';
}

/** A grant of one scope only, whether it may create a client, and the bookings that it reads. */
export const narrowGrant = scenario('grant of one scope', async (stage) => {
  const scope = narrowScope(stage);
  const grant = await stage.grant({ scope });
  const { exchange, connection } = grant;
  const created =
    connection && (await openWith(stage, connection.accessToken, 'create with a narrow token'));
  const bookings =
    scope === 'read:bookings' ? await readWith(stage, 'bookings', [scope], grant) : undefined;
  return {
    scope,
    ...(exchange && { exchange }),
    ...(created && { created }),
    ...(bookings && { bookings }),
  };
});

/** A grant of the second client. */
export const secondGrant = scenario('grant of the second client', async (stage) => {
  const { exchange } = await stage.grant({ client: stage.secondClient() });
  return { ...(exchange && { exchange }) };
});

/** The main grant and a second one like it, side by side with the grants of others. */
export const exchanges = scenario(
  'code exchanges',
  async (stage) => {
    const [main, again, narrow, second] = await Promise.all([
      stage.mainGrant(),
      grantAgain(stage),
      ifArranged(stage, narrowGrant),
      ifArranged(stage, secondGrant),
    ]);
    const all = (stage.settings.oauth?.scopes ?? []).join(' ');
    const [mainOpened, againOpened] = await Promise.all([
      main.connection && stage.evidenceOf(views).then(({ created }) => created),
      open(stage, again),
    ]);
    const granted: readonly Exchanged[] = [
      described('main', all, main.exchange, mainOpened),
      described('again', all, again.exchange, againOpened),
      described('narrow', narrow?.scope ?? '', narrow?.exchange),
      described('second client', all, second?.exchange),
    ];
    const tokens = granted.flatMap(({ exchange }) => tokenOf(exchange) ?? []);
    return {
      granted,
      closest: closestPair(tokens),
      ...(again.connection && { again: again.connection }),
    };
  },
  'main',
  [narrowGrant, secondGrant],
);

/** A second grant like the main one: that with PKCE, or another where it was not granted. */
async function grantAgain(stage: Stage): Promise<Pick<Grant, 'exchange' | 'connection'>> {
  const { exchange } = (await ifArranged(stage, pkceExchange)) ?? {};
  const connection = exchange && connectionOf(exchange);
  return connection === undefined ? stage.grant() : { exchange, connection };
}

/** A code that was asked for with a PKCE challenge, exchanged with its verifier. */
export const pkceExchange = scenario('exchange with a PKCE verifier', async (stage) => {
  const { verifier, parameters } = challenge(stage);
  const label = 'exchange with the right PKCE verifier';
  const { consent, exchange } = await stage.grant({ parameters, verifier, label });
  if (exchange === undefined) {
    const why = consent.walk.stopped ?? 'the redirect has none';
    notArranged(`no code could be obtained: ${why}`, ...consent.walk.exchanges);
  }
  const { exchange: whole } = await stage.mainGrant();
  return { exchange, ...(whole && { whole }) };
});

/** A PKCE verifier with the parameters that ask for its code (RFC 7636 §4.1, §4.2). */
export function challenge({ a }: Stage): {
  readonly verifier: string;
  readonly parameters: Readonly<Record<'code_challenge' | 'code_challenge_method', string>>;
} {
  const hashed = (text: string): string => createHash('sha256').update(text).digest('base64url');
  const verifier = hashed(a.word());
  return {
    verifier,
    parameters: { code_challenge: hashed(verifier), code_challenge_method: 'S256' },
  };
}

/** The form of a code exchange (RFC 6749 §4.1.3). */
export function codeForm({ client }: Stage, code: string): Record<string, string> {
  return { grant_type: 'authorization_code', code, redirect_uri: client.redirectUri };
}

/** A create with an access token, to see whether it opens the API. */
export function openWith(
  { gateway, a }: Stage,
  token: string | null,
  label: string,
  from?: string,
): Promise<Exchange> {
  return gateway.createClient(a.client(), {
    token,
    label,
    ...(from === undefined ? {} : { from }),
  });
}

async function open(
  stage: Stage,
  { connection }: Pick<Grant, 'connection'>,
): Promise<Exchange | undefined> {
  if (connection === undefined) return undefined;
  return unlessInconclusive(() =>
    openWith(stage, connection.accessToken, 'create with the token of an exchange'),
  );
}

function described(
  of: Exchanged['of'],
  scopeAsked: string,
  exchange: Exchange | undefined,
  opened?: Exchange,
): Exchanged {
  const token = tokenOf(exchange);
  return {
    of,
    scopeAsked,
    ...(exchange && { exchange }),
    ...(token !== undefined && { facts: tokenFacts(token) }),
    ...(opened && { opened }),
  };
}

function tokenOf(exchange: Exchange | undefined): string | undefined {
  return exchange && connectionOf(exchange)?.accessToken;
}
