import { type Exchange, header } from '../../contracts/evidence.ts';
import type { Answers } from './answers.ts';
import type { ConsentWalk } from './consent.ts';
import { destination } from './destination.ts';
import { type Page, readPage } from './page.ts';
import type { Step } from './submission.ts';
import { submitPage } from './submit-page.ts';

/** How a walk ends. */
export type End = Pick<ConsentWalk, 'redirect' | 'stopped' | 'cause'>;

/** What a walk remembers. */
export interface Trail {
  readonly gateway: URL;
  readonly redirectUri: string;
  /** Names of other hosts where users sign in. */
  readonly signInAt: readonly string[];
  readonly answers: Answers;
  /** A fingerprint of each form that was submitted. */
  readonly submitted: string[];
  /** How many passwords were sent. */
  passwords: number;
  /** The forms that led up to the first password, and with it. */
  signIn?: ReadonlySet<string>;
}

/** What a browser and its user do after this answer: another request, or the end of the walk. */
export function nextStep(exchange: Exchange, step: Step, trail: Trail): Step | End {
  const { response } = exchange;
  if (!response) return notAnswered(exchange);
  const { status } = response;
  if (status >= 300 && status < 400) return follow(exchange, step, trail);
  if (status >= 500) {
    return { stopped: `The ${step.label} answered ${status}.`, cause: 'server-error' };
  }
  const type = header(response.headers, 'content-type');
  const html = type === undefined || /html|xml/i.test(type);
  const page = readPage(html ? response.body : '', step.url);
  const text = html ? page.text : response.body;
  const first = trail.submitted.length === 0;
  // An error page often has a sign-in form in its corner; 401 and 403 may be the sign-in page itself.
  const refused = first && status >= 400 && status !== 401 && status !== 403;
  const next = refused
    ? undefined
    : (submitPage(page, { url: step.url, status }, trail) ?? refreshed(page, step, trail));
  return next ?? withoutForm(step, { status, text, passwords: trail.passwords });
}

/** A page that leads on by itself, as some do between the sign-in and the way back. */
function refreshed({ refresh }: Page, step: Step, trail: Trail): Step | End | undefined {
  if (refresh === undefined) return undefined;
  const url = new URL(refresh);
  const to = destination(url, trail.gateway, trail.redirectUri, trail.signInAt);
  if (to === 'client') return { redirect: { location: refresh, status: undefined } };
  if (to === 'elsewhere') return leadsAway(step, url);
  url.hash = '';
  return { label: 'refresh of the page', method: 'GET', url: url.href, headers: [] };
}

function notAnswered({ failure, label }: Exchange): End {
  const message = failure?.message ?? 'no answer';
  const stopped = `The ${label} did not answer: ${message}.`;
  if (failure?.kind === 'closed') return { stopped, cause: 'server-error' };
  return { stopped, cause: failure?.kind === 'timeout' ? 'timeout' : 'unreachable' };
}

function follow({ response }: Exchange, step: Step, trail: Trail): Step | End {
  const { status = 0, headers = [] } = response ?? {};
  const location = header(headers, 'location');
  if (location === undefined || !URL.canParse(location, step.url)) {
    const what = location === undefined ? 'no Location' : `the Location "${location}"`;
    return { stopped: `The ${step.label} answered ${status} with ${what}.`, cause: 'no-form' };
  }
  const url = new URL(location, step.url);
  const to = destination(url, trail.gateway, trail.redirectUri, trail.signInAt);
  if (to === 'elsewhere' && url.host !== hostOf(trail.redirectUri)) return leadsAway(step, url);
  if (to !== 'gateway') {
    // As it was sent where it stands for itself, since a judge may look at its spelling.
    return { redirect: { location: URL.canParse(location) ? location : url.href, status } };
  }
  url.hash = '';
  const repeated = status === 307 || status === 308;
  const { headers: _, body: __, shown, ...plain } = step;
  if (!repeated) return { ...plain, label: 'redirect', method: 'GET', url: url.href, headers: [] };
  const masked = shown && { shown: { ...shown, url: url.href } };
  return { ...step, label: 'redirect', url: url.href, ...masked };
}

/** No answer to the client, so another site that signs users in; our password is not for it to see. */
function leadsAway({ label }: Step, { host }: URL): End {
  const stopped = `The ${label} leads on to another site, ${host}, where no form is filled in; name it in \`oauth.consent.signInAt\`, or use the driver \`browser\`.`;
  return { stopped, cause: 'no-form' };
}

function hostOf(uri: string): string | undefined {
  return URL.canParse(uri) ? new URL(uri).host : undefined;
}

function withoutForm(
  { label }: Step,
  { status, text, passwords }: { status: number; text: string; passwords: number },
): End {
  const said = text.length > 160 ? `${text.slice(0, 160)}\u2026` : text;
  const quote = said.trim() === '' ? '' : `: "${said.trim()}"`;
  if (status === 401 && passwords > 0) {
    return { stopped: `The sign-in was refused with ${status}${quote}.`, cause: 'login-refused' };
  }
  if (status >= 400) {
    return { stopped: `The ${label} answered ${status}${quote}.`, cause: 'refused-page' };
  }
  const hint =
    'no form to sign in or decide with (a page that needs JavaScript needs the "browser" driver)';
  return { stopped: `The ${label} answered ${status} and has ${hint}${quote}.`, cause: 'no-form' };
}
