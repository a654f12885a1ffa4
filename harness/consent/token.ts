import type { ConsentDriver } from './consent.ts';

/** Gives no consent: the tokens are configured. */
export function tokenDriver(): ConsentDriver {
  const stopped =
    'The "token" consent driver gives no consent: it only knows the configured tokens. Use "form", "browser" or "manual" to check the authorization endpoint.';
  return {
    walk: async () => ({ exchanges: [], stopped }),
    close: async () => undefined,
  };
}
