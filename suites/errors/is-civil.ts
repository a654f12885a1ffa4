import type { Exchange } from '../../contracts/evidence.ts';
import { hasHeader, jsonValueOf, responseOf } from '../../harness/judging/answers.ts';
import { Broken } from '../../harness/judging/outcome.ts';

const JSON_TYPE = /^application\/json\s*(;|$)/i;

/** No server error, no silence, nothing but JSON. */
export function isCivil(exchange: Exchange): void {
  const { status } = responseOf(exchange);
  if (status >= 500) {
    throw new Broken(
      `${exchange.label} must not be answered with a server error; it is answered with ${status}`,
      [exchange],
    );
  }
  // without content (RFC 9110 §15.3.5); whether that may be the answer is for other clauses
  if (status === 204) return;
  hasHeader(exchange, 'content-type', JSON_TYPE, 'be "application/json"');
  jsonValueOf(exchange);
}
