import { CookieJar } from 'tough-cookie';
import type { Exchange } from '../../contracts/evidence.ts';
import type { ConsentSettings } from '../settings/settings.ts';
import { answersFor } from './answers.ts';
import type { ConsentDriver, ConsentParts, ConsentWalk, Decision } from './consent.ts';
import { inTurn } from './in-turn.ts';
import { type End, nextStep, type Trail } from './next-step.ts';
import type { Step } from './submission.ts';

const MOST_REQUESTS = 25;
const PAGE_HEADERS = [
  ['Accept', 'text/html,application/xhtml+xml,*/*;q=0.8'],
  ['User-Agent', 'pocketsuite-conformance'],
] as const;

/**
 * Fills in HTML forms without a browser, with a cookie jar as only state.
 * Each walk signs in anew, so that walks may run at once: a gateway may keep the pending request
 * in its session, where two walks of one session would meet. Hence the turns with `keepSignIn`.
 */
export function formDriver(
  settings: Extract<ConsentSettings, { driver: 'form' }>,
  parts: ConsentParts,
): ConsentDriver {
  const kept = parts.keepSignIn ? new CookieJar() : undefined;
  const walk = async (url: string, decision: Decision, redirectUri: string) => {
    const answers = answersFor(settings, decision);
    const trail: Trail = {
      gateway: new URL(url),
      redirectUri,
      signInAt: settings.signInAt ?? [],
      answers,
      submitted: [],
      passwords: 0,
    };
    return walkPages(url, trail, { jar: kept ?? new CookieJar(), transport: parts.transport });
  };
  return { walk: kept ? inTurn(walk) : walk, close: async () => undefined };
}

interface Client {
  readonly jar: CookieJar;
  readonly transport: ConsentParts['transport'];
}

async function walkPages(url: string, trail: Trail, client: Client): Promise<ConsentWalk> {
  const exchanges: Exchange[] = [];
  let step: Step | End = { label: 'authorization page', method: 'GET', url, headers: [] };
  while (exchanges.length < MOST_REQUESTS) {
    const exchange: Exchange = await take(step, client);
    exchanges.push(exchange);
    step = nextStep(exchange, step, trail);
    if (!('method' in step)) return { exchanges, ...step };
  }
  const stopped = `The authorization endpoint led through ${MOST_REQUESTS} requests without coming to a redirect to the client.`;
  return { exchanges, stopped, cause: 'loop' };
}

async function take(step: Step, { jar, transport }: Client): Promise<Exchange> {
  const { label, method, url, body, shown } = step;
  const cookies = jar.getCookieStringSync(url);
  const headers = [
    ...PAGE_HEADERS,
    ...step.headers,
    ...(cookies ? [['Cookie', cookies] as const] : []),
  ];
  const request = { label, method, url, headers, ...(body !== undefined && { body }) };
  const exchange = await transport.send(request);
  for (const [name, value] of exchange.response?.headers ?? []) {
    // A cookie that a browser would refuse is refused, not an error.
    if (name.toLowerCase() === 'set-cookie') jar.setCookieSync(value, url, { ignoreError: true });
  }
  return shown ? { ...exchange, request: { ...exchange.request, ...shown } } : exchange;
}
