import type OAuth2Server from '@node-oauth/oauth2-server';
import { bare, type GatewayAnswer, json } from '../answer.ts';
import { Refusal, refusalAnswer } from '../refusal.ts';
import type { GatewayRequest } from '../request.ts';
import type { Rules } from '../rules.ts';
import type { GatewayState } from '../state.ts';
import { issueToken } from './issue-token.ts';
import { OauthError } from './oauth-error.ts';

/** Answers the token endpoint (RFC 6749 §3.2), within the limit on invalid requests (§7). */
export async function token(
  request: GatewayRequest,
  server: OAuth2Server,
  gateway: GatewayState,
): Promise<GatewayAnswer> {
  const { rules, limiter } = gateway;
  if (request.method === 'OPTIONS') return bare(204, { allow: 'POST, OPTIONS' });
  const key = rules.limiterKey(request);
  if (limiter.isSpent(key) && !rules.throttleAnswersValid) return tooMany(key, gateway);
  try {
    const answer = await issueToken(request, server, gateway);
    if (rules.countsValid) limiter.record(key);
    return answer;
  } catch (thrown) {
    if (!(thrown instanceof OauthError)) throw thrown;
    return countInvalid(request, thrown, key, gateway) ?? tokenError(thrown, rules);
  }
}

function countInvalid(
  request: GatewayRequest,
  { error }: OauthError,
  key: string,
  gateway: GatewayState,
): GatewayAnswer | undefined {
  const { rules, limiter } = gateway;
  if (!rules.countsAsInvalid(error, request, carriesExpiredToken(request, gateway))) {
    return undefined;
  }
  const isSpent = limiter.isSpent(key);
  if (!isSpent || rules.countsThrottled) limiter.record(key);
  return isSpent ? tooMany(key, gateway) : undefined;
}

/** §7 leaves requests with an expired access token out of the count, whatever else is wrong with them. */
function carriesExpiredToken(
  request: GatewayRequest,
  { rules, grants, clock }: GatewayState,
): boolean {
  const known = grants.access.get(rules.readsToken(request) ?? '');
  return known !== undefined && known.expiresAt <= clock.now();
}

/** The 429 of a throttled address, which speaks the documented format and not that of OAuth (§6, §7). */
export function tooMany(key: string, { rules, limiter }: GatewayState): GatewayAnswer {
  const retryAfter = rules.retryAfter(limiter.secondsLeft(key));
  const headers = {
    ...rules.tokenHeaders(),
    ...(retryAfter !== undefined && { 'retry-after': retryAfter }),
  };
  return refusalAnswer(new Refusal('throttled', rules.throttledMessage, { headers }), rules);
}

function tokenError(thrown: OauthError, rules: Rules): GatewayAnswer {
  const isClient = thrown.error === 'invalid_client';
  const status = isClient ? rules.invalidClientStatus : rules.tokenErrorStatus(thrown.error);
  const challenge = isClient ? rules.invalidClientChallenge : undefined;
  const code = rules.tokenErrorCode(thrown.error);
  return json(thrown.status ?? status, rules.tokenErrorBody(code, thrown.message), {
    ...rules.tokenHeaders(),
    ...(challenge !== undefined && { 'www-authenticate': challenge }),
    ...thrown.headers,
  });
}
