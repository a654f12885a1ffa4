import type { refresh } from '../../contracts/clauses/oauth/refresh.ts';
import type { Exchange } from '../../contracts/evidence.ts';
import { answered, control, isJson, responseOf, succeeded } from '../../harness/judging/answers.ts';
import { type Checks, check } from '../../harness/judging/check.ts';
import { documentedOrOauth } from '../../harness/judging/errors.ts';
import { carries, optional, type Rule, text } from '../../harness/judging/members.ts';
import { broken, inconclusive } from '../../harness/judging/outcome.ts';
import { tokenIn, tokenOutcome, tokenRefused } from '../../harness/judging/token-answers.ts';
import type { Scenario } from '../../harness/scenarios/scenario.ts';
import { refusedRefreshes } from './collected.ts';
import { bearer, isObject, lifetime, lists, opensApi } from './granted-answers.ts';
import { afterExpiry } from './hour.ts';
import { invalidRefreshes } from './invalid-refreshes.ts';
import { outlived, outlivesToken } from './outlived.ts';
import { refreshedScopes, refreshes } from './refreshes.ts';
import type { Refusal } from './refusal.ts';
import { eachRefused, statusesOf } from './refused-answers.ts';
import { type RefusedTogether, wrongSecretsOnRefresh, wrongTokens } from './refused-together.ts';
import { keepsScope, staysNarrow } from './scope-of-refresh.ts';
import { widenedRefresh } from './widened.ts';

/** Judges every granted refresh; the first must be among them. */
function granted(judge: (exchange: Exchange) => void) {
  return check(refreshes, ({ steps }) => {
    const [first] = steps;
    if (first === undefined) inconclusive('nothing was refreshed');
    control(first.exchange);
    for (const { exchange } of steps) if (succeeded(exchange)) judge(exchange);
  });
}

function member(path: string, ruleOf: (exchange: Exchange) => Rule) {
  return granted((exchange) => {
    if (!isObject(exchange)) inconclusive('the refresh answer is no JSON object', exchange);
    carries(exchange, path, ruleOf(exchange));
  });
}

function refusedWith(scenario: Scenario<Refusal>) {
  return check(scenario, ({ refused, whole }) => {
    if (whole === undefined) inconclusive('nothing was granted to compare with');
    control(whole);
    tokenRefused(refused);
  });
}

function eachRefusedBeside({ refused, whole }: RefusedTogether): void {
  if (whole === undefined) inconclusive('nothing was granted to compare with');
  control(whole);
  for (const each of refused) tokenRefused(each);
}

/** Keeps the rule or is not there; null is no way to say so, since a client would keep it as the token. */
function absentOr({ rule, holds }: Rule): Rule {
  return {
    rule: `${rule}, if it is there`,
    holds: (value) => value === undefined || holds(value),
  };
}

/** A refresh must be granted: a success with a token. */
function isGranted(exchange: Exchange): void {
  const { status } = responseOf(exchange);
  if (succeeded(exchange) && tokenIn(exchange) !== undefined) return;
  broken(`the ${exchange.label} must be granted; it is answered with ${status}`, exchange);
}

/** The checks of the token endpoint's refreshes. */
export const checks: Checks<typeof refresh> = {
  'status-200': check(refreshes, ({ steps }) => {
    const [first] = steps;
    if (first === undefined) inconclusive('nothing was refreshed');
    answered(first.exchange, 200);
    // whether a second one is granted at all is for `again`
    for (const { exchange } of steps.slice(1)) if (succeeded(exchange)) answered(exchange, 200);
  }),
  json: granted(isJson),
  'access-token': member('access_token', () => text),
  'token-type': member('token_type', () => bearer),
  'refresh-token-string': member('refresh_token', () => absentOr(text)),
  'expires-in-number': member('expires_in', (exchange) => optional(lifetime(exchange))),
  'no-store': granted((exchange) => lists(exchange, 'cache-control', 'no-store')),
  'access-token-works': check(refreshes, ({ before, steps }) => {
    control(before);
    const opened = steps.flatMap((step) => step.opened ?? []);
    if (opened.length === 0) inconclusive('no refresh gave an access token');
    for (const each of opened) opensApi(each, [401]);
  }),
  again: check(refreshes, ({ steps }) => {
    const [first, second] = steps;
    if (first === undefined || second === undefined) inconclusive('the first refresh failed');
    control(first.exchange);
    isGranted(second.exchange);
  }),
  'after-expiry': check(afterExpiry, (played) => {
    // a clock that is moved need not outlast the token, and a limit may hold meanwhile
    const late = played.filter(
      ({ expired, exchange }) =>
        expired.response?.status === 401 && tokenOutcome(exchange) !== 'throttled',
    );
    if (late.length === 0) {
      inconclusive('no access token expired', ...played.map(({ expired }) => expired));
    }
    for (const { exchange, opened } of late) {
      isGranted(exchange);
      if (opened !== undefined) opensApi(opened, [401]);
    }
  }),
  'subscription-outlives-token': check(outlived, outlivesToken),
  'parameters-ignored': check(refreshes, ({ steps, lax }) => {
    const second = steps[1]?.exchange;
    if (second === undefined || lax === undefined) inconclusive('the second refresh failed');
    control(second);
    isGranted(lax);
  }),
  'scope-kept': check(refreshedScopes, ({ whole, narrow }) => {
    keepsScope(whole);
    if (narrow !== undefined) staysNarrow(narrow);
  }),
  'scope-not-widened': check(widenedRefresh, ({ whole, widened, ...rest }) => {
    control(whole);
    if (tokenOutcome(widened) !== 'granted') tokenRefused(widened);
    else staysNarrow({ ...rest, exchange: widened });
  }),
  'token-unknown': check(wrongTokens, eachRefusedBeside),
  'token-missing': refusedWith(invalidRefreshes.noToken),
  'token-of-other-client': refusedWith(invalidRefreshes.tokenOfOtherClient),
  'access-token-not-taken': refusedWith(invalidRefreshes.accessToken),
  'secret-checked': check(wrongSecretsOnRefresh, eachRefusedBeside),
  'error-status': check(
    refusedRefreshes,
    statusesOf({
      unknownToken: [400, 401],
      tokenOfOtherClient: [400, 401],
      accessToken: [400, 401],
    }),
  ),
  'error-format': check(refusedRefreshes, (all) => eachRefused(all, documentedOrOauth)),
};
