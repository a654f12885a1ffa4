import type { Exchange } from '../../contracts/evidence.ts';

/** A token request as it was answered. */
export function tokenRequest(status: number, body: unknown = {}, startedAt = 0): Exchange {
  return {
    label: 'token request',
    request: { method: 'POST', url: 'https://gateway.example/oauth/token', headers: [] },
    response: { status, headers: [], body: JSON.stringify(body) },
    startedAt,
    durationMs: 1,
  };
}

/** A granted one. */
export const granted = tokenRequest(200, { access_token: '$ACCESS_TOKEN' });

/** A refused one. */
export const refused = tokenRequest(400, { error: 'invalid_grant' });

/** One over the limit. */
export const throttled = tokenRequest(429, { error: { code: 'rate_limited', message: 'Slow' } });
