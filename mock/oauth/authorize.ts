import { type GatewayAnswer, page } from '../answer.ts';
import { Refusal, refusalAnswer } from '../refusal.ts';
import type { GatewayRequest } from '../request.ts';
import type { GatewayState } from '../state.ts';
import { readRecipient, readRequest } from './authorization-request.ts';
import { consentPage, refusalPage } from './consent-page.ts';
import { type Decide, decide } from './decide.ts';
import { OauthError } from './oauth-error.ts';
import { errorRedirect } from './redirect.ts';
import { signedIn } from './sign-in.ts';

/** Answers the authorization endpoint (RFC 6749 §3.1): the page by GET, its form by POST. */
export async function authorize(
  request: GatewayRequest,
  gateway: GatewayState,
  grant: Decide,
): Promise<GatewayAnswer> {
  try {
    if (request.problem) throw new Refusal(request.problem, 'The request is malformed');
    if (request.method === 'POST') return await decide(request, gateway, grant);
    if (request.method === 'GET' || request.method === 'HEAD') {
      return await ask(request, gateway, grant);
    }
    throw new Refusal('methodNotAllowed', 'Use GET', { headers: { allow: 'GET, HEAD, POST' } });
  } catch (thrown) {
    return forPerson(thrown, request, gateway);
  }
}

async function ask(
  request: GatewayRequest,
  gateway: GatewayState,
  grant: Decide,
): Promise<GatewayAnswer> {
  const { rules, grants, random } = gateway;
  const recipient = readRecipient(request.query, gateway);
  try {
    const asked = readRequest(request.query, recipient, gateway);
    const session = signedIn(request, gateway);
    if (!rules.asksForConsent) return await grant(asked, session?.user);
    const id = rules.newSecret('request', random);
    grants.pending.set(id, { ...asked, ...(session && { session: session.id }) });
    const signInOnly = rules.signsInFirst && !session;
    const html = consentPage({
      id,
      request: asked,
      signInOnly,
      ...signedInAs(session?.user.email),
    });
    return page(200, html, rules.pageHeaders());
  } catch (thrown) {
    if (!(thrown instanceof OauthError)) throw thrown;
    const error = { code: thrown.error, description: thrown.message };
    return errorRedirect(recipient, error, rules, request.method);
  }
}

const signedInAs = (email: string | undefined) =>
  email === undefined ? {} : { signedInAs: email };

/** A browser gets a page, a program the documented format. */
function forPerson(
  thrown: unknown,
  request: GatewayRequest,
  { rules }: GatewayState,
): GatewayAnswer {
  const answer = refusalAnswer(thrown, rules);
  if (!(thrown instanceof Refusal) || !/\btext\/html\b/i.test(request.headers.accept ?? '')) {
    return { ...answer, headers: { ...answer.headers, 'cache-control': 'no-store' } };
  }
  return page(answer.status, refusalPage(thrown.message), {
    ...rules.pageHeaders(),
    ...thrown.headers,
  });
}
