/** What a judge may know of a token, since the token itself is masked. */
export interface TokenFacts {
  readonly length: number;
  /** Whether it has the syntax that a Bearer header can carry (RFC 6750 §2.1). */
  readonly carriable: boolean;
}

/** The facts of a token. */
export function tokenFacts(token: string): TokenFacts {
  return { length: token.length, carriable: /^[\w.~+/-]+=*$/.test(token) };
}

/** In how many characters the two tokens differ that are most alike; `undefined` for fewer than two unlike ones. */
export function closestPair(tokens: readonly string[]): number | undefined {
  const unlike = [...new Set(tokens)];
  const distances = unlike.flatMap((one, index) =>
    unlike.slice(index + 1).map((other) => distance(one, other)),
  );
  return distances.length === 0 ? undefined : Math.min(...distances);
}

function distance(one: string, other: string): number {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return [...long].filter((letter, index) => letter !== short[index]).length;
}
