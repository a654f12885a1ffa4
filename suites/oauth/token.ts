import type { token } from '../../contracts/clauses/oauth/token.ts';
import type { Exchange } from '../../contracts/evidence.ts';
import { answered, control, isJson, responseOf, succeeded } from '../../harness/judging/answers.ts';
import { yieldsNothing } from '../../harness/judging/authorization.ts';
import { type Checks, check } from '../../harness/judging/check.ts';
import { documentedOrOauth } from '../../harness/judging/errors.ts';
import { carries, optional, type Rule, text } from '../../harness/judging/members.ts';
import { broken, inconclusive } from '../../harness/judging/outcome.ts';
import { tokenIn, tokenOutcome, tokenRefused } from '../../harness/judging/token-answers.ts';
import type { Scenario } from '../../harness/scenarios/scenario.ts';
import { refusedExchanges } from './collected.ts';
import { type Exchanged, exchanges, pkceExchange } from './exchanges.ts';
import {
  bearer,
  differentTokens,
  guessable,
  isObject,
  lifetime,
  lists,
  opensApi,
  scopeText,
} from './granted-answers.ts';
import { hour, oldCode } from './hour.ts';
import { holdsItsLifetime } from './lifetimes.ts';
import { getRequest } from './other-address.ts';
import { keepsPkce, otherMethods, verifiesChallenges, wrongVerifiers } from './pkce.ts';
import type { Refusal } from './refusal.ts';
import { invalidExchanges } from './refusals.ts';
import {
  EXCHANGE_ERRORS,
  eachRefused,
  givesNothing,
  isNowhere,
  namesCode,
  statusesOf,
} from './refused-answers.ts';
import {
  longerSecret,
  noSecrets,
  type RefusedTogether,
  spentCodes,
  unknownCodes,
  wrongSecrets,
} from './refused-together.ts';

/** Judges every granted exchange; the main one must be among them. */
function granted(judge: (exchange: Exchange, exchanged: Exchanged) => void) {
  return check(exchanges, ({ granted: all }) => {
    control(mainOf(all));
    for (const each of all) {
      if (each.exchange !== undefined && succeeded(each.exchange)) judge(each.exchange, each);
    }
  });
}

/** Judges a member of every granted answer that is a JSON object; `json` tells of the others. */
function member(path: string, ruleOf: (exchange: Exchange, exchanged: Exchanged) => Rule) {
  return granted((exchange, exchanged) => {
    if (!isObject(exchange)) inconclusive('the token answer is no JSON object', exchange);
    carries(exchange, path, ruleOf(exchange, exchanged));
  });
}

function mainOf(all: readonly Exchanged[]): Exchange {
  const main = all.find(({ of }) => of === 'main')?.exchange;
  return main ?? inconclusive('no code could be obtained, so none was exchanged');
}

function refusedWith(scenario: Scenario<Refusal>) {
  return check(scenario, ({ refused, whole }) => {
    if (whole === undefined) inconclusive('no code could be exchanged to compare with');
    control(whole);
    tokenRefused(refused);
  });
}

function allRefusedWith(scenario: Scenario<RefusedTogether>) {
  return check(scenario, ({ refused, whole }) => {
    if (whole === undefined) inconclusive('no code could be exchanged to compare with');
    control(whole);
    for (const each of refused) tokenRefused(each);
  });
}

