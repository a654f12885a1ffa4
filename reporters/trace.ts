import type { Evidence } from '../contracts/verdict.ts';
import { duration } from './duration.ts';
import { printable } from './printable.ts';

/** A piece of evidence as a reader sees it first. */
export interface Trace {
  /** `POST /oauth/token` */
  readonly asked: string;
  /** `200`, `no answer within 10 s` or `delivered, answered with 200` */
  readonly got: string;
  readonly took?: string;
  /** The body that came. */
  readonly body: string;
}

/** Tells a piece of evidence in short, its path below the target. */
export function trace(evidence: Evidence, target: string): Trace {
  if (evidence.kind === 'delivery') {
    const { method, url, body, answered } = evidence.delivery;
    return {
      asked: printable(`${method} ${pathOf(url, target)}`),
      got: answered === undefined ? 'delivered' : `delivered, answered with ${answered}`,
      body,
    };
  }
  const { request, response, failure, durationMs } = evidence.exchange;
  return {
    asked: printable(`${request.method} ${pathOf(request.url, target)}`),
    got: printable(response ? String(response.status) : (failure?.message ?? 'no answer')),
    took: duration(durationMs),
    body: response?.body ?? '',
  };
}

function pathOf(url: string, target: string): string {
  const below = target.replace(/\/+$/, '');
  if (url.startsWith(`${below}/`)) return url.slice(below.length);
  return url.replace(/^[a-z]+:\/\/[^/]*(?=\/)/i, '');
}
