import { isIP } from 'node:net';
import { rootCertificates } from 'node:tls';
import { Agent } from 'undici';
import type { Exchange, HeaderList } from '../../contracts/evidence.ts';
import { type Flight, fly } from './flight.ts';
import { flyFramed } from './fly-framed.ts';
import type { Framing } from './framing.ts';
import { text } from './received.ts';
import { watchSockets } from './watch-sockets.ts';

/** One HTTP request, as lawful or hostile as the caller likes; no header is added but `host`, `connection` and `content-length`. */
export interface TransportRequest {
  readonly label: string;
  readonly method: string;
  readonly url: string;
  readonly headers?: HeaderList;
  readonly body?: string | Uint8Array;
  /** How the body is framed where that is not by its length; `body` is then what it says, for the record. */
  readonly framing?: Framing;
  /** The local address to send from. */
  readonly from?: string;
  readonly timeoutMs?: number;
}

/** Sends requests and records what came; it never throws and never follows a redirect. */
export interface Transport {
  send(request: TransportRequest): Promise<Exchange>;
  close(): Promise<void>;
}

/** Few enough that an answer is not late only because this machine is busy with the others. */
const CONNECTIONS = 16;
/** Below the idle limit of common servers (gunicorn 2 s), so that we are the one who hangs up. */
const IDLE_MS = 1_500;
/** A hang-up later than this is the server's answer to the request, not an idle limit met in flight. */
const STALE_WITHIN_MS = 1_000;

/** The HTTP client of the suite: a keep-alive pool per origin and source address. */
export function createTransport(options: {
  timeoutMs: number;
  now?: () => number;
  /** PEM certificates to trust beside the usual ones. */
  ca?: string | undefined;
}): Transport {
  const now = options.now ?? Date.now;
  const agents = new Map<string, Agent>();
  const sockets = watchSockets();
  const agentFor = (from: string | undefined) => {
    const kept = agents.get(from ?? '') ?? createAgent(from, options);
    agents.set(from ?? '', kept);
    return kept;
  };
  return {
    async send(request) {
      const parts = { timeoutMs: request.timeoutMs ?? options.timeoutMs, now, sockets };
      const asked = now();
      const { framing } = request;
      if (framing !== undefined) {
        const framed = await flyFramed(request, framing, { ...parts, ca: options.ca });
        return recorded(request, framed, asked, now());
      }
      let flight = await fly(agentFor(request.from), request, parts);
      if (wasStale(flight, now())) {
        const fresh = createAgent(request.from, options);
        flight = await fly(fresh, request, parts);
        await fresh.destroy();
      }
      return recorded(request, flight, asked, now());
    },
    async close() {
      sockets.stop();
      await Promise.all([...agents.values()].map((agent) => agent.destroy()));
    },
  };
}

function createAgent(
  from: string | undefined,
  { timeoutMs, ca }: { readonly timeoutMs: number; readonly ca?: string | undefined },
): Agent {
  const family = from ? isIP(from) : 0;
  return new Agent({
    connections: CONNECTIONS,
    allowH2: false,
    keepAliveTimeout: IDLE_MS,
    // Our own timer covers the whole answer; undici's would restart with each chunk.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: {
      timeout: timeoutMs,
      ...(family && { family }),
      ...(ca !== undefined && { ca: [...rootCertificates, ca] }),
    },
    // Not under `connect`: undici overwrites it there with the client's own option.
    ...(from && { localAddress: from }),
  });
}

/** An idle connection that the server closed while the request was under way says nothing about the request (RFC 9112, 9.3.1). */
function wasStale({ outcome, reused, answering, startedAt }: Flight, endedAt: number): boolean {
  const hungUp = ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].includes(outcome?.code ?? '');
  const soon = startedAt !== undefined && endedAt - startedAt < STALE_WITHIN_MS;
  return outcome?.failure?.kind === 'closed' && hungUp && reused && !answering && soon;
}

function recorded(request: TransportRequest, flight: Flight, asked: number, ended: number) {
  const { label, method, url, headers = [], body, framing, from } = request;
  const startedAt = flight.startedAt ?? asked;
  const sent = typeof body === 'string' ? body : body && text(body).body;
  const { response, failure } = flight.outcome ?? {};
  return {
    label,
    request: {
      method,
      url,
      headers: [...headers, ...(framing?.headers ?? [])],
      ...(sent !== undefined && { body: shortened(sent) }),
      ...(from && { from }),
    },
    ...(response && { response }),
    ...(failure && { failure }),
    startedAt,
    durationMs: ended - startedAt,
  } satisfies Exchange;
}

/** More than any request of use has; what is longer would fill memory and reports. */
const RECORDED = 500_000;
const KEPT = 1_000;

function shortened(body: string): string {
  if (body.length <= RECORDED) return body;
  return `${body.slice(0, KEPT)}… (${body.length} characters)`;
}
