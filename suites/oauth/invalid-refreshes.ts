import type { Exchange } from '../../contracts/evidence.ts';
import { notArranged } from '../../harness/scenarios/scenario.ts';
import { connectionOf } from '../../harness/scenarios/sign-in.ts';
import type { Grant, Stage } from '../../harness/scenarios/stage.ts';
import { secondGrant } from './exchanges.ts';
import { refreshes, refreshWith } from './refreshes.ts';
import { refusal } from './refusal.ts';
import { fewerScopes } from './scopes-grants.ts';
import { unlessOutdated } from './unless-outdated.ts';
import { otherCase, shortened } from './wrong-values.ts';

/** The invalid refreshes. */
export const invalidRefreshes = {
  unknownToken: refusal('unknown refresh token', [refreshes], async (stage) => {
    const { newest, steps } = await stage.evidenceOf(refreshes);
    const young = (await unlessOutdated(stage, async () => newest))?.refreshToken;
    const isUsable = young !== undefined && !stage.hasEnded(young);
    // right for whoever compares carelessly
    const refresh_token = isUsable
      ? otherCase(young)
      : `unknown-${stage.a.word()}-${'0'.repeat(24)}`;
    const whole = steps[0]?.exchange;
    return { whole, refused: refresh(stage, 'refresh with an unknown token', { refresh_token }) };
  }),
  tokenOfOtherClient: refusal('refresh token of another client', [secondGrant], async (stage) => {
    const whole = await secondExchange(stage);
    const refresh_token = whole && connectionOf(whole)?.refreshToken;
    if (refresh_token === undefined) notArranged('the second client was given no refresh token');
    const label = 'refresh with the token of another client';
    return { whole, refused: refresh(stage, label, { refresh_token }) };
  }),
  noToken: refusal('no refresh token', [refreshes], async (stage) => {
    const whole = (await stage.evidenceOf(refreshes)).steps[0]?.exchange;
    return { whole, refused: refresh(stage, 'refresh without refresh_token', {}) };
  }),
  accessToken: refusal('access token as refresh token', [refreshes], async (stage) => {
    const { newest, steps } = await stage.evidenceOf(refreshes);
    const young = await unlessOutdated(stage, async () => newest);
    const { accessToken } = young ?? (await stage.connect());
    const label = 'refresh with an access token';
    const refused = refresh(stage, label, { refresh_token: accessToken });
    return { whole: steps[0]?.exchange, refused };
  }),
  wrongSecret: refusal('wrong secret on refresh', [fewerScopes], async (stage) => {
    // a refresh token that nothing else uses: it must be alive, or its refusal proves nothing
    const { exchange: whole, connection } = await unusedGrant(stage);
    const refresh_token = connection?.refreshToken;
    if (refresh_token === undefined) {
      notArranged('no unused refresh token could be obtained', ...(whole ? [whole] : []));
    }
    const client = { ...stage.client, clientSecret: shortened(stage.client.clientSecret) };
    const label = 'refresh with a client secret cut short';
    return { whole, refused: refreshWith(stage, refresh_token, { client, label }) };
  }),
};

/** The exchange of a grant of the second client whose tokens are young. */
async function secondExchange(stage: Stage): Promise<Exchange | undefined> {
  const young = await unlessOutdated(
    stage,
    async () => (await stage.evidenceOf(secondGrant)).exchange,
  );
  return young ?? (await stage.grant({ client: stage.secondClient() })).exchange;
}

/** A grant whose refresh token no other scenario uses. */
async function unusedGrant(stage: Stage): Promise<Grant> {
  const reading = await unlessOutdated(
    stage,
    async () => (await stage.evidenceOf(fewerScopes)).reading.grant,
  );
  if (reading?.connection?.refreshToken !== undefined) return reading;
  return stage.grant();
}

function refresh(
  { gateway }: Stage,
  label: string,
  form: Readonly<Record<string, string>>,
): Promise<Exchange> {
  return gateway.token({ grant_type: 'refresh_token', ...form }, { label });
}
