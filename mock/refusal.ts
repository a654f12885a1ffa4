import { type GatewayAnswer, json } from './answer.ts';
import type { Rules } from './rules.ts';

/** Why the API refuses a request; each kind has a status and a code among the rules. */
export type RefusalKind =
  | 'missingField'
  | 'invalidField'
  | 'notFound'
  | 'unknownPath'
  | 'unauthorized'
  | 'forbidden'
  | 'methodNotAllowed'
  | 'malformedBody'
  | 'unsupportedMedia'
  | 'tooLarge'
  | 'malformedUrl'
  | 'malformedRequest'
  | 'throttled'
  | 'serverError';

/** Thrown wherever a request is refused; becomes an answer in the documented error format (§6). */
export class Refusal extends Error {
  readonly kind: RefusalKind;
  readonly field: string | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    kind: RefusalKind,
    message: string,
    more: { field?: string; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.kind = kind;
    this.field = more.field;
    this.headers = more.headers ?? {};
  }
}

/** The answer to whatever was thrown; what is not a refusal is a server error without its details (§6). */
export function refusalAnswer(thrown: unknown, rules: Rules): GatewayAnswer {
  const refusal =
    thrown instanceof Refusal
      ? thrown
      : new Refusal('serverError', 'Server error, please contact PocketSuite Customer Support');
  const { kind, field, headers } = refusal;
  const error = {
    code: rules[`${kind}Code`],
    message: rules.errorMessage(refusal.message, kind),
    ...(field !== undefined && { field }),
  };
  return json(rules[`${kind}Status`], rules.errorBody(error, kind), { ...headers });
}
