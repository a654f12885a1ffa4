import type { Exchange } from '../../contracts/evidence.ts';
import type { TokenForm } from '../../harness/client/token-request.ts';
import { tokenOutcome } from '../../harness/judging/token-answers.ts';
import { notArranged, type Scenario } from '../../harness/scenarios/scenario.ts';
import { connectionOf } from '../../harness/scenarios/sign-in.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';
import { anyCode, withLiveCode, wrongSecret } from './codes.ts';
import { codeForm, openWith, secondGrant } from './exchanges.ts';
import { ifArranged } from './if-arranged.ts';
import { refreshes } from './refreshes.ts';
import { mainExchange, type Refusal, refusal, type Wrong } from './refusal.ts';
import { fewerScopes } from './scopes-grants.ts';
import { unlessOutdated } from './unless-outdated.ts';
import { addedTo, otherCase, shortened } from './wrong-values.ts';

/** The invalid code exchanges, each with a live code: a failed exchange may burn its code. */
export const invalidExchanges = {
  spentCode: refusal('spent code', [fewerScopes], async (stage) => {
    // of a grant that nothing else needs any more: a code that comes again may end it
    const writing = await unlessOutdated(
      stage,
      async () => (await stage.evidenceOf(fewerScopes)).writing.grant,
    );
    const { consent, exchange: whole } = writing?.connection ? writing : await stage.grant();
    if (consent.code === undefined) notArranged('no code could be obtained');
    const label = 'second exchange of a code';
    const refused = await stage.gateway.token(codeForm(stage, consent.code), { label });
    if (whole !== undefined) await observeReuse(stage, whole, refused);
    return { whole, refused: Promise.resolve(refused) };
  }),
  codeOfOtherClient: refusal('code of another client', [secondGrant], async (stage) => {
    const client = stage.secondClient();
    const { exchange: whole } = await stage.evidenceOf(secondGrant);
    const form = codeForm({ ...stage, client }, await stage.code({ client }));
    const label = 'exchange of the code of another client';
    return { whole, refused: stage.gateway.token(form, { label }) };
  }),
  otherRedirectUri: fresh('other redirect URI', ({ redirect_uri = '', ...form }) => ({
    ...form,
    redirect_uri: addedTo(redirect_uri),
  })),
  noRedirectUri: fresh('no redirect URI', ({ redirect_uri: _, ...form }) => form),
  // a live one but for its case: right for whoever compares carelessly
  unknownCode: refusal('unknown code', [wrongSecret], async (stage) => ({
    whole: await mainExchange(stage),
    refused: withLiveCode(stage, (code) => sendUnknownCode(stage, {}, otherCase(code))),
  })),
  noCode: refusal('no code', [], async (stage) => {
    const { code: _, ...form } = codeForm(stage, '');
    const label = 'exchange without code';
    return { whole: await mainExchange(stage), refused: stage.gateway.token(form, { label }) };
  }),
  wrongSecret,
  cutSecret: refusal('secret cut short', [wrongSecret], async (stage) => {
    const client = { ...stage.client, clientSecret: shortened(stage.client.clientSecret) };
    return attempt(stage, 'exchange with a client secret cut short', { client });
  }),
  noSecret: refusal('no secret', [wrongSecret], async (stage) =>
    attempt(stage, 'exchange without a client secret', { authentication: 'none' }),
  ),
  unknownClient: refusal('unknown client', [wrongSecret], async (stage) => {
    const client = { ...stage.client, clientId: `unknown-${stage.a.word()}` };
    return attempt(stage, 'exchange of an unknown client', { client });
  }),
  queryCredentials: refusal('credentials in the query', [wrongSecret], async (stage) => {
    const { clientId, clientSecret } = stage.client;
    const credentials = new URLSearchParams({ client_id: clientId, client_secret: clientSecret });
    return attempt(
      stage,
      'exchange with the client credentials in the query',
      { authentication: 'none', query: `?${credentials}` },
      { client_id: undefined },
    );
  }),
  repeatedParameter: refusal('repeated parameter', [wrongSecret], async (stage) => {
    const send = (code: string): Promise<Exchange> =>
      stage.gateway.token(
        { ...codeForm(stage, code), code: [code, code] },
        { label: 'exchange with the code twice' },
      );
    return { whole: await mainExchange(stage), refused: withLiveCode(stage, send) };
  }),
  noGrantType: refusal('no grant type', [refreshes, wrongSecret], async (stage) =>
    ofGrantType(stage, undefined, 'token request without grant_type'),
  ),
  unknownGrantType: refusal('unknown grant type', [refreshes, wrongSecret], async (stage) =>
    ofGrantType(stage, 'urn:conformance:unknown', 'token request with an unknown grant_type'),
  ),
};

