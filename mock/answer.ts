/** One answer before it is sent. A deviation may change any of it, since JSON is serialised last. */
export interface GatewayAnswer {
  status: number;
  /** By lower-case name; an array is sent as that many headers. */
  headers: Record<string, string | string[]>;
  /** A JSON value; `undefined` sends no body. */
  body?: unknown;
  /** Sent as it is, in place of `body`. */
  text?: string | Uint8Array;
  /** `hang` never answers, `reset` cuts the connection, `cut` breaks off in the middle of the body. */
  fate?: 'hang' | 'reset' | 'cut';
}

/** An answer with a JSON body (§2: `application/json`, which takes no charset, RFC 8259 §11). */
export function json(
  status: number,
  body: unknown,
  headers: GatewayAnswer['headers'] = {},
): GatewayAnswer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body };
}

/** An answer without a body, such as a redirect or a 204. */
export function bare(status: number, headers: GatewayAnswer['headers'] = {}): GatewayAnswer {
  return { status, headers: { ...headers } };
}

/** A page for a person. */
export function page(
  status: number,
  html: string,
  headers: GatewayAnswer['headers'] = {},
): GatewayAnswer {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
    text: html,
  };
}
