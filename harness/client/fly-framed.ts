import { type ClientRequest, type IncomingMessage, request as parsing } from 'node:http';
import { connect as connectPlain, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { connect as connectTls, rootCertificates } from 'node:tls';
import type { HeaderList } from '../../contracts/evidence.ts';
import { failed, late, tooLarge } from './failure.ts';
import type { Flight } from './flight.ts';
import type { Framing } from './framing.ts';
import { patience } from './patience.ts';
import { BODY_LIMIT, decompressed, text } from './received.ts';
import type { TransportRequest } from './transport.ts';

interface Parts {
  readonly timeoutMs: number;
  readonly now: () => number;
  /** PEM certificates to trust beside the usual ones. */
  readonly ca?: string | undefined;
}

/** How long the go-ahead to an `Expect: 100-continue` is waited for, in ms (RFC 9110 §10.1.1). */
const GO_AHEAD_MS = 1_000;

/**
 * Sends a request whose body is framed oddly, on a connection of its own: undici would refuse to.
 * Node's own client reads the answer, from a pipe that swallows what it writes itself.
 */
export function flyFramed(
  request: TransportRequest,
  framing: Framing,
  { timeoutMs, now, ca }: Parts,
): Promise<Flight> {
  const flight: Flight = { startedAt: undefined, reused: false, answering: false };
  const url = new URL(request.url);
  const socket = connected(url, request.from, ca);
  const answer = reading(socket, request.method);
  return new Promise<Flight>((resolve) => {
    const end = (outcome: NonNullable<Flight['outcome']>): void => {
      waiting.end();
      flight.outcome ??= outcome;
      socket.destroy();
      answer.destroy();
      resolve(flight);
    };
    const fail = (error: unknown): void => end(failed(error, flight.startedAt !== undefined));
    const waiting = patience(timeoutMs, () => end({ failure: late(timeoutMs, undefined) }));
    socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
      flight.startedAt = now();
      write(socket, answer, head(request, framing, url), framing);
    });
    socket.on('error', fail);
    answer.on('error', fail);
    answer.on('response', (message) => collect(message, end, fail));
  });
}

function connected(url: URL, from: string | undefined, ca: string | undefined): Socket {
  const { hostname, protocol } = url;
  const isSecure = protocol === 'https:';
  const host = hostname.replace(/^\[|\]$/g, '');
  const at = {
    host,
    port: Number(url.port) || (isSecure ? 443 : 80),
    ...(from && { localAddress: from }),
  };
  if (!isSecure) return connectPlain(at);
  const trust = ca === undefined ? {} : { ca: [...rootCertificates, ca] };
  return connectTls({ ...at, servername: host, ALPNProtocols: ['http/1.1'], ...trust });
}

function reading(socket: Socket, method: string): ClientRequest {
  const pipe = new Duplex({ read() {}, write: (_chunk, _encoding, done) => done() });
  socket.on('data', (chunk) => pipe.push(chunk));
  socket.on('end', () => pipe.push(null));
  socket.on('close', () => pipe.destroy());
  const answer = parsing({ method, createConnection: () => pipe });
  answer.end();
  return answer;
}

function head({ method, headers = [] }: TransportRequest, framing: Framing, url: URL): string {
  const fields: HeaderList = [
    ['host', url.host],
    ['connection', 'close'],
    ...headers,
    ...framing.headers,
  ];
  const lines = fields.map(([name, value]) => `${name}: ${value}`);
  return `${[`${method} ${url.pathname}${url.search} HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n`;
}

function write(
  socket: Socket,
  answer: ClientRequest,
  start: string,
  { headers, wire, ends }: Framing,
): void {
  const rest = (): void => {
    socket.write(wire);
    if (ends) socket.end();
  };
  socket.write(start, 'latin1');
  if (!headers.some(([name]) => name.toLowerCase() === 'expect')) {
    rest();
    return;
  }
  const goAhead = patience(GO_AHEAD_MS, rest);
  answer.once('continue', () => {
    goAhead.end();
    rest();
  });
  answer.once('response', () => goAhead.end());
  socket.once('close', () => goAhead.end());
}

function collect(
  message: IncomingMessage,
  end: (outcome: NonNullable<Flight['outcome']>) => void,
  fail: (error: unknown) => void,
): void {
  const { rawHeaders, statusCode: status = 0 } = message;
  const headers: HeaderList = rawHeaders.flatMap((name, at) =>
    at % 2 === 0 ? [[name, rawHeaders[at + 1] ?? ''] as const] : [],
  );
  const chunks: Buffer[] = [];
  let size = 0;
  message.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    if (size > BODY_LIMIT) end({ failure: tooLarge(status) });
  });
  message.on('error', () =>
    fail(new Error(`it broke off in the middle of the answer (${status})`)),
  );
  message.on('end', () => {
    const body = text(decompressed({ headers }, Buffer.concat(chunks)));
    end({ response: { status, headers, ...body } });
  });
}
