import { join } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import type { Exchange } from '../../contracts/evidence.ts';
import type { ConsentSettings } from '../settings/settings.ts';
import { type Answers, answersFor } from './answers.ts';
import { startChromium } from './chromium.ts';
import type { ConsentDriver, ConsentParts, ConsentWalk } from './consent.ts';
import { inTurn } from './in-turn.ts';
import { type Done, playPages } from './play-pages.ts';
import { playSteps } from './play-steps.ts';
import { watchDocuments } from './watch-documents.ts';

type BrowserSettings = Extract<ConsentSettings, { driver: 'browser' }>;

/** Names of fields whose values are kept out of pictures and records. */
const SECRET = /pass|pin|otp|secret/i;
const PAGE_TIMEOUT_MS = 10_000;

/**
 * Signs in and decides in a real Chromium; its cookies are kept from walk to walk. Only a denial
 * that the gateway asks nobody about, since it remembers what was allowed, signs in anew.
 */
export function browserDriver(settings: BrowserSettings, parts: ConsentParts): ConsentDriver {
  let opening: ReturnType<typeof open> | undefined;
  let walks = 0;
  const walkIn = async (
    context: BrowserContext,
    ...[url, decision, redirectUri]: Parameters<ConsentDriver['walk']>
  ): Promise<ConsentWalk> => {
    const page = await context.newPage().catch(() => undefined);
    if (!page) return { exchanges: [], stopped: 'The browser has ended.' };
    const artifact = parts.artifacts && join(parts.artifacts, `consent-${++walks}.png`);
    try {
      const answers = answersFor(settings, decision);
      return await walkPage({ page, url, redirectUri, answers, settings, parts, artifact });
    } finally {
      await page.close().catch(() => undefined);
    }
  };
  const walk: ConsentDriver['walk'] = async (...to) => {
    opening ??= open(settings.executablePath);
    const opened = await opening;
    if (!opened.ok) return { exchanges: [], stopped: opened.why };
    const walked = await walkIn(opened.context, ...to);
    if (to[1] === 'approve' || walked.redirect === undefined || showsPage(walked)) return walked;
    const anew = await opened.browser.newContext();
    return walkIn(anew, ...to).finally(() => anew.close());
  };
  return {
    // In turn: the pages share their cookies, and a gateway may keep one pending request a session.
    walk: inTurn(walk),
    async close() {
      const opened = await opening;
      if (opened?.ok) await opened.browser.close();
    },
  };
}

const showsPage = ({ exchanges }: ConsentWalk) =>
  exchanges.some(({ response }) => response !== undefined && response.status < 300);

async function open(executablePath: string | undefined) {
  const started = await startChromium(executablePath);
  if (!started.ok) return started;
  const { browser } = started;
  return { ok: true as const, browser, context: await browser.newContext() };
}

interface PageWalk {
  readonly page: Page;
  readonly url: string;
  readonly redirectUri: string;
  readonly answers: Answers;
  readonly settings: BrowserSettings;
  readonly parts: ConsentParts;
  readonly artifact: string | undefined;
}

async function walkPage(walk: PageWalk): Promise<ConsentWalk> {
  const { page, url, redirectUri, answers, settings, parts } = walk;
  const { now = Date.now, pageTimeoutMs = PAGE_TIMEOUT_MS } = parts;
  // Playwright's own limit, 30 s for each action, would outlast ours.
  page.setDefaultTimeout(pageTimeoutMs);
  const documents = await watchDocuments(page, { gateway: new URL(url), redirectUri, now });
  const { labels = {}, steps } = settings;
  const done: Done = [];
  const play = { page, documents, answers, labels, pageTimeoutMs, now, done };
  let trouble: Pick<ConsentWalk, 'stopped' | 'cause'> | undefined;
  try {
    await page.goto(url, { waitUntil: 'domcontentloaded', timeout: pageTimeoutMs });
    trouble = steps ? await playSteps(steps, play) : await playPages(play);
  } catch (error) {
    trouble = explained(error);
  }
  const exchanges = documents.exchanges.map((exchange) => masked(exchange, answers));
  const said = done.denied ? { denied: true } : {};
  if (documents.redirect) return { exchanges, redirect: documents.redirect, ...said };
  const way = done.length === 0 ? '' : ` Before that the browser ${done.join(', ')}.`;
  const stopped = `${trouble?.stopped ?? 'No redirect came.'}${way}${await photograph(walk)}`;
  return { exchanges, ...trouble, ...said, stopped };
}

function explained(error: unknown): Pick<ConsentWalk, 'stopped' | 'cause'> {
  const message = (error as Error).message.split('\n')[0] ?? '';
  const network = /net::(\w+)/.exec(message)?.[1];
  if (network && /CLOSED|RESET|EMPTY_RESPONSE|INVALID_HTTP/.test(network)) {
    return { stopped: `The page did not answer (${network}).`, cause: 'server-error' };
  }
  if (network)
    return { stopped: `The page could not be reached (${network}).`, cause: 'unreachable' };
  const late = /Timeout (\d+)ms exceeded/.exec(message);
  if (late) return { stopped: `The page was not ready in time: ${message}.`, cause: 'timeout' };
  return { stopped: `The browser stopped: ${message}.` };
}

async function photograph({ page, artifact, answers, settings }: PageWalk): Promise<string> {
  if (artifact === undefined) return '';
  try {
    // What was typed into a password field shows as dots at best, but a page may show it.
    const secret = Object.keys(answers.typed).filter((name) => SECRET.test(name));
    const mask = [
      page.locator('input[type=password]'),
      ...secret.map((name) => page.locator(`[name=${JSON.stringify(name)}]`)),
      ...secret.map((name) => page.getByLabel(settings.labels?.[name] ?? name)),
    ];
    await page.screenshot({ path: artifact, mask });
    return ` A picture of the page is in ${artifact}.`;
  } catch {
    return '';
  }
}

function masked(exchange: Exchange, { typed }: Answers): Exchange {
  const secrets = Object.entries(typed).filter(([name, value]) => value && SECRET.test(name));
  const { body } = exchange.request;
  if (body === undefined || secrets.length === 0) return exchange;
  const forms = secrets.flatMap(([, value]) => [
    new URLSearchParams([['', value]]).toString().slice(1),
    encodeURIComponent(value),
    value,
  ]);
  const shown = forms.reduce((text, form) => text.replaceAll(form, '$$PASSWORD'), body);
  return { ...exchange, request: { ...exchange.request, body: shown } };
}
