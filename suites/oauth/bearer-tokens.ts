import type { RequestOptions } from '../../harness/client/gateway.ts';
import type { Connection } from '../../harness/scenarios/stage.ts';

/** The ways in which a request fails to carry a valid access token. */
export const FAILINGS = {
  missing: 'without a token',
  unknown: 'with an unknown token',
  recased: 'with the token in the other case',
  truncated: 'with a token that lacks its last character',
  extended: 'with a token with one character more',
  empty: 'with an empty Bearer header',
  otherScheme: 'with the token under the scheme Token',
  noScheme: 'with the bare token',
  refresh: 'with a refresh token',
  code: 'with a code',
  inQuery: 'with the token in the query',
} as const;

/** How a request fails to carry a valid access token. */
export type Failing = keyof typeof FAILINGS;

/** The options of a request that fails so; `undefined` where there is nothing to try it with. */
export function failing(
  how: Failing,
  what: string,
  { accessToken, refreshToken }: Connection,
  code?: string,
): RequestOptions | undefined {
  const label = `${what} ${FAILINGS[how]}`;
  switch (how) {
    case 'missing':
      return { label, token: null };
    case 'unknown':
      return { label, token: forged(accessToken) };
    case 'recased': {
      const token = recased(accessToken);
      return token === accessToken ? undefined : { label, token };
    }
    case 'truncated':
      return { label, token: accessToken.slice(0, -1) };
    case 'extended':
      return { label, token: `${accessToken}A` };
    case 'empty':
      return { label, authorization: 'Bearer' };
    case 'otherScheme':
      return { label, authorization: `Token ${accessToken}` };
    case 'noScheme':
      return { label, authorization: accessToken };
    case 'refresh':
      return refreshToken === undefined ? undefined : { label, token: refreshToken };
    case 'code':
      return code === undefined ? undefined : { label, token: code };
    case 'inQuery':
      return { label, token: null, query: `?access_token=${encodeURIComponent(accessToken)}` };
  }
}

/**
 * A token that was never issued but looks like one: of a JWT the claims stay and the signature
 * changes, of any other token half its letters and digits do.
 */
export function forged(token: string): string {
  const isJwt = /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token);
  const from = isJwt ? token.lastIndexOf('.') + 1 : 0;
  const changed = [...token.slice(from)].map((letter, at) =>
    at % 2 === 0 ? next(letter) : letter,
  );
  return token.slice(0, from) + changed.join('');
}

/** A database that compares without regard to case takes this for the token. */
function recased(token: string): string {
  return [...token]
    .map((letter) =>
      letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
    )
    .join('');
}

function next(letter: string): string {
  const rows = ['0123456789', 'abcdef', 'ghijklmnopqrstuvwxyz', 'ABCDEF', 'GHIJKLMNOPQRSTUVWXYZ'];
  const row = rows.find((each) => each.includes(letter)) ?? letter;
  return row[(row.indexOf(letter) + 1) % row.length] ?? letter;
}
