import type { SandboxUser } from '../accounts.ts';
import { type GatewayAnswer, page } from '../answer.ts';
import { Refusal } from '../refusal.ts';
import type { GatewayRequest } from '../request.ts';
import type { GatewayState } from '../state.ts';
import { consentPage } from './consent-page.ts';
import { isForm, readForm } from './form.ts';
import type { PendingRequest } from './grants.ts';
import { errorRedirect } from './redirect.ts';
import { findUser, signedIn, startSession } from './sign-in.ts';

/** Issues a code for a request that its user allowed. */
export type Decide = (asked: PendingRequest, user?: SandboxUser) => Promise<GatewayAnswer>;

/** Answers the form of the consent page: a code, a denial, or the page again (RFC 6749 §4.1.2). */
export async function decide(
  request: GatewayRequest,
  gateway: GatewayState,
  grant: Decide,
): Promise<GatewayAnswer> {
  const { grants, rules } = gateway;
  if (!isForm(request)) throw new Refusal('unsupportedMedia', 'Send the form of the consent page');
  const form = readForm(request);
  const { id, asked } = pendingRequest(form, gateway);
  const user = whoDecides(request, form, asked, gateway);
  const decision = form.get('decision');
  const again = (problem: string, signInOnly = false) =>
    page(403, consentPage({ id, request: asked, signInOnly, problem }), rules.pageHeaders());
  if (rules.signsInFirst && decision === null) {
    return user ? secondPage(id, asked, user, gateway) : again(WRONG, true);
  }
  if (decision !== 'approve' && decision !== 'deny') return again('Choose Allow or Deny.');
  const denied = decision === 'deny' && !rules.grantsDenied;
  if (!user && (!denied || rules.denialNeedsSignIn)) return again(WRONG);
  grants.pending.delete(id);
  const answer = denied
    ? errorRedirect({ state: undefined, ...asked }, DENIED, rules, request.method)
    : await grant(asked, user);
  return withSession(answer, user, request, gateway);
}

const WRONG = 'Email or password is wrong.';

const DENIED = { code: 'access_denied', description: 'The user denied the request' };

function pendingRequest(form: URLSearchParams, { grants, clock }: GatewayState) {
  const id = form.get('request') ?? '';
  const asked = grants.pending.get(id);
  if (!asked || asked.expiresAt <= clock.now()) {
    throw new Refusal('malformedRequest', 'This page has expired or was already used');
  }
  return { id, asked };
}

/** A password counts by itself; a remembered sign-in only for the page that was shown to it, or any site could send the form. */
function whoDecides(
  request: GatewayRequest,
  form: URLSearchParams,
  asked: PendingRequest,
  gateway: GatewayState,
): SandboxUser | undefined {
  const email = form.get('email');
  if (email) return findUser(email, form.get('password') ?? '', gateway);
  const session = signedIn(request, gateway);
  return session && session.id === asked.session ? session.user : undefined;
}

/** Consent after a sign-in on a page of its own. */
function secondPage(
  id: string,
  asked: PendingRequest,
  user: SandboxUser,
  gateway: GatewayState,
): GatewayAnswer {
  const session = startSession(user, gateway);
  gateway.grants.pending.set(id, { ...asked, session: session.id });
  return page(200, consentPage({ id, request: asked, signedInAs: user.email }), {
    ...gateway.rules.pageHeaders(),
    'set-cookie': session.cookie,
  });
}

function withSession(
  answer: GatewayAnswer,
  user: SandboxUser | undefined,
  request: GatewayRequest,
  gateway: GatewayState,
): GatewayAnswer {
  const isNew = user && signedIn(request, gateway)?.user !== user;
  if (isNew && gateway.rules.remembersSignIn) {
    answer.headers['set-cookie'] = startSession(user, gateway).cookie;
  }
  return answer;
}
