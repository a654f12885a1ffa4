import { bare, type GatewayAnswer } from '../answer.ts';
import type { Rules } from '../rules.ts';

/** Where and as what an authorization request is answered. */
export interface Redirect {
  readonly redirectUri: string;
  readonly state: string | undefined;
  readonly kind: 'code' | 'denial' | 'error';
  readonly parameters: Readonly<Record<string, string | undefined>>;
}

/** The redirect back to the client, the query of its redirect URI kept (RFC 6749 §3.1.2, §4.1.2). */
export function redirect(
  { redirectUri, state, kind, parameters }: Redirect,
  rules: Rules,
  method: string,
): GatewayAnswer {
  const location = new URL(redirectUri);
  const target = rules.answersInFragment ? new URLSearchParams() : location.searchParams;
  const returned = rules.stateReturned(state, kind);
  const all = { ...parameters, state: returned, ...rules.redirectExtras(kind) };
  for (const [name, value] of Object.entries(all)) {
    if (value !== undefined) target.append(name, value);
  }
  if (rules.answersInFragment) location.hash = target.toString();
  return bare(rules.redirectStatus(method), {
    location: location.href,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  });
}

/** The redirect of an error (RFC 6749 §4.1.2.1). */
export function errorRedirect(
  to: Pick<Redirect, 'redirectUri' | 'state'>,
  error: { readonly code: string; readonly description: string },
  rules: Rules,
  method: string,
): GatewayAnswer {
  const parameters = {
    error: rules.redirectError(error.code),
    error_description: rules.includesErrorDescription ? error.description : undefined,
  };
  const kind = error.code === 'access_denied' ? 'denial' : 'error';
  return redirect({ ...to, kind, parameters }, rules, method);
}
