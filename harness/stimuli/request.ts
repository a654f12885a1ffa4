import type { HeaderList } from '../../contracts/evidence.ts';
import type { HttpCall } from '../settings/settings.ts';
import { type FillValues, fillJson, fillText, type Json } from './fill.ts';

/** A control or stimulus as a request that can be sent. */
export interface CallRequest {
  readonly method: HttpCall['method'];
  readonly url: string;
  readonly headers: HeaderList;
  readonly body?: string;
}

/**
 * Builds the request of a control or a stimulus.
 *
 * @param target the address that its path is below, unless it is a URL itself
 * @param values what to fill into the path, the headers and the JSON
 */
export function callRequest(
  call: HttpCall,
  { target, values }: { readonly target: string; readonly values: FillValues },
): CallRequest {
  const path = fillText(call.path, values, encodeURIComponent);
  const headers = Object.entries(call.headers ?? {}).map(
    ([name, value]) => [name, fillText(value, values)] as const,
  );
  const isGiven = (wanted: string) => headers.some(([name]) => name.toLowerCase() === wanted);
  return {
    method: call.method,
    url: /^https?:\/\//i.test(path)
      ? path
      : `${target.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`,
    headers: [
      ...(isGiven('accept') ? [] : [['accept', 'application/json'] as const]),
      ...(call.json === undefined || isGiven('content-type')
        ? []
        : [['content-type', 'application/json'] as const]),
      ...headers,
    ],
    ...(call.json !== undefined && { body: JSON.stringify(fillJson(call.json as Json, values)) }),
  };
}
