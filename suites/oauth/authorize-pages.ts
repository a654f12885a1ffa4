import { type Exchange, header } from '../../contracts/evidence.ts';
import { speaksFor } from '../../harness/consent/decision-words.ts';
import { hasHeader } from '../../harness/judging/answers.ts';
import { type Asked, controlRedirected } from '../../harness/judging/authorization.ts';
import { Broken, inconclusive, notApplicable } from '../../harness/judging/outcome.ts';
import { touch } from '../../harness/judging/touched.ts';

/** A page of less text than this has none of its own. */
const SHORTEST_TEXT = 20;

/** The page on which consent was asked; a gateway that asks nobody has none. */
export function pageOf({ main, page }: { main: Asked; page: Exchange | undefined }): Exchange {
  if (page === undefined) controlRedirected(main);
  return page ?? notApplicable('the gateway granted the request without showing a page');
}

/** The page must be HTML. */
export function isHtml(page: Exchange): void {
  hasHeader(page, 'content-type', /^(text\/html|application\/xhtml\+xml)\s*(;|$)/i, 'be HTML');
}

/** The page must say who asks, or what for; a page of scripts says it elsewhere, a sign-in nothing. */
export function namesAccess(page: Exchange, words: readonly string[]): void {
  touch(page);
  const html = (page.response?.body ?? '').replace(/<(script|style)\b.*?<\/\1\s*>/gis, ' ');
  const text = html.replace(/<(?!input|button)[^>]*>/gi, ' ').replace(/\s+/g, ' ');
  const isScripted = /<script\b/i.test(page.response?.body ?? '');
  if (isScripted && text.replace(/<[^>]*>/g, '').trim().length < SHORTEST_TEXT) {
    inconclusive('the page is written by scripts; its text is not in its HTML', page);
  }
  if (!speaksFor('approve', text) && !/\b(deny|cancel|decline|refuse)\b/i.test(text)) {
    notApplicable('the page asks for a sign-in, and nobody for consent');
  }
  if (words.some((word) => text.toLowerCase().includes(word.toLowerCase()))) return;
  throw new Broken(
    'the consent page must say who asks or what for; it names neither the client nor a resource of its scopes',
    [page],
    `one of ${words.join(', ')}`,
    'none of them',
  );
}

/** No secret may stand in a URL, which logs, histories and referrers keep. */
export function isClean(main: Asked, leaks: readonly Exchange[]): void {
  const { exchanges } = main.consent.walk;
  if (exchanges.length === 0) inconclusive('the consent driver does not see the requests');
  for (const each of exchanges) touch(each);
  const [leak] = leaks;
  if (leak === undefined) return;
  throw new Broken(
    `a URL on the way to consent must have no secret in it; ${leak.label} has one`,
    [leak],
    'secrets in the body',
    leak.request.url,
  );
}

/** The page must not be kept. */
export function isNotStored(page: Exchange): void {
  touch(page);
  const directives = valuesOf(page, 'cache-control').join(',').split(',');
  if (directives.some((each) => each.trim().toLowerCase() === 'no-store')) return;
  const actual = header(page.response?.headers ?? [], 'cache-control') ?? 'missing';
  throw new Broken(
    `"cache-control" of the consent page must have "no-store"; it is ${actual}`,
    [page],
    '"Cache-Control: no-store"',
    actual,
  );
}

/** Other sites must not frame the page: by CSP, which browsers heed first, or by X-Frame-Options. */
export function isNotFramed(page: Exchange): void {
  touch(page);
  const policies = valuesOf(page, 'content-security-policy')
    .flatMap((policy) => policy.split(','))
    .flatMap((policy) => ancestorsOf(policy) ?? []);
  const options = valuesOf(page, 'x-frame-options')
    .flatMap((value) => value.split(','))
    .map((value) => value.trim().toLowerCase());
  const guarded =
    policies.length > 0
      ? policies.some(isNarrow)
      : options.length > 0 && options.every((value) => ['deny', 'sameorigin'].includes(value));
  if (guarded) return;
  const actual = `frame-ancestors "${policies.join('; ')}", X-Frame-Options "${options.join(', ')}"`;
  throw new Broken(
    `the consent page must forbid other sites to frame it; it has ${actual}`,
    [page],
    'CSP frame-ancestors or X-Frame-Options',
    actual,
  );
}

function ancestorsOf(policy: string): string | undefined {
  const directive = policy
    .split(';')
    .map((each) => each.trim())
    .find((each) => /^frame-ancestors(\s|$)/i.test(each));
  return directive?.replace(/^frame-ancestors\s*/i, '');
}

/** A wildcard or a bare scheme lets anybody in; a list of hosts names friends. */
function isNarrow(ancestors: string): boolean {
  return !ancestors.split(/\s+/).some((source) => /^(\*|https?:|https?:\/\/\*)$/i.test(source));
}

function valuesOf(page: Exchange, name: string): readonly string[] {
  return (page.response?.headers ?? [])
    .filter(([key]) => key.toLowerCase() === name)
    .map(([, value]) => value);
}
