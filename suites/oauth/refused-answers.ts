import type { Exchange } from '../../contracts/evidence.ts';
import { answered, jsonOf, responseOf, shown, succeeded } from '../../harness/judging/answers.ts';
import { oauthErrorCode } from '../../harness/judging/errors.ts';
import { Broken, broken, inconclusive, type Seen } from '../../harness/judging/outcome.ts';
import { tokenIn, tokenOutcome } from '../../harness/judging/token-answers.ts';
import type { Collected } from './collected.ts';
import type { invalidRefreshes } from './invalid-refreshes.ts';
import type { invalidExchanges } from './refusals.ts';

/** Judges each request that was refused or failed; what was granted or throttled is for other clauses. */
export function eachRefused<Key extends string>(
  { refused: all, whole }: Collected<Key>,
  judge: (exchange: Exchange, wrong: Key) => void,
  among: readonly Key[] = Object.keys(all) as Key[],
): void {
  if (whole !== undefined && isNowhere(whole)) inconclusive('there is no token endpoint', whole);
  const judged: Seen[] = [];
  for (const key of among) {
    const exchange = all[key];
    if (exchange?.response === undefined) continue;
    const outcome = tokenOutcome(exchange);
    if (outcome === 'granted' || outcome === 'throttled') continue;
    judge(exchange, key);
    judged.push(exchange);
  }
  if (judged.length === 0) {
    const seen = among.flatMap((key) => all[key] ?? []);
    inconclusive('no such request could be made and was refused', ...seen);
  }
}

/** Whether nothing answers token requests at the address. */
export function isNowhere({ response }: Exchange): boolean {
  return response?.status === 404 || response?.status === 405;
}

/** A judge of the statuses with which each kind of invalid request may be refused. */
export function statusesOf<Key extends string>(
  lawful: Readonly<Partial<Record<Key, readonly number[]>>>,
) {
  return (all: Collected<Key>): void =>
    eachRefused(
      all,
      (exchange, key) => answered(exchange, ...(lawful[key] ?? [])),
      Object.keys(lawful) as Key[],
    );
}

/** A refusal must carry neither a token nor the secret that it lacks. */
export function givesNothing<Key extends string>(all: Collected<Key>): void {
  eachRefused(all, (exchange, key) => {
    const { body } = responseOf(exchange);
    if (tokenIn(exchange) !== undefined || /"refresh_token"\s*:\s*"[^"]/.test(body)) {
      broken(`the refusal of ${exchange.label} must carry no token`, exchange);
    }
    if (all.telling.includes(key)) {
      broken(`the refusal of ${exchange.label} must not tell the client's secret`, exchange);
    }
  });
}

type ErrorCodes<Key extends string> = Readonly<Record<Key, readonly string[]>>;

/** RFC 6749 §5.2, for exchanges; two where a request can be read in two ways. */
export const EXCHANGE_ERRORS: ErrorCodes<keyof typeof invalidExchanges> = {
  spentCode: ['invalid_grant'],
  codeOfOtherClient: ['invalid_grant'],
  otherRedirectUri: ['invalid_grant'],
  unknownCode: ['invalid_grant'],
  noRedirectUri: ['invalid_request', 'invalid_grant'],
  noCode: ['invalid_request'],
  noGrantType: ['invalid_request', 'unsupported_grant_type'],
  unknownGrantType: ['unsupported_grant_type'],
  wrongSecret: ['invalid_client'],
  cutSecret: ['invalid_client'],
  noSecret: ['invalid_client', 'invalid_request'],
  unknownClient: ['invalid_client'],
  queryCredentials: ['invalid_client', 'invalid_request'],
  repeatedParameter: ['invalid_request', 'invalid_grant'],
};

/** RFC 6749 §5.2, for refreshes. */
export const REFRESH_ERRORS: ErrorCodes<keyof typeof invalidRefreshes> = {
  unknownToken: ['invalid_grant'],
  tokenOfOtherClient: ['invalid_grant'],
  noToken: ['invalid_request'],
  accessToken: ['invalid_grant'],
  wrongSecret: ['invalid_client'],
};

/** Each refusal in the form of RFC 6749 must have the code that the RFC has for it. */
export function namesCode<Key extends string>(codes: ErrorCodes<Key>) {
  return (all: Collected<Key>): void =>
    eachRefused(all, (exchange, key) => {
      const code = formOf(exchange);
      const lawful = codes[key];
      if (code === undefined || lawful.includes(code)) return;
      throw new Broken(
        `"error" of the answer to ${exchange.label} must be ${lawful.join(' or ')}; it is ${shown(code)}`,
        [exchange],
        lawful.join(' or '),
        code,
      );
    });
}

/** The RFC's error code, `undefined` where the answer has another form or none: that is another clause. */
function formOf(exchange: Exchange): string | undefined {
  try {
    jsonOf(exchange);
  } catch {
    return undefined;
  }
  return succeeded(exchange) ? undefined : oauthErrorCode(exchange);
}
