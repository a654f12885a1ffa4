import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a route of the fake gateway gets. */
export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly query: URLSearchParams;
  /** The urlencoded body. */
  readonly fields: URLSearchParams;
  readonly body: string;
  readonly cookies: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** What it answers: a page, a redirect, or both. */
export interface Told {
  readonly status?: number;
  readonly html?: string;
  readonly location?: string;
  readonly cookie?: string | string[];
  readonly type?: string;
}

/** A tiny authorization server made of routes such as `POST /login`. */
export async function fakeGateway(routes: Record<string, (asked: Asked) => Told>) {
  const log: string[] = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://gateway');
    const body = Buffer.concat(await request.toArray()).toString('utf8');
    const name = `${request.method} ${url.pathname}`;
    log.push(name);
    const told = routes[name]?.({
      method: request.method ?? '',
      url,
      query: url.searchParams,
      fields: new URLSearchParams(body),
      body,
      cookies: request.headers.cookie ?? '',
      headers: request.headers,
    });
    const { status, html = '', location, cookie, type = 'text/html' } = told ?? { status: 404 };
    response.writeHead(status ?? (location ? 302 : 200), {
      'content-type': type,
      ...(location && { location }),
      ...(cookie && { 'set-cookie': cookie }),
    });
    response.end(html);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    log,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
