import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** What the receiver bears of those who have no business with it. */
export interface StrangerLimits {
  /** Open connections in all; beyond them the oldest that never delivered anything is closed. */
  readonly connections: number;
  /** Requests a second for no inbox; whoever sends more is hung up on. */
  readonly perSecond: number;
}

/** Keeps foreign requests from costing deliveries: nothing of them is kept but their number. */
export interface Strangers {
  readonly requests: number;
  /** A request for an inbox: its connection is a sender's. */
  trust(request: IncomingMessage): void;
  /** Answers a request for no inbox. */
  turnAway(request: IncomingMessage, response: ServerResponse): void;
}

const SECOND_MS = 1_000;

/** Watches the connections of a server. */
export function watchStrangers(
  server: Server,
  { connections, perSecond }: StrangerLimits,
  now: () => number,
): Strangers {
  const untried = new Set<Socket>();
  const isTls = 'setSecureContext' in server;
  let open = 0;
  let requests = 0;
  let second = 0;
  let within = 0;
  server.on(isTls ? 'secureConnection' : 'connection', (socket: Socket) => {
    open += 1;
    untried.add(socket);
    socket.once('close', () => {
      open -= 1;
      untried.delete(socket);
    });
    const [oldest] = untried;
    if (open > connections) (oldest ?? socket).destroy();
  });
  const isTooMany = (): boolean => {
    const current = Math.floor(now() / SECOND_MS);
    within = current === second ? within + 1 : 1;
    second = current;
    return within > perSecond;
  };
  return {
    get requests() {
      return requests;
    },
    trust: ({ socket }) => void untried.delete(socket),
    turnAway(request, response) {
      requests += 1;
      request.on('error', () => undefined).resume();
      const tooMany = isTooMany();
      response.writeHead(tooMany ? 429 : 404, {
        'content-type': 'application/json',
        ...(tooMany && { connection: 'close' }),
      });
      response.end('{"error":"no such webhook"}');
    },
  };
}
