import type { authorize } from '../../contracts/clauses/oauth/authorize.ts';
import type { Exchange } from '../../contracts/evidence.ts';
import {
  answeredSomehow,
  controlGranted,
  controlRedirected,
  lastOf,
  redirectOf,
  refusedInPlace,
  toldBy,
  yieldsNothing,
} from '../../harness/judging/authorization.ts';
import { type Checks, check } from '../../harness/judging/check.ts';
import { inconclusive } from '../../harness/judging/outcome.ts';
import { unguessable } from '../../harness/judging/secrecy.ts';
import {
  isClean,
  isHtml,
  isNotFramed,
  isNotStored,
  namesAccess,
  pageOf,
} from './authorize-pages.ts';
import {
  denialIn,
  fails,
  isExact,
  locationOf,
  namesTypeError,
  neverGranted,
  returnsState,
  tellsInvalidScope,
} from './authorize-redirects.ts';
import {
  consentPage,
  consents,
  denial,
  mistakes,
  otherRedirect,
  strangers,
} from './authorize-walks.ts';

/** The checks of the authorization endpoint. */
export const checks: Checks<typeof authorize> = {
  path: check(consents, ({ main, documented }) => {
    if (!isAbsent(documented)) return answeredSomehow(main);
    const actual = `GET answers ${documented?.response?.status}`;
    fails('the authorization endpoint', 'be at /oauth/authorize', actual, main);
  }),
  'code-granted': check(consents, ({ main }) => {
    const [first] = main.consent.walk.exchanges;
    if (isAbsent(first)) inconclusive('there is no authorization endpoint', ...lastOf(main));
    redirectOf(main);
    if (toldBy(main).code) return;
    fails('the redirect of an allowed request', 'have a `code`', locationOf(main), main);
  }),
  'code-in-query': check(consents, ({ main }) => {
    controlGranted(main);
    const { query, fragment } = redirectOf(main);
    if (query.code !== undefined && fragment.code === undefined) return;
    fails('the code', 'stand in the query and not in the fragment', locationOf(main), main);
  }),
  'code-fresh': check(consents, ({ main, secrecy }) => {
    controlGranted(main);
    if (secrecy === undefined || secrecy.count < 2) inconclusive('fewer than two codes were given');
    unguessable('the code of a grant', secrecy, ...lastOf(main));
  }),
  'redirect-exact': check(consents, ({ main, characters, long }) => {
    controlGranted(main);
    for (const asked of [main, characters, long]) if (toldBy(asked).code) isExact(asked);
  }),
  'redirect-status': check(consents, ({ main }) => {
    const { status } = controlRedirected(main);
    if (status === undefined) inconclusive('the consent driver does not see the status');
    if (status === 302 || status === 303) return;
    fails('the redirect', 'be made with 302 or 303', `it is made with ${status}`, main);
  }),
  'state-returned': check(consents, ({ main }) => {
    controlRedirected(main);
    returnsState(main);
  }),
  'state-unchanged': check(consents, ({ main, characters, long }) => {
    controlGranted(main);
    if (toldBy(main).state === undefined) inconclusive('no `state` comes back at all');
    redirectOf(characters);
    returnsState(characters);
    // what is not ASCII may be refused (RFC 6749 A.5)
    if (long.consent.walk.cause === 'server-error') redirectOf(long);
    if (toldBy(long).code !== undefined) returnsState(long);
  }),
  'no-token-in-redirect': check(consents, ({ main, accessToken }) => {
    controlRedirected(main);
    const told = toldBy(main);
    const carried = 'access_token' in told || Object.values(told).some((it) => it === accessToken);
    if (carried) fails('the redirect', 'carry no access token', locationOf(main), main);
  }),
  'denied-error': check(denial, ({ main, denied, saidNo }) => {
    controlGranted(main);
    const { error } = denialIn(denied, saidNo);
    if (error === 'access_denied') return;
    redirectOf(denied);
    if ('code' in toldBy(denied)) inconclusive('the denied request was given a code');
    fails('the redirect of a denial', 'have `error=access_denied`', locationOf(denied), denied);
  }),
  'denied-no-code': check(denial, ({ main, denied, saidNo }) => {
    controlGranted(main);
    const { code } = denialIn(denied, saidNo);
    if (code !== undefined) fails('a denied request', 'get no code', 'it is given one', denied);
  }),
  'denied-state': check(denial, ({ main, denied, saidNo }) => {
    controlGranted(main);
    const { error } = denialIn(denied, saidNo);
    if (error === undefined) inconclusive('no denial was told by a redirect', ...lastOf(denied));
    returnsState(denied);
  }),
  'unknown-client': check(strangers, ({ main, registered, unknown }) => {
    controlGranted(main);
    refusedInPlace(unknown, registered);
  }),
  'missing-client': check(strangers, ({ main, registered, missing }) => {
    controlGranted(main);
    refusedInPlace(missing, registered);
  }),
  'foreign-redirect-uri': check(strangers, ({ main, registered, foreigners }) => {
    controlGranted(main);
    for (const asked of foreigners) refusedInPlace(asked, registered);
  }),
  'redirect-uri-path': check(strangers, ({ main, registered, paths }) => {
    controlGranted(main);
    for (const asked of paths) refusedInPlace(asked, registered);
  }),
  'redirect-uri-exact': check(strangers, ({ main, registered, spellings }) => {
    controlGranted(main);
    for (const asked of spellings) refusedInPlace(asked, registered);
  }),
  'redirect-uri-other-client': check(otherRedirect, ({ main, registered, asked, anyPort }) => {
    controlGranted(main);
    if (anyPort !== undefined && toldBy(anyPort).code !== undefined) {
      inconclusive(
        'the gateway overlooks loopback ports (RFC 8252 §7.3), and nothing else tells the clients apart; give `oauth.secondClient` another path',
      );
    }
    refusedInPlace(asked, registered);
  }),
  'response-type-required': check(mistakes, ({ main, untyped }) => {
    controlGranted(main);
    yieldsNothing(untyped);
  }),
  'response-type-unknown': check(mistakes, ({ main, unknownType }) => {
    controlGranted(main);
    yieldsNothing(unknownType);
  }),
  'response-type-error': check(mistakes, ({ main, untyped, unknownType }) => {
    controlGranted(main);
    const refused = [untyped, unknownType].filter((asked) => toldBy(asked).code === undefined);
    if (refused.length === 0) inconclusive('both requests were granted', ...lastOf(untyped));
    for (const asked of refused) {
      redirectOf(asked);
      namesTypeError(asked);
    }
  }),
  'error-state': check(mistakes, ({ untyped, unknownType, unknownScope }) => {
    const told = [untyped, unknownType, unknownScope].filter((asked) => toldBy(asked).error);
    if (told.length === 0) inconclusive('no error was told by a redirect', ...lastOf(untyped));
    for (const asked of told) returnsState(asked);
  }),
  'unknown-scope': check(mistakes, ({ main, unknownScope, exchange }) => {
    controlGranted(main);
    if (toldBy(unknownScope).code === undefined) return tellsInvalidScope(unknownScope);
    neverGranted(unknownScope, exchange);
  }),
  'repeated-parameter': check(mistakes, ({ main, repeated }) => {
    controlGranted(main);
    yieldsNothing(repeated);
  }),
  'page-html': check(consentPage, (evidence) => isHtml(pageOf(evidence))),
  'page-not-framed': check(consentPage, (evidence) => isNotFramed(pageOf(evidence))),
  'page-names-access': check(consentPage, (evidence) =>
    namesAccess(pageOf(evidence), evidence.asked),
  ),
  'page-url-clean': check(consentPage, ({ main, leaks }) => isClean(main, leaks)),
  'page-not-stored': check(consentPage, (evidence) => isNotStored(pageOf(evidence))),
};

/** Whether nothing is there that answers. */
function isAbsent(exchange: Exchange | undefined): boolean {
  return [404, 405, 410, 501].includes(exchange?.response?.status ?? 0);
}
