import type { CDPSession, Page } from '@playwright/test';
import type { Exchange, HeaderList } from '../../contracts/evidence.ts';
import type { ConsentWalk } from './consent.ts';
import { destination } from './destination.ts';

type Redirect = NonNullable<ConsentWalk['redirect']>;

interface PausedRequest {
  readonly requestId: string;
  readonly frameId: string;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Record<string, string>;
    readonly postData?: string;
  };
  readonly responseStatusCode?: number;
  readonly responseHeaders?: readonly { readonly name: string; readonly value: string }[];
}

/** The documents that a browser page loads. */
export interface Documents {
  readonly exchanges: readonly Exchange[];
  /** The redirect to the client, once it came. */
  readonly redirect: Redirect | undefined;
}

const DONE = Buffer.from('<!doctype html><title>Done</title><p>Done.').toString('base64');

interface Watch {
  readonly session: CDPSession;
  readonly trail: {
    readonly gateway: URL;
    readonly redirectUri: string;
    readonly now: () => number;
  };
  readonly mainFrame: string;
  readonly started: Map<string, number>;
  readonly documents: { readonly exchanges: Exchange[]; redirect: Redirect | undefined };
}

/**
 * Records each document of the page's main frame and stops the one that leads to the client.
 * By the DevTools protocol, because Playwright's `route` is not asked about redirects.
 */
export async function watchDocuments(page: Page, trail: Watch['trail']): Promise<Documents> {
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send('Page.getFrameTree');
  const documents: Watch['documents'] = { exchanges: [], redirect: undefined };
  const mainFrame = frameTree.frame.id;
  const watch: Watch = { session, trail, mainFrame, started: new Map(), documents };
  session.on('Fetch.requestPaused', (paused) => {
    // The page may be gone by the time we answer.
    decide(watch, paused as PausedRequest).catch(() => undefined);
  });
  const stages = ['Request', 'Response'] as const;
  const every = { urlPattern: '*', resourceType: 'Document' as const };
  await session.send('Fetch.enable', {
    patterns: stages.map((requestStage) => ({ ...every, requestStage })),
  });
  return documents;
}

async function decide(watch: Watch, paused: PausedRequest): Promise<void> {
  const { session, trail, documents, started } = watch;
  const { requestId } = paused;
  const answered = paused.responseStatusCode !== undefined;
  if (!answered) started.set(requestId, trail.now());
  const own = paused.frameId === watch.mainFrame && documents.redirect === undefined;
  const redirect = own ? leadsToClient(paused, trail) : undefined;
  if (own && answered) {
    const startedAt = started.get(requestId) ?? trail.now();
    documents.exchanges.push(await exchangeOf(session, paused, startedAt, trail.now()));
  }
  if (!redirect) {
    await session.send('Fetch.continueRequest', { requestId });
    return;
  }
  documents.redirect = redirect;
  const responseHeaders = [{ name: 'content-type', value: 'text/html' }];
  const page = { requestId, responseCode: 200, responseHeaders, body: DONE };
  await session.send('Fetch.fulfillRequest', page);
}

function leadsToClient(
  { request, responseStatusCode: status, responseHeaders = [] }: PausedRequest,
  { gateway, redirectUri }: { readonly gateway: URL; readonly redirectUri: string },
): Redirect | undefined {
  const isClients = (url: string) => destination(new URL(url), gateway, redirectUri) === 'client';
  if (status === undefined) {
    // By a script, a link or a form of the page; a redirect was seen before, with its status.
    return isClients(request.url) ? { location: request.url, status } : undefined;
  }
  if (status < 300 || status >= 400) return undefined;
  const location = responseHeaders.find(({ name }) => name.toLowerCase() === 'location')?.value;
  if (location === undefined || !URL.canParse(location, request.url)) return undefined;
  const url = new URL(location, request.url).href;
  return isClients(url) ? { location: URL.canParse(location) ? location : url, status } : undefined;
}

async function exchangeOf(
  session: CDPSession,
  { requestId, request, responseStatusCode, responseHeaders = [] }: PausedRequest,
  startedAt: number,
  endedAt: number,
): Promise<Exchange> {
  const status = responseStatusCode ?? 0;
  const redirects = status >= 300 && status < 400;
  const { method, url, postData } = request;
  return {
    label: 'page of the authorization endpoint',
    request: {
      method,
      url,
      headers: Object.entries(request.headers),
      ...(postData !== undefined && { body: postData }),
    },
    response: {
      status,
      headers: responseHeaders.map(({ name, value }) => [name, value] as const) as HeaderList,
      // The protocol keeps no body of a redirect.
      body: redirects ? '' : await bodyOf(session, requestId),
    },
    startedAt,
    durationMs: endedAt - startedAt,
  };
}

async function bodyOf(session: CDPSession, requestId: string): Promise<string> {
  const { body, base64Encoded } = await session.send('Fetch.getResponseBody', { requestId });
  return base64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
}
