import type { Exchange } from '../../contracts/evidence.ts';
import type { Masking } from '../client/masking.ts';
import type { Transport, TransportRequest } from '../client/transport.ts';
import { Inconclusive } from '../judging/outcome.ts';
import { type TokenOutcome, tokenOutcome } from '../judging/token-answers.ts';
import { watchGrants } from './watch-grants.ts';

/** What the run has sent so far. */
export interface Recorder extends Transport {
  readonly seen: () => readonly Exchange[];
  /** Sends nothing any more, as an interrupted run, or goes on to clean up. */
  readonly halt: (isHalted: boolean) => void;
  /** Whether a token was refused that an older grant than the newest had given. */
  readonly missedOlderGrant: () => boolean;
  /**
   * From now on, a token of an older grant that is refused ends the play instead of being judged:
   * on this gateway each grant ends the one before.
   */
  readonly expectExclusiveGrants: () => void;
  /** Whether a token is of an older grant, where each ends the one before. */
  readonly hasEnded: (token: string | undefined) => boolean;
  /** How many requests there were, generated ones and refused token requests among them, and writes to the API. */
  readonly counts: () => {
    readonly total: number;
    readonly fuzzed: number;
    readonly invalidTokenRequests: number;
    readonly writes: number;
  };
  /** Token requests refused as invalid, from a local address or from the default one. */
  readonly refusedFrom: (from?: string) => readonly Exchange[];
  /** Token requests that were answered with 429, likewise. */
  readonly throttledFrom: (from?: string) => readonly Exchange[];
  /** Token requests granted, likewise. */
  readonly grantedFrom: (from?: string) => number;
}

const HARMLESS: readonly string[] = ['GET', 'DELETE'];
/** How the labels of generated requests begin. */
const FUZZED = 'fuzzed ';
/** More generated requests than a usual run makes; a long one must not keep them all. */
const FUZZED_KEPT = 4_000;

/** What a look back at the run must not miss. */
function offends({ response }: Exchange): boolean {
  return response === undefined || response.status >= 500;
}

/**
 * Records what passes through a transport: for the report, for masking and for the budget.
 *
 * @param tokenUrl the token endpoint, to tell its requests from others
 * @param maxWrites how many POST and PUT requests the API may get
 */
export function createRecorder(
  transport: Transport,
  {
    tokenUrl,
    apiUrl,
    masking,
    maxWrites,
  }: {
    readonly tokenUrl: string;
    readonly apiUrl: string;
    readonly masking: Masking;
    readonly maxWrites: number;
  },
): Recorder {
  const seen: Exchange[] = [];
  const grants = watchGrants(tokenUrl);
  let writes = 0;
  let halted = false;
  let total = 0;
  let fuzzed = 0;
  const tokenRequests: { readonly exchange: Exchange; readonly outcome: TokenOutcome }[] = [];
  const withOutcome = (from: string | undefined, wanted: TokenOutcome): readonly Exchange[] =>
    tokenRequests.flatMap(({ exchange, outcome }) =>
      outcome === wanted && exchange.request.from === from ? [exchange] : [],
    );
  return {
    async send(request) {
      // an answer and no throw: nobody may be looking at this one yet
      if (halted) return unsent(request);
      // what was made may always be ended
      if (!HARMLESS.includes(request.method) && request.url.startsWith(apiUrl)) {
        writes += 1;
        if (writes > maxWrites) {
          throw new Inconclusive(
            `the run's limit of ${maxWrites} writes is reached; raise safety.maxWrites`,
          );
        }
      }
      const exchange = await transport.send(request);
      total += 1;
      const isFuzzed = exchange.label.startsWith(FUZZED);
      if (isFuzzed) fuzzed += 1;
      // what was generated for a request is no secret
      masking.learnFrom(exchange, isFuzzed ? 'answer' : 'all');
      if (!isFuzzed || fuzzed <= FUZZED_KEPT || offends(exchange)) seen.push(exchange);
      if (exchange.request.url.split('?')[0] === tokenUrl) {
        tokenRequests.push({ exchange, outcome: tokenOutcome(exchange) });
      }
      grants.look(exchange);
      return exchange;
    },
    missedOlderGrant: grants.missedOlder,
    expectExclusiveGrants: grants.expectExclusive,
    hasEnded: grants.hasEnded,
    close: () => transport.close(),
    halt: (isHalted) => {
      halted = isHalted;
    },
    seen: () => seen,
    counts: () => ({
      total,
      fuzzed,
      invalidTokenRequests: tokenRequests.filter(({ outcome }) => outcome === 'refused').length,
      writes,
    }),
    refusedFrom: (from) => withOutcome(from, 'refused'),
    throttledFrom: (from) => withOutcome(from, 'throttled'),
    grantedFrom: (from) => withOutcome(from, 'granted').length,
  };
}

function unsent({ label, method, url, headers = [] }: TransportRequest): Exchange {
  const failure = { kind: 'unreachable', message: 'the run was interrupted' } as const;
  return { label, request: { method, url, headers }, failure, startedAt: 0, durationMs: 0 };
}
