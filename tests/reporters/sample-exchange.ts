import type { Exchange } from '../../contracts/evidence.ts';

const TARGET = 'https://staging.example.com/gateway';
const AT = Date.UTC(2025, 0, 15, 14, 30);

/** An exchange with the sample target. */
export function exchange(
  request: Partial<Exchange['request']> & { path?: string },
  response: { status: number; body: string } | undefined,
): Exchange {
  const { path = '/v1/zapier/clients', ...rest } = request;
  return {
    label: 'sample',
    request: {
      method: 'POST',
      url: `${TARGET}${path}`,
      headers: [
        ['host', 'staging.example.com'],
        ['authorization', 'Bearer $ACCESS_TOKEN'],
        ['content-type', 'application/json'],
      ],
      ...rest,
    },
    ...(response
      ? { response: { ...response, headers: [['content-type', 'application/json']] } }
      : { failure: { kind: 'timeout', message: 'no answer within 10 s' } }),
    startedAt: AT,
    durationMs: 12,
  };
}
