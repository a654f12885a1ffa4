import { OAUTH_PATHS } from '../../contracts/resources.ts';
import { bare, page } from '../answer.ts';
import { formOf, type Handler, instead, onAnswer } from '../handler.ts';
import { findUser, signedIn, startSession } from '../oauth/sign-in.ts';
import type { GatewayRequest } from '../request.ts';
import { PREFIX } from '../server.ts';
import type { GatewayState } from '../state.ts';

const SIGN_IN = '/users/sign_in';

const signInPage = (returnTo: string, problem = '') => `<!doctype html><title>Sign in</title>
<header><form action="${PREFIX}/search"><input name="q" type="search"></form></header>
<p>${problem}</p><form action="${PREFIX}${SIGN_IN}" method="post">
<input type="hidden" name="return_to" value="${returnTo.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}">
<input name="email" type="email"><input name="password" type="password">
<label><input name="remember" type="checkbox" value="1"> Remember me</label>
<button>Log in</button></form>`;

/** Sends whoever is not signed in to a page of its own, and back again. */
export function signInElsewhere(next: Handler, gateway: GatewayState): Handler {
  return async (request) => {
    if (request.path === SIGN_IN) return signIn(request, gateway);
    const answer = await next(request);
    const asks = request.method === 'GET' && request.path === OAUTH_PATHS.authorize;
    if (!asks || answer.status !== 200 || signedIn(request, gateway)) return answer;
    const returnTo = `${PREFIX}${request.path}?${request.query}`;
    return bare(302, { location: `${PREFIX}${SIGN_IN}?${new URLSearchParams({ returnTo })}` });
  };
}

function signIn(request: GatewayRequest, gateway: GatewayState) {
  if (request.method !== 'POST') return page(200, signInPage(request.query.get('returnTo') ?? ''));
  const form = formOf(request);
  const returnTo = form.get('return_to') ?? '/';
  const user = findUser(form.get('email') ?? '', form.get('password') ?? '', gateway);
  if (!user) return page(401, signInPage(returnTo, 'Wrong email or password'));
  return bare(302, { location: returnTo, 'set-cookie': startSession(user, gateway).cookie });
}

/**
 * Sends whoever is not signed in to a page on another site, which sends them back with a ticket,
 * since its cookies are not the gateway's.
 */
export function signInOnOtherSite(next: Handler, gateway: GatewayState): Handler {
  const tickets = new Map<string, string>();
  const inside = signInElsewhere(next, gateway);
  return async (request) => {
    const { host = '' } = request.headers;
    const ticket = request.query.get('ticket');
    if (ticket !== null && request.path === SIGN_IN) {
      const location = request.query.get('returnTo') ?? '/';
      return bare(302, { location, 'set-cookie': tickets.get(ticket) ?? '' });
    }
    const answer = await inside(request);
    const { location = '', 'set-cookie': cookie } = answer.headers;
    if (request.path === SIGN_IN && answer.status === 302) {
      tickets.set(`ticket-${tickets.size}`, String(cookie));
      const query = new URLSearchParams({
        ticket: `ticket-${tickets.size - 1}`,
        returnTo: String(location),
      });
      const back = `http://${host.replace('localhost', '127.0.0.1')}${PREFIX}${SIGN_IN}?${query}`;
      return bare(302, { location: back });
    }
    if (!String(location).startsWith(`${PREFIX}${SIGN_IN}`)) return answer;
    return bare(302, { location: `http://${host.replace('127.0.0.1', 'localhost')}${location}` });
  };
}

/** Asks for consent by two forms, one to allow and one to deny, without a name on their buttons. */
export const twoForms = onAnswer({ path: OAUTH_PATHS.authorize, status: 200 }, (answer) => {
  if (typeof answer.text !== 'string') return;
  const hidden = /<input type="hidden" name="request"[^>]*>/.exec(answer.text)?.[0] ?? '';
  answer.text = answer.text.replace(
    /<div class="choice".*?<\/form>/s,
    `<input type="hidden" name="decision" value="approve"><button type="submit">Authorize</button></form>
<form method="post" action="authorize">${hidden}<input type="hidden" name="decision" value="deny">
<button type="submit">Cancel</button></form>`,
  );
});

/** Asks by radio buttons, with a box for each scope. */
export const radioButtons = onAnswer({ path: OAUTH_PATHS.authorize }, (answer) => {
  if (typeof answer.text !== 'string') return;
  answer.text = answer.text.replace(
    /<div class="choice".*?<\/div>/s,
    `<input type="checkbox" name="scopes" value="all" checked>
<label><input type="radio" name="decision" value="approve" checked> Allow</label>
<label><input type="radio" name="decision" value="deny"> Do not allow</label>
<button type="submit">Continue</button>`,
  );
});

/** Tells what cannot be redirected to the client on a page at another address. */
export function errorPageElsewhere(next: Handler): Handler {
  const shown = instead({ path: '/oauth/error' }, ({ query }) =>
    page(400, `<!doctype html><title>Error</title><h1>${query.get('error')}</h1>`),
  )(next);
  return async (request) => {
    const answer = await shown(request);
    const isRefused = request.path === OAUTH_PATHS.authorize && answer.status === 400;
    if (!isRefused || request.method !== 'GET') return answer;
    return bare(302, { location: `${PREFIX}/oauth/error?error=invalid_request` });
  };
}

/** Asks a user who signed in only once for each client: whoever allowed it is sent straight back. */
export function remembersConsent(next: Handler, gateway: GatewayState): Handler {
  const allowed = new Set<string>();
  return async (request) => {
    const id = request.method === 'POST' ? (formOf(request).get('request') ?? '') : '';
    const asked = gateway.grants.pending.get(id);
    const answer = await next(request);
    if (request.path !== OAUTH_PATHS.authorize || asked === undefined) return answer;
    const key = `${asked.clientId} ${asked.scope.join(' ')}`;
    if (String(answer.headers.location).includes('code=')) allowed.add(key);
    if (answer.status !== 200 || !allowed.has(key)) return answer;
    const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
    const body = Buffer.from(`${new URLSearchParams({ request: id, decision: 'approve' })}`);
    return next({ ...request, headers: { ...request.headers, cookie }, body });
  };
}
