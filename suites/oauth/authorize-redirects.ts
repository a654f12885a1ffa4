import type { Exchange } from '../../contracts/evidence.ts';
import { shown, succeeded } from '../../harness/judging/answers.ts';
import {
  type Asked,
  answeredSomehow,
  lastOf,
  redirectOf,
  sentParameter,
  toldBy,
} from '../../harness/judging/authorization.ts';
import { Broken, inconclusive, notApplicable } from '../../harness/judging/outcome.ts';
import { UNKNOWN_SCOPE } from './authorize-walks.ts';
import { scopesOf } from './scopes-named.ts';

/** The clause is broken: the subject must keep the rule, and what came. */
export function fails(subject: string, rule: string, actual: string, asked: Asked): never {
  throw new Broken(`${subject} must ${rule}: ${actual}`, lastOf(asked), rule, actual);
}

/** Where the redirect goes, for a sentence. */
export function locationOf({ consent }: Asked): string {
  return consent.redirect === undefined
    ? 'there is none'
    : `it goes to ${consent.redirect.location}`;
}

/** The redirect must go to the redirect URI of the request, its own query kept (RFC 6749 §3.1.2). */
export function isExact(asked: Asked): void {
  const { location } = redirectOf(asked);
  const named = new URL(sentParameter(asked, 'redirect_uri') ?? '');
  const to = URL.canParse(location) ? new URL(location) : undefined;
  const kept = [...named.searchParams].every(([key, value]) =>
    to?.searchParams.getAll(key).includes(value),
  );
  const same = (['protocol', 'host', 'pathname'] as const).every(
    (part) => to?.[part] === named[part],
  );
  if (!same || !kept) fails('the redirect', `go to ${named.href}`, locationOf(asked), asked);
}

/** `state` must come back as it was sent. */
export function returnsState(asked: Asked): void {
  const [sent, came] = [sentParameter(asked, 'state') ?? '', toldBy(asked).state];
  if (sent === came) return;
  const at = [...sent].findIndex((_, index) => sent[index] !== came?.[index]);
  const where =
    came === undefined ? '' : ` (${came.length} characters, other from no. ${at + 1} on)`;
  fails(
    `\`state\` in the answer to ${asked.what}`,
    `be ${shown(sent)}`,
    `it is ${shown(came)}${where}`,
    asked,
  );
}

/** What a denial told; without a verdict where nobody was asked. */
export function denialIn(denied: Asked, saidNo: boolean): Readonly<Record<string, string>> {
  const told = toldBy(denied);
  if (told.error !== undefined) return told;
  if (saidNo) {
    answeredSomehow(denied);
    return told;
  }
  const { exchanges, stopped } = denied.consent.walk;
  const isPageShown = exchanges.some(({ response }) => (response?.status ?? 0) < 300);
  if (exchanges.length > 0 && !isPageShown) {
    notApplicable('the gateway asks nobody for consent');
  }
  const why = stopped === undefined ? '' : `: ${stopped}`;
  return inconclusive(
    `the user was not asked or could not say no; give \`oauth.consent.deny\`, or an account that has not yet allowed this client${why}`,
    ...lastOf(denied),
  );
}

/** The refusal must be told to the client as `invalid_scope`, where it is not shown to the user alone. */
export function tellsInvalidScope(asked: Asked): void {
  const { walk } = asked.consent;
  answeredSomehow(asked);
  // RFC 6749 §4.1.2.1 tells the client by a redirect, but in no MUST
  if (walk.redirect === undefined && walk.cause === 'refused-page') {
    lastOf(asked);
    return;
  }
  redirectOf(asked);
  if (toldBy(asked).error === 'invalid_scope') return;
  fails(
    `the refusal of ${asked.what}`,
    'be told by `error=invalid_scope`',
    locationOf(asked),
    asked,
  );
}

/** RFC 6749 §4.1.2.1: what a missing or unknown `response_type` may be called. */
const TYPE_ERRORS: readonly unknown[] = [
  'unsupported_response_type',
  'invalid_request',
  'unauthorized_client',
];

/** The refusal of a `response_type` must be told to the client, by an error that it can be. */
export function namesTypeError(asked: Asked): void {
  const { error } = toldBy(asked);
  if (TYPE_ERRORS.includes(error)) return;
  const rule = error ? `have one of ${TYPE_ERRORS.join(', ')} as \`error\`` : 'have `error`';
  fails(`the redirect of ${asked.what}`, rule, locationOf(asked), asked);
}

/** The token of a request with an unknown scope must not have that scope. */
export function neverGranted(asked: Asked, exchange: Exchange | undefined): void {
  if (exchange?.response?.body.includes('invalid_scope')) return;
  if (exchange === undefined || !succeeded(exchange)) {
    inconclusive('the code of an unknown scope was not exchanged', ...(exchange ? [exchange] : []));
  }
  const scopes = scopesOf(exchange) ?? inconclusive('the token answer names no scope', exchange);
  if (!scopes.includes(UNKNOWN_SCOPE.name)) return;
  throw new Broken(
    `a token must not be given the unknown scope "${UNKNOWN_SCOPE.name}"; its scope is ${shown(scopes.join(' '))}`,
    [exchange, ...lastOf(asked)],
  );
}
