import { registeredClients } from '../../accounts.ts';
import { type GatewayAnswer, json } from '../../answer.ts';
import { at } from '../../at.ts';
import type { Fault } from '../../fault.ts';
import {
  formOf,
  type Handler,
  instead,
  onAnswer,
  onRequest,
  withForm,
  withMember,
  without,
} from '../../handler.ts';
import { tokensAnyway } from '../../oauth/tokens-anyway.ts';
import type { GatewayRequest } from '../../request.ts';
import type { GatewayState } from '../../state.ts';

type Form = URLSearchParams;

const [zapier] = registeredClients;
const refreshes = (form: Form) => form.get('grant_type') === 'refresh_token';

/** The two uses of the token endpoint. */
export type Use = 'exchange' | 'refresh';

/** Token requests of one use. */
function used(use: Use, when: (form: Form) => boolean = () => true) {
  return {
    ...at.token,
    method: 'POST',
    when: (request: GatewayRequest) => {
      const form = formOf(request);
      return refreshes(form) === (use === 'refresh') && when(form);
    },
  } as const;
}

/** Changes the granted answers of one use. */
export function misanswers(
  use: Use,
  change: (answer: GatewayAnswer, request: GatewayRequest) => unknown,
): (next: Handler) => Handler {
  return onAnswer({ ...used(use), status: 'ok' }, change);
}

/** Changes the refusals of one use, of some kinds or of all; the 429 is none of them. */
export function misrefuses(
  use: Use,
  errors: readonly string[] | '*',
  change: (answer: GatewayAnswer, error: string) => unknown,
): (next: Handler) => Handler {
  return onAnswer({ ...used(use), status: 'error' }, (answer) => {
    const { error = '' } = (answer.body ?? {}) as { error?: unknown };
    if (typeof error !== 'string' || (errors !== '*' && !errors.includes(error))) return undefined;
    return change(answer, error);
  });
}

/** Changes the forms of one use before they are looked at. */
export function misreads(
  use: Use,
  when: (form: Form, gateway: GatewayState) => boolean,
  change: (form: Form, gateway: GatewayState) => unknown,
): NonNullable<Fault['answer']> {
  return (next, gateway) =>
    onRequest(
      used(use, (form) => when(form, gateway)),
      (request) => withForm(request, (form) => change(form, gateway)),
    )(next);
}

/** Takes forms of one use for those of the first registered client, its secret right. */
export function takesSecret(
  use: Use,
  isTaken: (sent: string | null) => boolean,
): NonNullable<Fault['answer']> {
  return misreads(
    use,
    (form) => form.has('client_id') && isTaken(form.get('client_secret')),
    (form) => form.set('client_secret', zapier.clientSecret),
  );
}

/** Issues tokens that work to requests that should be refused. */
export function grantsAnyway(
  use: Use,
  when: (form: Form, gateway: GatewayState) => boolean,
): NonNullable<Fault['answer']> {
  return (next, gateway) =>
    instead(
      used(use, (form) => when(form, gateway)),
      () => tokensAnyway(gateway),
    )(next);
}

/** A granted answer that lacks a member. */
export function lackingIn(use: Use, member: string): Fault {
  return {
    name: `${use}-lacks-${member.replaceAll('_', '-')}`,
    does: `answers ${asWords(use)} without \`${member}\``,
    answer: misanswers(use, without(member)),
  };
}

/** A granted answer with a member as something else; `as` fits "`member` as …". */
export function turnedIn(
  use: Use,
  member: string,
  as: string,
  value: unknown | ((present: unknown) => unknown),
): Fault {
  return {
    name: `${use}-${`${member} as ${as}`.replace(/[^a-z0-9]+/gi, '-')}`,
    does: `answers ${asWords(use)} with \`${member}\` as ${as}`,
    answer: misanswers(use, withMember(member, value)),
  };
}

/** A granted answer that is made by a change. */
export function answeredBy(
  use: Use,
  name: string,
  how: string,
  change: (answer: GatewayAnswer) => unknown,
): Fault {
  return {
    name: `${use}-${name}`,
    does: `answers ${asWords(use)} ${how}`,
    answer: misanswers(use, change),
  };
}

/** A refusal of another status. */
export function refusedAs(use: Use, status: number, error: string, whom: string): Fault {
  return {
    name: `${use}-${error.replaceAll('_', '-')}-${status}`,
    does: `answers ${whom} with ${status}`,
    answer: misrefuses(use, [error], (answer) => {
      answer.status = status;
    }),
  };
}

/** A server error in the documented format. */
export function serverError(): GatewayAnswer {
  return json(500, { error: { code: 'server_error', message: 'Server error' } });
}

function asWords(use: Use): string {
  return use === 'exchange' ? 'an exchange' : 'a refresh';
}
