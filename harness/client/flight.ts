import type { Agent, Dispatcher } from 'undici';
import type { Exchange, HeaderList } from '../../contracts/evidence.ts';
import { failed, late, tooLarge } from './failure.ts';
import { type Patience, patience } from './patience.ts';
import { BODY_LIMIT, decompressed, pairs, text } from './received.ts';
import type { TransportRequest } from './transport.ts';
import type { watchSockets } from './watch-sockets.ts';

type Failure = NonNullable<Exchange['failure']>;
type Outcome = Pick<Exchange, 'response' | 'failure'>;

/** One request under way. */
export interface Flight {
  /** When it left, ms since the epoch; `undefined` until it has a connection. */
  startedAt: number | undefined;
  reused: boolean;
  /** Whether any of the answer came. */
  answering: boolean;
  outcome?: Outcome & { readonly code?: string };
}

interface FlightParts {
  readonly timeoutMs: number;
  readonly now: () => number;
  readonly sockets: ReturnType<typeof watchSockets>;
}

/** Sends a request and waits for the end of its answer, or for what came instead. */
export function fly(agent: Agent, request: TransportRequest, parts: FlightParts): Promise<Flight> {
  return new Promise((resolve) => {
    const flight: Flight = { startedAt: undefined, reused: false, answering: false };
    const end = (outcome: NonNullable<Flight['outcome']>) => {
      flight.outcome ??= outcome;
      resolve(flight);
    };
    const fail = (error: unknown) => end(failed(error, flight.startedAt !== undefined));
    try {
      agent.dispatch(dispatchOptions(request), handlerOf(flight, parts, end, fail));
    } catch (error) {
      fail(error);
    }
  });
}

function dispatchOptions(request: TransportRequest): Dispatcher.DispatchOptions {
  const { origin, pathname, search } = new URL(request.url);
  // The path as it was written: the URL parser would mend `..` and the like.
  const written = /^[a-z]+:\/\/[^/?#]*(\/[^#]*)/i.exec(request.url)?.[1];
  const path = written && !/[^!-\xff]/.test(written) ? written : pathname + search;
  const headers = (request.headers ?? []).flat();
  return { origin, path, method: request.method, headers, body: request.body ?? null };
}

function handlerOf(
  flight: Flight,
  { timeoutMs, now, sockets }: FlightParts,
  end: (outcome: Outcome) => void,
  fail: (error: unknown) => void,
): Dispatcher.DispatchHandler {
  const chunks: Buffer[] = [];
  let waiting: Patience | undefined;
  let head: { status: number; headers: HeaderList } | undefined;
  let size = 0;
  const stop = (controller: Dispatcher.DispatchController, failure: Failure) => {
    end({ failure });
    controller.abort(new Error(failure.message));
  };
  return {
    onRequestStart(controller) {
      // From here and not from `send`: waiting for a free connection is not the server's delay.
      flight.startedAt = now();
      sockets.starts(flight);
      waiting = patience(timeoutMs, () => stop(controller, late(timeoutMs, head?.status)));
    },
    onResponseStarted() {
      flight.answering = true;
    },
    onResponseStart(controller, status) {
      if (status >= 200) head = { status, headers: pairs(controller.rawHeaders as Buffer[]) };
    },
    onResponseData(controller, chunk) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > BODY_LIMIT) stop(controller, tooLarge(head?.status));
    },
    onResponseEnd() {
      waiting?.end();
      if (head) end({ response: { ...head, ...text(decompressed(head, Buffer.concat(chunks))) } });
    },
    onResponseError(_controller, error) {
      waiting?.end();
      fail(head ? new Error(`it broke off in the middle of the answer (${head.status})`) : error);
    },
  };
}
