import type { Page } from '@playwright/test';
import type { EventName } from '../../contracts/resources.ts';
import { startChromium } from '../consent/chromium.ts';
import { hidden, playStep, type Step } from '../consent/play-step.ts';
import type { Stimulated } from './stimulate.ts';

/** What a user does in the gateway's web app. */
export interface Browsing {
  readonly url: string;
  readonly steps: readonly Step[];
  readonly executablePath?: string | undefined;
}

/** Causes an event by steps in a real Chromium, which starts without a session each time. */
export async function browse(
  { url, steps, executablePath }: Browsing,
  parts: { readonly event: EventName; readonly target: string; readonly timeoutMs: number },
): Promise<Stimulated> {
  const setting = `stimuli['${parts.event}'].browser`;
  const started = await startChromium(executablePath, {
    by: `A "browser" stimulus`,
    setting: `${setting}.executablePath`,
  });
  if (!started.ok) return started;
  try {
    const page = await started.browser.newPage();
    page.setDefaultTimeout(parts.timeoutMs);
    const whole = /^https?:\/\//i.test(url) ? url : `${parts.target}/${url.replace(/^\/+/, '')}`;
    const opened = await open(page, whole);
    return opened.ok ? await playAll(page, steps, { ...parts, setting }) : opened;
  } finally {
    await started.browser.close();
  }
}

async function open(page: Page, url: string): Promise<Stimulated> {
  const [address] = url.split(/[?#]/);
  const answer = await page.goto(url, { waitUntil: 'domcontentloaded' }).catch(() => undefined);
  if (!answer) return { ok: false, why: `the page ${address} does not open` };
  const status = answer.status();
  return status < 400 ? { ok: true } : { ok: false, why: `the page ${address} answers ${status}` };
}

async function playAll(
  page: Page,
  steps: readonly Step[],
  { setting, timeoutMs }: { readonly setting: string; readonly timeoutMs: number },
): Promise<Stimulated> {
  for (const [at, step] of steps.entries()) {
    const where = `${setting}.steps[${at}]`;
    const known = await playStep(step, page, timeoutMs).catch(() => undefined);
    if (known === false) return { ok: false, why: `${where} is none of fill, check and press` };
    if (known === undefined) {
      return {
        ok: false,
        why: `${where} finds nothing to act on: ${JSON.stringify(hidden(step))}`,
      };
    }
  }
  // what the last step sends must be out before the browser closes
  await page.waitForLoadState('networkidle').catch(() => undefined);
  return { ok: true };
}
