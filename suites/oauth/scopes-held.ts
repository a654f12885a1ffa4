import { type Exchange, header } from '../../contracts/evidence.ts';
import type { Scope } from '../../contracts/resources.ts';
import { answered, succeeded } from '../../harness/judging/answers.ts';
import { lastOf, redirectOf, toldBy } from '../../harness/judging/authorization.ts';
import { Broken, inconclusive } from '../../harness/judging/outcome.ts';
import type { Grant } from '../../harness/scenarios/stage.ts';
import type { Asked } from './scopes-grants.ts';
import { scopesOf } from './scopes-named.ts';

/** The scopes that a token surely lacks or surely has are those of its answer, else those asked for. */
export function heldScopes({ scopes, grant }: Asked): readonly string[] {
  const { exchange, connection } = grant;
  if (connection === undefined || exchange === undefined) {
    const why = grant.consent.walk.stopped ?? 'see oauth/scopes/subset-granted';
    inconclusive(`no token with the scope "${scopes.join(' ')}" could be obtained: ${why}`);
  }
  return scopesOf(exchange) ?? scopes;
}

/** The token must be one without the scope, or its refusal or success says nothing. */
export function lacks(asked: Asked, scope: Scope): void {
  if (!heldScopes(asked).includes(scope)) return;
  inconclusive(`the token was given ${scope} unasked`, ...exchangesOf(asked));
}

/** The token must be one with the scope. */
export function has(asked: Asked, scope: Scope): void {
  if (heldScopes(asked).includes(scope)) return;
  inconclusive(`the token was not given ${scope}`, ...exchangesOf(asked));
}

/** What a grant shows as evidence: the token answer, or the end of its walk. */
export function exchangesOf({ grant }: Asked): readonly Exchange[] {
  return grant.exchange === undefined ? grant.consent.walk.exchanges.slice(-1) : [grant.exchange];
}

/** The request must be granted: a code, and a token for it. */
export function grantedWhole({ scopes, grant }: Asked): Exchange {
  const what = `a request of the scope "${scopes.join(' ')}"`;
  const asked = { what, consent: grant.consent };
  redirectOf(asked);
  const { code, error } = toldBy(asked);
  if (code === undefined) {
    throw new Broken(
      `${what} must be granted; it is refused with ${error ?? 'neither code nor error'}`,
      lastOf(asked),
      'a code',
      grant.consent.redirect?.location,
    );
  }
  const { exchange } = grant;
  if (exchange === undefined) inconclusive('the code was not exchanged');
  if (!succeeded(exchange)) answered(exchange, 200);
  return exchange;
}

/** Whether a request was refused because the token lacks a scope. */
export function isScopeRefusal({ response }: Exchange): boolean {
  if (response === undefined || ![401, 403].includes(response.status)) return false;
  const challenge = header(response.headers, 'www-authenticate') ?? '';
  return /scope/i.test(challenge) || /scope/i.test(response.body);
}

/** Whether a failed grant was refused for its scope. */
export function mentionsScope({ grant: { consent, exchange } }: Asked): boolean {
  const told = [consent.redirect?.location, consent.walk.stopped, exchange?.response?.body];
  return told.some((text) => text?.includes('invalid_scope'));
}

/** Grants that got the same code cannot be told apart at the token endpoint. */
export function apart(...grants: readonly Grant[]): void {
  const codes = grants.flatMap(({ consent }) => consent.code ?? []);
  if (new Set(codes).size === codes.length) return;
  inconclusive('two grants were given the same code; see oauth/authorize/code-fresh');
}
