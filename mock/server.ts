import { once } from 'node:events';
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { GatewayAnswer } from './answer.ts';
import type { Handler } from './handler.ts';
import type { GatewayRequest, RequestProblem } from './request.ts';

/** The path below which everything lies (§2, §3). */
export const PREFIX = '/gateway';

/** Fastify as a mere shell: it reads bodies and sends answers, and leaves even its own errors to the handler. */
export function createServer(handler: Handler, bodyLimit: number): FastifyInstance {
  const serve = async (request: FastifyRequest, reply: FastifyReply, problem?: RequestProblem) => {
    reply.hijack();
    const asked = toRequest(request, problem);
    // who still sends does not read the answer
    if (problem === 'tooLarge') await readToEnd(request.raw);
    const answer = await handler(asked);
    send(answer, reply.raw, asked.method === 'HEAD', problem !== undefined);
  };
  const server = fastify({
    bodyLimit,
    forceCloseConnections: true,
    http: { requireHostHeader: false },
    clientErrorHandler,
    frameworkErrors: (_error, request, reply) => {
      void serve(request, reply, 'malformedUrl');
    },
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });
  server.setNotFoundHandler((request, reply) => serve(request, reply));
  server.setErrorHandler<Error & { code?: string; statusCode?: number }>((error, request, reply) =>
    serve(request, reply, problemOf(error)),
  );
  server.all('/*', (request, reply) => serve(request, reply));
  return server;
}

async function readToEnd(incoming: IncomingMessage): Promise<void> {
  if (incoming.readableEnded || incoming.destroyed) return;
  const ended = once(incoming, 'close');
  incoming.resume();
  await ended;
}

const PROBLEMS: Readonly<Record<string, RequestProblem>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'tooLarge',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupportedMedia',
};

const problemOf = ({ code = '' }: { code?: string }) => PROBLEMS[code] ?? 'malformedRequest';

function toRequest(request: FastifyRequest, problem: RequestProblem | undefined): GatewayRequest {
  const { raw } = request;
  const [rawPath = '', ...search] = (raw.url ?? '/').split('?');
  const path = decoded(rawPath);
  const lacksHost = raw.headers.host === undefined && raw.httpVersion === '1.1';
  const found =
    problem ?? (lacksHost ? 'malformedRequest' : path === undefined ? 'malformedUrl' : undefined);
  return {
    method: raw.method ?? 'GET',
    path: belowPrefix(path ?? rawPath),
    query: new URLSearchParams(search.join('?')),
    headers: joined(raw.headers),
    headerCounts: counted(raw.rawHeaders),
    body: request.body instanceof Uint8Array ? request.body : new Uint8Array(),
    remoteAddress: raw.socket.remoteAddress ?? '',
    ...(found && { problem: found }),
  };
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/** What lies outside the prefix keeps a path that no route has. */
function belowPrefix(path: string): string {
  return path.startsWith(`${PREFIX}/`) ? path.slice(PREFIX.length) : `outside:${path}`;
}

function joined(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const sent = Object.entries(headers).filter(([, value]) => value !== undefined);
  return Object.fromEntries(sent.map(([name, value]) => [name, [value].flat().join(', ')]));
}

function counted(rawHeaders: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    if (Object.hasOwn(counts, name)) counts[name] = (counts[name] ?? 0) + 1;
    else counts[name] = 1;
  }
  return counts;
}

function send(
  answer: GatewayAnswer,
  raw: ServerResponse,
  isHead: boolean,
  isBroken: boolean,
): void {
  if (raw.destroyed || answer.fate === 'hang') return;
  if (answer.fate === 'reset') {
    raw.socket?.resetAndDestroy();
    return;
  }
  const bytes = bodyBytes(answer);
  const length = bytes ? { 'content-length': String(bytes.byteLength) } : undefined;
  const isEmpty = answer.status === 204 || answer.status === 304;
  const isChunked = 'transfer-encoding' in answer.headers;
  const fallback = isEmpty ? {} : { 'content-length': '0' };
  // An unread body would be taken for the next request.
  const close = isBroken ? { connection: 'close' } : {};
  raw.writeHead(answer.status, {
    ...(isChunked ? {} : (length ?? fallback)),
    ...close,
    ...answer.headers,
  });
  if (answer.fate === 'cut' && bytes) {
    raw.write(bytes.subarray(0, bytes.byteLength >> 1), () => raw.destroy());
  } else raw.end(isHead ? undefined : bytes);
}

function bodyBytes({ body, text }: GatewayAnswer): Buffer | undefined {
  if (text !== undefined) return Buffer.from(text);
  return body === undefined ? undefined : Buffer.from(JSON.stringify(body));
}

const PARSE_STATUS: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** What is not HTTP never becomes a request; it is still answered in the documented format (§6). */
function clientErrorHandler(error: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const status = PARSE_STATUS[error.code ?? ''] ?? 400;
  const message = STATUS_CODES[status] ?? 'Bad Request';
  const body = JSON.stringify({ error: { code: 'invalid_request', message } });
  socket.end(
    `HTTP/1.1 ${status} ${message}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
