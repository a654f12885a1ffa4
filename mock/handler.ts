import type { EventName } from '../contracts/resources.ts';
import type { GatewayAnswer } from './answer.ts';
import type { GatewayRequest } from './request.ts';
import type { Deliver, OutgoingDelivery } from './webhooks/delivery.ts';

/** Answers one request; the whole of `/oauth/*` and `/v1/zapier/*` is one such function. */
export type Handler = (request: GatewayRequest) => Promise<GatewayAnswer>;

/** Which exchanges a deviation is about; what is left out matches anything. */
export interface Match {
  readonly method?: string | readonly string[];
  /** Below `/gateway`; a string is compared whole. */
  readonly path?: string | RegExp;
  /** One status, or `ok` for 2xx and `error` for 4xx and 5xx. */
  readonly status?: number | 'ok' | 'error';
  /** Anything else about the request. */
  readonly when?: (request: GatewayRequest) => boolean;
}

/** Whatever carries a JSON body: an answer or a delivery. */
export interface Carrier {
  body?: unknown;
}

/** Changes a body in place; returned by {@link without} and {@link withMember}. */
export type Change = (carrier: Carrier) => void;

type Maybe<T> = T | undefined | Promise<T | undefined>;

/** Changes the answers that match: mutate the answer, or return another; what else is returned is ignored. */
export function onAnswer(
  match: Match,
  change: (answer: GatewayAnswer, request: GatewayRequest) => unknown,
): (next: Handler) => Handler {
  return (next) => async (request) => {
    const answer = await next(request);
    if (!matchesRequest(match, request) || !matchesStatus(match.status, answer.status)) {
      return answer;
    }
    const changed = await change(answer, request);
    return isAnswer(changed) ? changed : answer;
  };
}

/** Changes the requests that match before the gateway sees them: return the changed copy. */
export function onRequest(
  match: Match,
  change: (request: GatewayRequest) => Maybe<GatewayRequest>,
): (next: Handler) => Handler {
  return (next) => async (request) =>
    next(matchesRequest(match, request) ? ((await change(request)) ?? request) : request);
}

/** Answers the requests that match in the gateway's place; returning `undefined` lets the gateway answer. */
export function instead(
  match: Match,
  answer: (request: GatewayRequest, next: Handler) => Maybe<GatewayAnswer>,
): (next: Handler) => Handler {
  return (next) => async (request) => {
    const own = matchesRequest(match, request) ? await answer(request, next) : undefined;
    return own ?? next(request);
  };
}

/** Changes the deliveries of an event, or of all with `*`: mutate the delivery. */
export function onDelivery(
  event: EventName | '*' | readonly EventName[],
  change: (delivery: OutgoingDelivery) => unknown,
): (next: Deliver) => Deliver {
  return (next) => async (delivery) => {
    const concerned = event === '*' || [event].flat().includes(delivery.event);
    if (concerned) await change(delivery);
    await next(delivery);
  };
}

/** Takes a member out of a body, e.g. `data.id`. */
export function without(path: string): Change {
  return (carrier) => {
    const [parent, name] = parentOf(carrier.body, path);
    if (parent) delete parent[name];
  };
}

/** Puts a value in a body, or what a function makes of the present value. */
export function withMember(path: string, value: unknown | ((present: unknown) => unknown)): Change {
  return (carrier) => {
    const [parent, name] = parentOf(carrier.body, path);
    if (parent) parent[name] = typeof value === 'function' ? value(parent[name]) : value;
  };
}

/** Sets or, with `undefined`, removes a header of an answer or a delivery. */
export function withHeader(name: string, value: string | undefined) {
  return (carrier: { headers: Record<string, string | string[]> }): void => {
    if (value === undefined) delete carrier.headers[name];
    else carrier.headers[name] = value;
  };
}

/** Changes the text that a body is sent as, for what JSON.stringify would not write. */
export function asText(change: (text: string) => string) {
  return (carrier: Carrier & { text?: string | Uint8Array }): void => {
    if (carrier.body !== undefined) carrier.text = change(JSON.stringify(carrier.body));
  };
}

/** Changes where an answer redirects to; answers without a `location` are left alone. */
export function onRedirect(change: (location: URL) => void): (next: Handler) => Handler {
  return onAnswer({ path: '/oauth/authorize' }, (answer) => {
    if (typeof answer.headers.location !== 'string') return;
    const location = new URL(answer.headers.location);
    change(location);
    answer.headers.location = location.href;
  });
}

/** The JSON object of a request, or an empty one where it has none. */
export function bodyOf(request: GatewayRequest): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(request.body).toString());
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** The request with another JSON body. */
export function withBody(request: GatewayRequest, body: unknown): GatewayRequest {
  return { ...request, body: Buffer.from(JSON.stringify(body)) };
}

/** The parameters of a request's form body. */
export function formOf(request: GatewayRequest): URLSearchParams {
  return new URLSearchParams(Buffer.from(request.body).toString());
}

/** The request with a changed form body: mutate the parameters. */
export function withForm(
  request: GatewayRequest,
  change: (parameters: URLSearchParams) => unknown,
): GatewayRequest {
  const parameters = formOf(request);
  change(parameters);
  return { ...request, body: Buffer.from(parameters.toString()) };
}

function isAnswer(value: unknown): value is GatewayAnswer {
  return typeof value === 'object' && value !== null && 'status' in value && 'headers' in value;
}

function matchesRequest(match: Match, request: GatewayRequest): boolean {
  const { method, path, when } = match;
  if (method !== undefined && ![method].flat().includes(request.method)) return false;
  if (typeof path === 'string' && path !== request.path) return false;
  if (path instanceof RegExp && !path.test(request.path)) return false;
  return when?.(request) ?? true;
}

function matchesStatus(wanted: Match['status'], status: number): boolean {
  if (wanted === 'ok') return status >= 200 && status < 300;
  if (wanted === 'error') return status >= 400;
  return wanted === undefined || wanted === status;
}

function parentOf(body: unknown, path: string): [Record<string, unknown> | undefined, string] {
  const names = path.split('.');
  const last = names.pop() ?? '';
  let parent = body;
  for (const name of names) {
    parent =
      typeof parent === 'object' && parent !== null
        ? (parent as Record<string, unknown>)[name]
        : undefined;
  }
  const isObject = typeof parent === 'object' && parent !== null;
  return [isObject ? (parent as Record<string, unknown>) : undefined, last];
}
