import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Inbox, type OpenInbox, openInbox } from './inbox.ts';
import { type CertificateFiles, type Listening, listen } from './listen.ts';
import { receive } from './receive.ts';
import { type StrangerLimits, type Strangers, watchStrangers } from './strangers.ts';

export type { Inbox } from './inbox.ts';

/** Receives webhooks, each inbox at an address of its own. */
export interface Receiver {
  /** Where senders reach it: the public URL, or the local one. */
  readonly baseUrl: string;
  /** Where it listens on this machine. */
  readonly localUrl: string;
  /** How many requests came for no inbox. */
  readonly unknownRequests: number;
  open(name: string): Inbox;
  /** Names the public URL later, as a tunnel is known only once the receiver listens. */
  publishAt(publicUrl: string): void;
  /** Lets all who wait for a delivery go empty-handed. */
  letGo(): void;
  close(): Promise<void>;
}

/** What a receiver is started with. */
export interface ReceiverOptions {
  /** `host:port`; port 0 takes a free one. */
  readonly listen: string;
  readonly tls?: CertificateFiles | undefined;
  readonly publicUrl?: string;
  readonly bodyLimitBytes?: number;
  readonly strangers?: Partial<StrangerLimits>;
  readonly now: () => number;
}

const PATH = '/hooks';
const BODY_LIMIT = 1024 * 1024;
const STRANGERS: StrangerLimits = { connections: 2_048, perSecond: 500 };

/** Starts to listen; refuses with a sentence for the user. */
export async function startReceiver(options: ReceiverOptions): Promise<Receiver> {
  const { now, tls, publicUrl, bodyLimitBytes = BODY_LIMIT } = options;
  const inboxes = new Map<string, OpenInbox>();
  const { server, localUrl } = await listen(options.listen, tls, (request, response) => {
    // By the last segment: a public URL may have a path of its own that a proxy cuts off.
    const token = request.url?.split('?')[0]?.split('/').at(-1) ?? '';
    const inbox = inboxes.get(token);
    if (inbox === undefined) return strangers.turnAway(request, response);
    strangers.trust(request);
    if (isProbe(request)) answerProbe(request, response);
    else receive(request, response, inbox, { url: address.of(), bodyLimitBytes, now });
  });
  const address = addressOf(localUrl, publicUrl);
  const strangers = watchStrangers(server, { ...STRANGERS, ...options.strangers }, now);
  return receiverOf({ server, localUrl }, { inboxes, strangers, address });
}

interface Parts {
  readonly inboxes: Map<string, OpenInbox>;
  readonly strangers: Strangers;
  readonly address: ReturnType<typeof addressOf>;
}

function addressOf(localUrl: string, given: string | undefined) {
  let publicUrl = given;
  return {
    of: () => (publicUrl ?? localUrl).replace(/\/+$/, ''),
    publishAt: (url: string) => {
      publicUrl = url;
    },
  };
}

function receiverOf(
  { server, localUrl }: Listening,
  { inboxes, strangers, address }: Parts,
): Receiver {
  const letGo = () => {
    for (const inbox of inboxes.values()) inbox.close();
  };
  return {
    get baseUrl() {
      return address.of();
    },
    localUrl,
    get unknownRequests() {
      return strangers.requests;
    },
    open(name) {
      const token = randomBytes(24).toString('base64url');
      const opened = openInbox(name, () => `${address.of()}${PATH}/${token}`);
      inboxes.set(token, opened);
      return opened.inbox;
    },
    publishAt: address.publishAt,
    letGo,
    async close() {
      letGo();
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Whether a sender only looks if the URL is there, which can deliver nothing. */
function isProbe({ method = '' }: IncomingMessage): boolean {
  return method === 'HEAD' || method === 'OPTIONS';
}

function answerProbe(request: IncomingMessage, response: ServerResponse): void {
  request.on('error', () => undefined).resume();
  response.writeHead(200, { allow: 'POST', 'webhook-allowed-origin': '*' }).end();
}
