import type { GatewayRequest } from '../request.ts';

/** What the limit on invalid token requests decides (§7). */
export const limitingRules = {
  invalidRequestsPerWindow: 10,

  windowSeconds: 3600,

  /** Whom a request is counted for. */
  limiterKey: (request: GatewayRequest): string => request.remoteAddress,

  /** Whether an invalid token request counts, by its OAuth error and whether it came with an expired access token. */
  countsAsInvalid: (
    _error: string,
    _request: GatewayRequest,
    carriesExpiredToken: boolean,
  ): boolean => !carriesExpiredToken,

  /** Whether valid token requests count too. */
  countsValid: false,

  /** Whether API requests with an expired access token count. */
  countsExpiredTokens: false,

  /** Whether API requests without a valid access token count. */
  countsUnauthorized: false,

  /** Whether a throttled invalid request is counted again, which would put off the end of the limit. */
  countsThrottled: false,

  /** Whether a valid token request is served while its address is throttled. */
  throttleAnswersValid: true,

  /** Whether the API itself is closed to a throttled address. */
  throttlesApi: (_request: GatewayRequest): boolean => false,

  /** The `Retry-After` of a 429; none if undefined. */
  retryAfter: (secondsLeft: number): string | undefined => String(secondsLeft),

  throttledMessage: 'Rate limit exceeded: too many invalid requests from this address',
};
