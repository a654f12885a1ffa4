import type { Exchange, HeaderList } from '../../contracts/evidence.ts';
import { RESOURCE_PATHS, type Resource } from '../../contracts/resources.ts';
import type { ClientLocator, SubscriptionDialect } from '../dialect/dialect.ts';
import type { ClientCredentials, Settings } from '../settings/settings.ts';
import type { Framing } from './framing.ts';
import { authenticateClient, type TokenForm } from './token-request.ts';
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
export interface TokenRequestOptions extends Omit<RequestOptions, 'token'> {
  readonly client?: ClientCredentials;
  /** Whether and how the client authenticates; by default as the settings say. */
  readonly authentication?: 'body' | 'basic' | 'none';
  readonly method?: string;
  /** Whether the parameters are sent as a JSON object instead of a form. */
  readonly asJson?: boolean;
  /** Writes the form in another way. */
  readonly rewritten?: (form: string) => string;
}

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
  const { settings, transport } = parts;
  const base = parts.target.replace(/\/+$/, '');
  const apiUrl = (path: string): string => `${base}${settings.paths.api}${path}`;
  const tokenUrl = `${base}${settings.paths.token}`;

  const api: Gateway['api'] = async (method, path, body, options = {}) => {
    const raw = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
    return transport.send({
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

  const located = async (
    kind: 'update' | 'note',
    id: string,
    body: Readonly<Record<string, unknown>>,
    options: RequestOptions,
  ): Promise<Exchange> => {
    const locator = (await parts.locators())[kind];
    const path = kind === 'update' ? RESOURCE_PATHS.clients : RESOURCE_PATHS.notes;
    const { method, label } =
      kind === 'update'
        ? { method: 'PUT', label: 'update client' }
        : { method: 'POST', label: 'add client note' };
    const at = locator.locate(path, id, body);
    return api(method, at.path, at.body, {
      label,
      ...options,
      query: `${at.query}${options.query ?? ''}`,
    });
  };

  return {
    api,
    visit: (url, label) =>
      transport.send({
        label,
        method: 'GET',
        url,
        headers: [['accept', 'text/html,application/xhtml+xml,*/*;q=0.8']],
        ...sender(parts, {}),
      }),
    apiUrl,
    tokenUrl,
    authorizeUrl: `${base}${settings.paths.authorize}`,
    createClient: (body, options) =>
      api('POST', RESOURCE_PATHS.clients, body, { label: 'create client', ...options }),
    updateClient: (id, changes, options = {}) => located('update', id, changes, options),
    addNote: (id, body, options = {}) => located('note', id, body, options),
    read: (resource, options) =>
      api('GET', RESOURCE_PATHS[resource], undefined, { label: `read ${resource}`, ...options }),
    subscribe: async (event, url, options) => {
      const dialect = await parts.subscription();
      return api('POST', RESOURCE_PATHS.webhooks, dialect.body(event, url), {
        label: `subscribe to ${event ?? 'nothing'}`,
        ...options,
      });
    },
    token: async (form, options = {}) => {
      const request = authenticateClient(form, {
        client: options.client ?? parts.client,
        authentication: options.authentication ?? settings.oauth?.clientAuthentication ?? 'body',
      });
      const method = options.method ?? 'POST';
      const inQuery = method === 'GET';
      const type = options.asJson ? 'application/json' : 'application/x-www-form-urlencoded';
      const parameters = Object.fromEntries(new URLSearchParams(request.form));
      const written = options.rewritten?.(request.form) ?? request.form;
      const body = options.asJson ? JSON.stringify(parameters) : written;
      return transport.send({
        label: options.label ?? 'token request',
        method,
        url: inQuery ? `${tokenUrl}?${request.form}` : `${tokenUrl}${options.query ?? ''}`,
        headers: merged(
          [
            ...(inQuery ? [] : [['content-type', type] as const]),
            ['accept', 'application/json'],
            ...request.headers,
          ],
          options.headers,
        ),
        ...(inQuery ? {} : { body }),
        ...sender(parts, options),
      });
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

function merged(usual: HeaderList, special: RequestOptions['headers'] = {}): HeaderList {
  const replaced = new Set(Object.keys(special).map((name) => name.toLowerCase()));
  const added = Object.entries(special).flatMap(([name, value]) =>
    value === null ? [] : [[name, value] as const],
  );
  return [...usual.filter(([name]) => !replaced.has(name)), ...added];
}

function sender(parts: GatewayParts, options: { readonly from?: string }): { from?: string } {
  const from = options.from ?? parts.from;
  return from === undefined ? {} : { from };
}
