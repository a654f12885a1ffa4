import type { Exchange } from '../../contracts/evidence.ts';
import { documentedError, oauthError } from '../../contracts/schemas/error.ts';
import { isJson, jsonOf, shown } from './answers.ts';
import { carries, memberOf, object, text } from './members.ts';
import { Broken, broken, inconclusive } from './outcome.ts';

/** The answer must be an error in the documented format (§6). */
export function documented(exchange: Exchange): void {
  isJson(exchange);
  carries(exchange, 'error', object);
  carries(exchange, 'error.code', text);
  carries(exchange, 'error.message', text);
  if (!documentedError.safeParse(jsonOf(exchange)).success) {
    broken(`the answer to ${exchange.label} must keep the documented error format`, exchange);
  }
}

/** The answer must be an error of RFC 6749 §5.2 or of the documented format, both lawful there. */
export function documentedOrOauth(exchange: Exchange): void {
  isJson(exchange);
  const body = jsonOf(exchange);
  if (oauthError.safeParse(body).success || documentedError.safeParse(body).success) return;
  throw new Broken(
    `the answer to ${exchange.label} must be {error, error_description} or {error: {code, message, field}}; it is ${shown(body)}`,
    [exchange],
    '{error, error_description} or {error: {code, message, field}}',
    shown(body),
  );
}

/** The RFC 6749 code of a token error, `undefined` where it has the documented format. */
export function oauthErrorCode(exchange: Exchange): string | undefined {
  const code = memberOf(jsonOf(exchange), 'error');
  return typeof code === 'string' ? code : undefined;
}

/** Without an object `error` nothing can be told of its members; that it is missing is another clause's matter. */
export function hasErrorObject(exchange: Exchange): void {
  if (object.holds(memberOf(jsonOf(exchange), 'error'))) return;
  inconclusive(`the answer to ${exchange.label} has no object "error"`, exchange);
}

/** `error.field` must name the field, or one of several. */
export function namesField(exchange: Exchange, ...fields: readonly string[]): void {
  carries(exchange, 'error.field', {
    rule: `name ${fields.map((field) => `"${field}"`).join(' or ')}`,
    holds: (value) =>
      typeof value === 'string' &&
      value.trim() !== '' &&
      value
        .split(/[\s,/|]+|\band\b|\bor\b/)
        .filter(Boolean)
        .every((name) => fields.includes(name)),
  });
}
