import { existsSync } from 'node:fs';
import type { Browser } from '@playwright/test';

/** A started browser, or a sentence for the user. */
export type Started =
  | { readonly ok: true; readonly browser: Browser }
  | { readonly ok: false; readonly why: string };

const MACHINES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];
const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const CONSENT = {
  by: 'The "browser" consent driver',
  setting: 'oauth.consent.executablePath',
};

/** Starts the configured Chromium, else Playwright's own, else the machine's. */
export async function startChromium(
  configured?: string,
  needed: { readonly by: string; readonly setting: string } = CONSENT,
): Promise<Started> {
  // Only here, so that the other drivers work where Playwright has no browser or is slow to load.
  const { chromium } = await import('@playwright/test');
  const paths = configured ? [configured] : [chromium.executablePath(), ...MACHINES];
  // Chromium refuses to run as root in its sandbox.
  const args = process.getuid?.() === 0 ? ['--no-sandbox', ...FLAGS] : FLAGS;
  let why = configured ? `${configured} does not exist` : 'no Chromium was found';
  for (const executablePath of paths.filter((path) => existsSync(path))) {
    try {
      return { ok: true, browser: await chromium.launch({ executablePath, args }) };
    } catch (error) {
      why = `${executablePath} does not start: ${(error as Error).message.split('\n')[0]}`;
    }
  }
  const remedy = `Install one with "npx playwright install chromium" or your system's package, or name one in ${needed.setting}.`;
  return { ok: false, why: `${needed.by} needs Chromium, and ${why}. ${remedy}` };
}