/** The checks of the token endpoint. */
export const checks: Checks<typeof token> = {
  path: check(exchanges, ({ granted: all }) => {
    const main = mainOf(all);
    responseOf(main);
    if (isNowhere(main)) answered(main, 200);
  }),
  'status-200': check(exchanges, ({ granted: all }) => {
    const main = mainOf(all);
    responseOf(main);
    if (isNowhere(main)) control(main);
    for (const { of, exchange } of all) {
      // a second client that is not granted may be set up wrongly
      if (exchange && (of !== 'second client' || succeeded(exchange))) answered(exchange, 200);
    }
  }),
  json: granted(isJson),
  'access-token': member('access_token', () => text),
  'access-token-characters': granted((exchange, { facts }) => {
    if (facts?.carriable === false) {
      broken(`the access token of ${exchange.label} must be made of b64token characters`, exchange);
    }
  }),
  'access-token-fresh': check(exchanges, ({ granted: all }) => {
    control(mainOf(all));
    differentTokens(all);
  }),
  'access-token-unguessable': check(exchanges, ({ granted: all, closest }) => {
    control(mainOf(all));
    guessable(all, closest);
  }),
  'token-type': member('token_type', () => bearer),
  'refresh-token': member('refresh_token', () => text),
  'expires-in-number': member('expires_in', (exchange) => optional(lifetime(exchange))),
  'expires-in-holds': check(hour, holdsItsLifetime),
  'scope-string': member('scope', (_exchange, { scopeAsked }) => optional(scopeText(scopeAsked))),
  'no-store': granted((exchange) => lists(exchange, 'cache-control', 'no-store')),
  pragma: granted((exchange) => lists(exchange, 'pragma', 'no-cache')),
  'access-token-works': granted((_exchange, { opened }) => {
    if (opened !== undefined) opensApi(opened, [401, 403]);
  }),
  'code-once': allRefusedWith(spentCodes),
  'code-of-other-client': refusedWith(invalidExchanges.codeOfOtherClient),
  'code-unknown': allRefusedWith(unknownCodes),
  'code-missing': refusedWith(invalidExchanges.noCode),
  'code-expires': refusedWith(oldCode),
  'redirect-uri-matches': refusedWith(invalidExchanges.otherRedirectUri),
  'redirect-uri-required': refusedWith(invalidExchanges.noRedirectUri),
  'grant-type-required': refusedWith(invalidExchanges.noGrantType),
  'grant-type-unknown': refusedWith(invalidExchanges.unknownGrantType),
  'secret-checked': allRefusedWith(wrongSecrets),
  'secret-required': allRefusedWith(noSecrets),
  'secret-whole': allRefusedWith(longerSecret),
  'client-unknown': refusedWith(invalidExchanges.unknownClient),
  'query-credentials': refusedWith(invalidExchanges.queryCredentials),
  'repeated-parameter': refusedWith(invalidExchanges.repeatedParameter),
  'client-error-status': check(
    refusedExchanges,
    statusesOf({
      wrongSecret: [400, 401],
      cutSecret: [400, 401],
      unknownClient: [400, 401],
      noSecret: [400, 401, 422],
    }),
  ),
  'grant-error-status': check(
    refusedExchanges,
    statusesOf({
      spentCode: [400],
      codeOfOtherClient: [400],
      otherRedirectUri: [400],
      unknownCode: [400],
    }),
  ),
  'request-error-status': check(
    refusedExchanges,
    statusesOf({
      noGrantType: [400, 422],
      unknownGrantType: [400, 422],
      noCode: [400, 422],
      noRedirectUri: [400, 422],
    }),
  ),
  'error-format': check(refusedExchanges, (all) => eachRefused(all, documentedOrOauth)),
  'error-code': check(refusedExchanges, namesCode(EXCHANGE_ERRORS)),
  'error-no-token': check(refusedExchanges, givesNothing),
  'get-refused': check(getRequest, ({ exchange }) => {
    const outcome = tokenOutcome(exchange);
    if (outcome === 'granted') broken('a token request by GET must be refused', exchange);
    responseOf(exchange);
  }),
  'pkce-accepted': check(pkceExchange, ({ whole, exchange }) => {
    if (whole === undefined) inconclusive('no code could be exchanged to compare with');
    control(whole);
    if (tokenIn(whole) === undefined) inconclusive('no token answer shows its token', whole);
    responseOf(exchange);
    if (tokenIn(exchange) === undefined || !succeeded(exchange)) {
      broken('an exchange with the right PKCE verifier must be granted', exchange);
    }
  }),
  'pkce-wrong-verifier': check(wrongVerifiers, ({ whole, wrong, missing, nearly }) => {
    control(whole);
    keepsPkce(wrong, missing);
    if (tokenOutcome(nearly) === 'granted') tokenRefused(nearly);
  }),
  'pkce-missing-verifier': check(wrongVerifiers, ({ whole, wrong, missing }) => {
    control(whole);
    keepsPkce(missing, wrong);
  }),
  'pkce-method-unknown': check(otherMethods, ({ unknown, ...s256 }) => {
    verifiesChallenges(s256);
    yieldsNothing(unknown);
  }),
  'pkce-plain-verified': check(otherMethods, ({ plain, exchange, ...s256 }) => {
    verifiesChallenges(s256);
    if (exchange !== undefined) tokenRefused(exchange);
    else yieldsNothing(plain);
  }),
};
