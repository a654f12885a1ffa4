import type { Exchange, HeaderList } from '../../contracts/evidence.ts';
import { RESOURCE_PATHS, type Resource } from '../../contracts/resources.ts';
import type { ClientLocator, SubscriptionDialect } from '../dialect/dialect.ts';
import type { ClientCredentials, Settings } from '../settings/settings.ts';
import type { Framing } from './framing.ts';
import { merged } from './merged-headers.ts';
import { type TokenForm, type TokenRequestForm, tokenRequest } from './token-request.ts';
import type { Transport } from './transport.ts';

/** How one request differs from the usual. */
export interface RequestOptions {
  /** Another access token; `null` sends none. */
  readonly token?: string | null;
  /** The whole `Authorization` header instead of `Bearer <token>`. */
  readonly authorization?: string;
  /** Further headers; they replace the usual ones of the same name. `null` leaves one out. */
  readonly headers?: Readonly<Record<string, string | null>>;
  /** A local address to send from. */
  readonly from?: string;
  /** What was asked, for the report. */
  readonly label?: string;
  /** Appended to the URL, with its `?`. */
  readonly query?: string;
  /** How the body is framed, where that is not by its length. */
  readonly framing?: Framing;
  /** Another time limit than that of the settings, in ms. */
  readonly timeoutMs?: number;
}

/** How a token request differs from the usual. */
export interface TokenRequestOptions extends Omit<RequestOptions, 'token'>, TokenRequestForm {}

/** The client of a gateway: one method an operation; answers are raw, whatever their status. */
export interface Gateway {
  readonly createClient: (body: unknown, options?: RequestOptions) => Promise<Exchange>;
  readonly updateClient: (
    id: string,
    changes: Readonly<Record<string, unknown>>,
    options?: RequestOptions,
  ) => Promise<Exchange>;
  readonly addNote: (
    clientId: string,
    body: Readonly<Record<string, unknown>>,
    options?: RequestOptions,
  ) => Promise<Exchange>;
  readonly read: (resource: Resource, options?: RequestOptions) => Promise<Exchange>;
  readonly subscribe: (
    event: string | undefined,
    url: string | undefined,
    options?: RequestOptions,
  ) => Promise<Exchange>;
  /** POST to the token endpoint with a form. */
  readonly token: (form: TokenForm, options?: TokenRequestOptions) => Promise<Exchange>;
  /** Any request below the API's base path; a string or bytes are sent as they are, else JSON. */
  readonly api: (
    method: string,
    path: string,
    body?: unknown,
    options?: RequestOptions,
  ) => Promise<Exchange>;
  /** A request of a browser to any address of the target, without a token. */
  readonly visit: (url: string, label: string) => Promise<Exchange>;
  /** The address of an API path. */
  readonly apiUrl: (path: string) => string;
  readonly tokenUrl: string;
  readonly authorizeUrl: string;
}

/** What a gateway client is made of. */
export interface GatewayParts {
  readonly target: string;
  readonly settings: Settings;
  readonly client: ClientCredentials;
  readonly transport: Transport;
  readonly accessToken: () => Promise<string>;
  readonly locators: () => Promise<{ update: ClientLocator; note: ClientLocator }>;
  readonly subscription: () => Promise<SubscriptionDialect>;
  readonly from?: string;
}

/** The client of the gateway at `target`. */
export function createGateway(parts: GatewayParts): Gateway {
  const { paths } = parts.settings;
  const base = parts.target.replace(/\/+$/, '');
  const apiUrl = (path: string): string => `${base}${paths.api}${path}`;
  const tokenUrl = `${base}${paths.token}`;
  const { send } = parts.transport;
  const api: Gateway['api'] = async (method, path, body, options = {}) => {
    const raw = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
    return send({
      label: options.label ?? `${method} ${path}`,
      method,
      url: `${apiUrl(path)}${options.query ?? ''}`,
      headers: await apiHeaders(parts, options, body !== undefined),
      ...(body === undefined ? {} : { body: raw ? body : JSON.stringify(body) }),
      ...(options.framing && { framing: options.framing }),
      ...(options.timeoutMs && { timeoutMs: options.timeoutMs }),
      ...sender(parts, options),
    });
  };
  return {
    api,
    apiUrl,
    tokenUrl,
    authorizeUrl: `${base}${paths.authorize}`,
    ...actions(api, parts),
    visit: (url, label) => send({ label, method: 'GET', url, headers: PAGE, ...sender(parts, {}) }),
    token: (form, options = {}) => {
      const usual = parts.settings.oauth?.clientAuthentication ?? 'body';
      const { client = parts.client, authentication = usual } = options;
      const label = options.label ?? 'token request';
      const request = tokenRequest(form, { ...options, client, authentication, url: tokenUrl });
      return send({ label, ...request, ...sender(parts, options) });
    },
  };
}

const PAGE: HeaderList = [['accept', 'text/html,application/xhtml+xml,*/*;q=0.8']];

/** The documented operations, each in the dialect of the gateway. */
function actions(
  api: Gateway['api'],
  parts: GatewayParts,
): Pick<Gateway, 'createClient' | 'updateClient' | 'addNote' | 'read' | 'subscribe'> {
  return {
    createClient: (body, options) =>
      api('POST', RESOURCE_PATHS.clients, body, { label: 'create client', ...options }),
    updateClient: async (id, changes, options = {}) => {
      const { update } = await parts.locators();
      const { path, body, query } = update.locate(RESOURCE_PATHS.clients, id, changes);
      const whole = `${query}${options.query ?? ''}`;
      return api('PUT', path, body, { label: 'update client', ...options, query: whole });
    },
    addNote: async (id, note, options = {}) => {
      const locators = await parts.locators();
      const { path, body, query } = locators.note.locate(RESOURCE_PATHS.notes, id, note);
      const whole = `${query}${options.query ?? ''}`;
      return api('POST', path, body, { label: 'add client note', ...options, query: whole });
    },
    read: (resource, options) =>
      api('GET', RESOURCE_PATHS[resource], undefined, { label: `read ${resource}`, ...options }),
    subscribe: async (event, url, options) => {
      const dialect = await parts.subscription();
      const label = `subscribe to ${event ?? 'nothing'}`;
      return api('POST', RESOURCE_PATHS.webhooks, dialect.body(event, url), { label, ...options });
    },
  };
}

async function apiHeaders(
  parts: GatewayParts,
  options: RequestOptions,
  hasBody: boolean,
): Promise<HeaderList> {
  const authorization =
    options.authorization ??
    (options.token === null ? undefined : `Bearer ${options.token ?? (await parts.accessToken())}`);
  return merged(
    [
      ...(authorization === undefined ? [] : [['authorization', authorization] as const]),
      ...(hasBody ? [['content-type', 'application/json'] as const] : []),
      ['accept', 'application/json'],
    ],
    options.headers,
  );
}

function sender(parts: GatewayParts, options: { readonly from?: string }): { from?: string } {
  const from = options.from ?? parts.from;
  return from === undefined ? {} : { from };
}