/** One code in two exchanges at once: whichever is granted, the other must not be. */
export const codeTwice = refusal('code twice at once', [], async (stage) => {
  // what a gateway ends with a reused code is a grant that nothing else has
  const scope = 'read:clients read:payments';
  const form = codeForm(stage, await stage.code({ scope }));
  const label = 'exchange beside another of the same code';
  const [one, other] = await Promise.all([
    stage.gateway.token(form, { label }),
    stage.gateway.token(form, { label }),
  ]);
  const isFirst = tokenOutcome(one) === 'granted';
  const whole = isFirst || tokenOutcome(other) === 'granted' ? (isFirst ? one : other) : undefined;
  return { whole, refused: Promise.resolve(isFirst ? other : one) };
});

/** Whether a code that came again ended the tokens of the first time (RFC 6749 §4.1.2). */
async function observeReuse(stage: Stage, whole: Exchange, refused: Exchange): Promise<void> {
  const token = connectionOf(whole)?.accessToken;
  if (token === undefined || tokenOutcome(refused) !== 'refused') return;
  const opened = await openWith(stage, token, 'create with the token of a code that came again');
  const value = opened.response?.status === 401 ? 'ended' : 'kept';
  stage.observe('token.code-reuse', value, `The tokens of a code that comes again are ${value}.`);
}

/** A code exchange that differs from a whole one in its form. */
function fresh(
  wrong: Wrong,
  change: (form: Record<string, string>) => Record<string, string>,
): Scenario<Refusal> {
  return refusal(wrong, [], async (stage) => {
    const form = codeForm(stage, await anyCode(stage));
    const label = `exchange with ${wrong}`.replace('with no ', 'without ');
    return {
      whole: await mainExchange(stage),
      refused: stage.gateway.token(change(form), { label }),
    };
  });
}

async function attempt(
  stage: Stage,
  label: string,
  options: Parameters<Stage['gateway']['token']>[1],
  form: TokenForm = {},
): Promise<{ whole: Exchange | undefined; refused: Promise<Exchange> }> {
  const whole = await mainExchange(stage);
  const send = (code: string): Promise<Exchange> =>
    stage.gateway.token({ ...codeForm(stage, code), ...form }, { ...options, label });
  return { whole, refused: withLiveCode(stage, send) };
}

/** Whatever a careless gateway falls back on, a code or a refresh token, is there and good. */
async function ofGrantType(
  stage: Stage,
  grant_type: string | undefined,
  label: string,
): Promise<{ whole: Exchange | undefined; refused: Promise<Exchange> }> {
  const newest = stage.clockWasMoved()
    ? (await stage.grant()).connection
    : (await ifArranged(stage, refreshes))?.newest;
  const refresh_token = newest?.refreshToken;
  const send = (code: string): Promise<Exchange> => {
    const form = { ...codeForm(stage, code), refresh_token, grant_type };
    return stage.gateway.token(form, { label });
  };
  return { whole: await mainExchange(stage), refused: withLiveCode(stage, send) };
}

/** The label of invalid requests that are sent at once, the last of which must get 429. */
export const AT_ONCE = 'one of many invalid token requests at once';

/** An exchange of a code that was never issued, some other text or the given one: invalid beyond doubt. */
export function sendUnknownCode(
  stage: Stage,
  options: Parameters<Stage['gateway']['token']>[1] = {},
  code = `unknown-${stage.a.word()}-${'0'.repeat(24)}`,
): Promise<Exchange> {
  const form = codeForm(stage, code);
  return stage.gateway.token(form, { label: 'exchange of an unknown code', ...options });
}
