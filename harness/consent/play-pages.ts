import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { Answers } from './answers.ts';
import type { ConsentWalk } from './consent.ts';
import { type Button, buttonFor, decides, type Field, lookAt, type Scene } from './scene.ts';
import type { Documents } from './watch-documents.ts';

/** What playing the user on a page's scenes needs. */
export interface Play {
  readonly page: Page;
  readonly documents: Documents;
  readonly answers: Answers;
  readonly labels: Readonly<Record<string, string>>;
  readonly pageTimeoutMs: number;
  readonly now: () => number;
  readonly done: Done;
}

/** What the driver did so far, in words without what it typed, and whether it said no. */
export type Done = string[] & { denied?: boolean };

type Trouble = Pick<ConsentWalk, 'stopped' | 'cause'>;

const MOST_SCENES = 10;
const LOOK_MS = 100;
/** A control that cannot be acted on for so long was probably replaced; the page is looked at again. */
const ACTION_MS = 2_000;

/** Marks a document that was answered; the next one does not have it. */
const MARK = '__conformanceAnswered';

/** Signs in and decides, scene by scene, until the client is reached; else says what stopped it. */
export async function playPages(play: Play): Promise<Trouble | undefined> {
  const signIns = new Set<string>();
  let before: Scene | undefined;
  for (let i = 0; i < MOST_SCENES; i++) {
    const played = await playScene(play, before, signIns);
    if (play.documents.redirect) return undefined;
    if (!('scene' in played)) return played;
    before = played.scene;
  }
  const stopped = `${MOST_SCENES} pages were answered without coming to a redirect.`;
  return { stopped, cause: 'loop' };
}

interface Ready {
  readonly scene: Scene;
  readonly button: Button;
}

/** Answers the next scene; one that is replaced meanwhile is looked at again until the time is up. */
async function playScene(
  play: Play,
  before: Scene | undefined,
  signIns: Set<string>,
): Promise<Ready | Trouble> {
  const deadline = play.now() + play.pageTimeoutMs;
  do {
    const next = await nextScene(play, before, deadline);
    if (!next) return play.documents.redirect ? {} : stuck(play, before);
    if (signIns.has(next.scene.signature)) return loginRefused(play);
    if (!(await answer(play, next))) continue;
    if (asksPassword(next.scene)) signIns.add(next.scene.signature);
    return next;
  } while (play.now() < deadline);
  return { stopped: 'The page kept changing while it was answered.', cause: 'timeout' };
}

/** Whether the scene could be answered before it went. */
async function answer({ page, answers, pageTimeoutMs, done }: Play, { scene, button }: Ready) {
  const timeout = Math.min(ACTION_MS, pageTimeoutMs);
  try {
    for (const field of scene.fields) await fill(field, timeout);
    await page.evaluate(`globalThis.${MARK} = true`);
    await button.locator.click({ timeout, noWaitAfter: true });
  } catch (error) {
    if (isPassing(error)) return false;
    throw error;
  }
  done.push(...scene.fields.map(({ name }) => `filled in "${name}"`), `pressed "${button.text}"`);
  done.denied ||= answers.decision === 'deny' && decides(scene, button, answers);
  return true;
}

function isPassing(error: unknown): boolean {
  return /Timeout \d+ms|not attached|detached|context was destroyed|navigat/i.test(
    (error as Error).message,
  );
}

const asksPassword = ({ fields }: Scene) => fields.some(({ kind }) => kind === 'password');

/** Waits for a scene to act on that is not the one just answered. */
async function nextScene(
  play: Play,
  before: Scene | undefined,
  deadline: number,
): Promise<Ready | undefined> {
  while (play.now() < deadline && !play.documents.redirect) {
    // a picture that never comes keeps nobody from signing in
    await play.page.waitForLoadState('load', { timeout: ACTION_MS }).catch(() => undefined);
    const seen = await look(play);
    const status = lastStatus(play);
    if (!before && refusesAtOnce(status)) return undefined;
    const fresh = seen && (!seen.answered || seen.scene.signature !== before?.signature);
    const button = fresh && buttonFor(seen.scene, play.answers);
    if (button) return { scene: seen.scene, button };
    // An error page will not get better.
    if (seen && !seen.answered && status >= 400) return undefined;
    await sleep(LOOK_MS);
  }
  return undefined;
}

async function look({ page, answers, labels }: Play) {
  try {
    // Asked on both sides of the look: a page may go while we look at it.
    const before = await page.evaluate(`globalThis.${MARK} === true`);
    const scene = await lookAt(page, answers, labels);
    const answered = await page.evaluate(`globalThis.${MARK} === true`);
    return before === answered ? { scene, answered } : undefined;
  } catch {
    return undefined;
  }
}

async function fill({ kind, answer, locator }: Field, timeout: number): Promise<void> {
  const isOn = !/^(false|off|no|0|)$/i.test(answer);
  if (kind === 'radio') await locator.check({ timeout });
  else if (kind === 'checkbox') await locator.setChecked(isOn, { timeout });
  else if (kind.startsWith('select')) await locator.selectOption(answer, { timeout });
  else await locator.fill(answer, { timeout });
}

const lastStatus = ({ documents }: Play) => documents.exchanges.at(-1)?.response?.status ?? 0;

/** An error page often has a sign-in form in its corner; 401 and 403 may be the sign-in page itself. */
const refusesAtOnce = (status: number) => status >= 400 && status !== 401 && status !== 403;

async function stuck(play: Play, before: Scene | undefined): Promise<Trouble> {
  const status = lastStatus(play);
  const quote = await quoted(play);
  const page = `The page answered ${status}${quote}`;
  if (status >= 500) return { stopped: `${page}.`, cause: 'server-error' };
  if (before && asksPassword(before)) {
    const same = (await look(play))?.answered ?? false;
    if (same || status === 401) return loginRefused(play);
  }
  if (status >= 400) return { stopped: `${page}.`, cause: 'refused-page' };
  const hint = 'no field or button that oauth.consent names or that allows or denies access';
  return { stopped: `The page has ${hint}${quote}.`, cause: 'no-form' };
}

async function loginRefused(play: Play): Promise<Trouble> {
  return { stopped: `The sign-in was refused${await quoted(play)}.`, cause: 'login-refused' };
}

async function quoted({ page }: Play): Promise<string> {
  const text = await page
    .locator('body')
    // biome-ignore lint/performance/useDomNodeTextContent: what the user sees, without scripts
    .innerText({ timeout: 1_000 })
    .catch(() => '');
  const said = text.replace(/\s+/g, ' ').trim();
  if (said === '') return '';
  return `: "${said.length > 160 ? `${said.slice(0, 160)}\u2026` : said}"`;
}
