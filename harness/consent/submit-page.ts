import type { Answers } from './answers.ts';
import { buttonSpeaks, chooseButton, isNamed } from './choose-button.ts';
import { chooseForm } from './choose-form.ts';
import { speaksFor } from './decision-words.ts';
import { type Destination, destination } from './destination.ts';
import { type Entries, fillForm } from './fill-form.ts';
import type { End, Trail } from './next-step.ts';
import type { Form, Page } from './page.ts';
import { type Step, submission } from './submission.ts';

const MOST_FORMS = 10;
const MASK = '$PASSWORD';

/** What the user submits on a page; undefined where nothing on it is about the decision. */
export function submitPage(
  page: Page,
  at: { readonly url: string; readonly status: number },
  trail: Trail,
): Step | End | undefined {
  const form = chooseForm(page.forms, trail.answers);
  const link = form && decides(form, trail.answers) ? undefined : followLink(page, at.url, trail);
  if (!form || link) return link;
  const obstacle = missingFields(form, trail) ?? repeated(form, page, trail);
  if (obstacle) return obstacle;
  const pressed = chooseButton(form, trail.answers);
  const entries = fillForm(form, trail.answers, pressed);
  const step = submission(form, entries, pressed, at.url);
  const towards = destinationOf(new URL(step.url), trail);
  if (towards === 'client') return posted(step, entries, at.status);
  if (towards === 'elsewhere') {
    const { host } = new URL(step.url);
    const stopped = `A form of the page sends to another site, ${host}; name it in \`oauth.consent.signInAt\` if users sign in there.`;
    return { stopped, cause: 'no-form' };
  }
  remember(form, trail);
  const masked: Entries = entries.map(([name, value]) => [
    name,
    isPassword(form, name) ? MASK : value,
  ]);
  const { url, body } = submission(form, masked, pressed, at.url);
  return { ...step, shown: { url, ...(body !== undefined && { body }) } };
}

/** Whether a form is filled in or takes the decision; a lone "Continue" beside a link "Cancel" does not take a denial. */
function decides({ controls }: Form, answers: Answers): boolean {
  if (answers.decision === 'approve') return true;
  return controls.some((control) => {
    const { kind, name } = control;
    if (kind === 'text' || kind === 'password') return true;
    if (kind !== 'button' && kind !== 'image') return name in answers.chosen;
    return isNamed(control, answers) || buttonSpeaks(control, answers.decision);
  });
}

/** Some pages decide by links. */
function followLink(page: Page, pageUrl: string, trail: Trail): Step | End | undefined {
  const link = page.links.find(({ text }) => speaksFor(trail.answers.decision, text));
  if (!link) return undefined;
  const url = new URL(link.href);
  const towards = destinationOf(url, trail);
  if (towards === 'client') return { redirect: { location: link.href, status: undefined } };
  if (towards === 'elsewhere') return undefined;
  url.hash = '';
  return {
    label: 'link of the authorization page',
    method: 'GET',
    url: url.href,
    headers: [['Referer', pageUrl]],
  };
}

function missingFields(form: Form, { answers }: Trail): End | undefined {
  const asked = form.controls.filter(({ kind }) => kind === 'password' || kind === 'text');
  const missing = asked.some(({ kind, name }) => kind === 'password' && !(name in answers.typed));
  if (!missing) return undefined;
  const names = asked.map(({ name }) => `"${name}"`).join(', ');
  const stopped = `The sign-in form asks for ${names}; give them under oauth.consent.approve.`;
  return { stopped, cause: 'no-form' };
}

/** The same form once more means that the sign-in was refused, or that we go in circles. */
function repeated(form: Form, page: Page, trail: Trail): End | undefined {
  const again = trail.signIn?.has(fingerprint(form)) ?? false;
  const asksAgain = trail.passwords > 1 && form.controls.some(({ kind }) => kind === 'password');
  if (again || asksAgain) {
    const stopped = `The sign-in was refused: the page asks for it again ("${page.text.slice(0, 160)}").`;
    return { stopped, cause: 'login-refused' };
  }
  if (trail.submitted.length < MOST_FORMS) return undefined;
  const stopped = `${MOST_FORMS} forms were submitted, and the page shows another one ("${page.text.slice(0, 160)}").`;
  return { stopped, cause: 'loop' };
}

function destinationOf(url: URL, { gateway, redirectUri, signInAt }: Trail): Destination {
  return destination(url, gateway, redirectUri, signInAt);
}

function remember(form: Form, trail: Trail): void {
  trail.submitted.push(fingerprint(form));
  if (!form.controls.some(({ kind }) => kind === 'password')) return;
  trail.passwords++;
  trail.signIn ??= new Set(trail.submitted);
}

function fingerprint({ method, action, controls }: Form): string {
  const fields = controls
    .filter(({ kind }) => kind !== 'hidden')
    .map(({ kind, name }) => `${kind} ${name}`);
  return [method, new URL(action).pathname, ...fields.sort()].join('\n');
}

const isPassword = ({ controls }: Form, name: string) =>
  controls.some((control) => control.kind === 'password' && control.name === name);

/** A page that posts the answer to the client (`form_post`): the client is never asked, so this is the end. */
function posted(step: Step, entries: Entries, status: number): End {
  const url = new URL(step.url);
  for (const [name, value] of entries) {
    if (step.method === 'POST') url.searchParams.append(name, value);
  }
  return { redirect: { location: url.href, status } };
}
