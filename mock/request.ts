/** What went wrong before a request could be read: told apart so that authentication still comes first. */
export type RequestProblem = 'tooLarge' | 'unsupportedMedia' | 'malformedUrl' | 'malformedRequest';

/** One request as the mock sees it: plain data, so that a deviation can hand on a changed copy. */
export interface GatewayRequest {
  readonly method: string;
  /** Below `/gateway`, percent-decoded, e.g. `/v1/zapier/clients`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** By lower-case name; a header sent twice is joined the way Node does it. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** How often each header was sent, for the ones where twice is a fault (RFC 9110 §5.3). */
  readonly headerCounts: Readonly<Record<string, number>>;
  readonly body: Uint8Array;
  /** The address of the socket; no header can change it (§7). */
  readonly remoteAddress: string;
  readonly problem?: RequestProblem;
}
