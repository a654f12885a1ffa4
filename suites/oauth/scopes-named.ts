import type { Exchange } from '../../contracts/evidence.ts';

/** The words of a scope, also where a careless gateway puts other signs than spaces between them. */
export function scopeWords(scope: string): readonly string[] {
  return scope.split(/[\s,;|+]+/).filter(Boolean);
}

/** The scopes that a token answer names, `undefined` where it names none, as where nothing differs from what was asked for (RFC 6749 §5.1). */
export function scopesOf(exchange: Exchange): readonly string[] | undefined {
  let found: unknown;
  try {
    JSON.parse(exchange.response?.body ?? '', (key, value) => {
      if (key === 'scope') found ??= value;
      return value;
    });
  } catch {
    return undefined;
  }
  if (Array.isArray(found)) return found.map(String);
  return typeof found === 'string' ? scopeWords(found) : undefined;
}
