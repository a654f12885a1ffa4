import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { ConsentSettings } from '../settings/settings.ts';
import type { ConsentDriver, ConsentParts, ConsentWalk, Decision } from './consent.ts';
import { inTurn } from './in-turn.ts';

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;
const PAGE =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>Thank you</title><p>Thank you. You can close this window.</p></html>';

/** Asks a person to open the authorization URL and catches the redirect on this machine. */
export function manualDriver(
  settings: Extract<ConsentSettings, { driver: 'manual' }>,
  { announce }: ConsentParts,
): ConsentDriver {
  const closing = new AbortController();
  const walk = async (url: string, decision: Decision, redirectUri: string) => {
    if (closing.signal.aborted) return { exchanges: [], stopped: CLOSED };
    const obstacle = unfit(redirectUri);
    if (obstacle) return { exchanges: [], stopped: obstacle };
    const server = createServer();
    const refused = await listen(server, new URL(redirectUri));
    if (refused) return { exchanges: [], stopped: refused };
    const verb = decision === 'approve' ? 'allow access' : 'deny access';
    announce(`Waiting for you: open ${url} and ${verb}; waiting ${settings.within} s.`);
    return awaitRedirect(server, redirectUri, settings.within, closing.signal);
  };
  // In turn: the redirect URI has one port, and the person two hands.
  return { walk: inTurn(walk), close: async () => closing.abort() };
}

const CLOSED = 'The run ended before the redirect came.';

function unfit(redirectUri: string): string | undefined {
  const url = URL.canParse(redirectUri) ? new URL(redirectUri) : undefined;
  if (url?.protocol === 'http:' && LOOPBACK.test(url.hostname)) return undefined;
  return `The "manual" consent driver catches the redirect on this machine, so oauth.redirectUri must be like http://127.0.0.1:8976/callback; it is ${redirectUri}.`;
}

async function listen(server: Server, { hostname, port }: URL): Promise<string | undefined> {
  const host = hostname.replace(/^\[|\]$/g, '');
  try {
    server.listen(Number(port || 80), host);
    await once(server, 'listening');
    return undefined;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'EADDRINUSE' ? 'another program uses the port' : message;
    return `The redirect cannot be caught at ${hostname}:${port || 80} (oauth.redirectUri): ${why}.`;
  }
}

async function awaitRedirect(
  server: Server,
  redirectUri: string,
  within: number,
  closing: AbortSignal,
): Promise<ConsentWalk> {
  const { origin, pathname } = new URL(redirectUri);
  const path = await catchRequest(server, pathname, within, closing);
  server.close();
  server.closeAllConnections();
  if (path !== undefined) {
    return { exchanges: [], redirect: { location: origin + path, status: undefined } };
  }
  if (closing.aborted) return { exchanges: [], stopped: CLOSED };
  const stopped = `Nobody was sent to ${redirectUri} within ${within} s.`;
  return { exchanges: [], stopped, cause: 'timeout' };
}

function catchRequest(server: Server, pathname: string, within: number, closing: AbortSignal) {
  return new Promise<string | undefined>((resolve) => {
    const end = (caught?: string) => {
      clearTimeout(timer);
      closing.removeEventListener('abort', onClosing);
      resolve(caught);
    };
    const onClosing = () => end();
    const timer = setTimeout(onClosing, within * 1000);
    closing.addEventListener('abort', onClosing);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const caught = request.url?.split('?')[0] === pathname;
      const type = 'text/html; charset=utf-8';
      response.writeHead(caught ? 200 : 404, { 'content-type': type, connection: 'close' });
      // Once the page is out: the server is closed right after.
      response.end(caught ? PAGE : '', () => {
        if (caught) end(request.url);
      });
    });
  });
}
