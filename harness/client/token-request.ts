import type { HeaderList } from '../../contracts/evidence.ts';
import type { ClientCredentials } from '../settings/settings.ts';
import { merged } from './merged-headers.ts';
import type { TransportRequest } from './transport.ts';

/** The members of a token request; a list sends a parameter several times, `undefined` not at all. */
export type TokenForm = Readonly<Record<string, string | readonly string[] | undefined>>;

/** How a client proves who it is (RFC 6749 §2.3.1). */
export interface ClientAuthentication {
  readonly client: ClientCredentials;
  readonly authentication: 'body' | 'basic' | 'none';
}

/** How a token request differs from the usual form. */
export interface TokenRequestForm {
  readonly client?: ClientCredentials;
  /** Whether and how the client authenticates; by default as the settings say. */
  readonly authentication?: 'body' | 'basic' | 'none';
  readonly method?: string;
  /** Whether the parameters are sent as a JSON object instead of a form. */
  readonly asJson?: boolean;
  /** Writes the form in another way. */
  readonly rewritten?: (form: string) => string;
}

/** A token request (RFC 6749 §3.2): the parameters in the body, or in the query where it is a GET. */
export function tokenRequest(
  parameters: TokenForm,
  options: ClientAuthentication &
    TokenRequestForm & {
      readonly url: string;
      readonly query?: string;
      readonly headers?: Readonly<Record<string, string | null>>;
    },
): Omit<TransportRequest, 'label' | 'from'> {
  const { form, headers } = authenticateClient(parameters, options);
  const { url, method = 'POST' } = options;
  const usual: HeaderList = [['accept', 'application/json'], ...headers];
  if (method === 'GET') {
    return { method, url: `${url}?${form}`, headers: merged(usual, options.headers) };
  }
  const type = options.asJson ? 'application/json' : 'application/x-www-form-urlencoded';
  return {
    method,
    url: `${url}${options.query ?? ''}`,
    headers: merged([['content-type', type], ...usual], options.headers),
    body: options.asJson
      ? JSON.stringify(Object.fromEntries(new URLSearchParams(form)))
      : (options.rewritten?.(form) ?? form),
  };
}

/** The body and headers of a token request, client authentication included (RFC 6749 §2.3.1). */
export function authenticateClient(
  form: TokenForm,
  { client, authentication }: ClientAuthentication,
): { readonly form: string; readonly headers: HeaderList } {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(form)) {
    for (const each of [value ?? []].flat()) body.append(name, each);
  }
  if (authentication !== 'basic' && !('client_id' in form))
    body.append('client_id', client.clientId);
  if (authentication === 'body' && !('client_secret' in form)) {
    body.append('client_secret', client.clientSecret);
  }
  const headers: HeaderList =
    authentication === 'basic' ? [['authorization', basicCredentials(client)]] : [];
  return { form: body.toString(), headers };
}

/** The `Authorization` header of a client; both parts are form-encoded first (RFC 6749 §2.3.1). */
export function basicCredentials({ clientId, clientSecret }: ClientCredentials): string {
  const encode = (part: string): string =>
    new URLSearchParams({ part }).toString().slice('part='.length);
  return `Basic ${Buffer.from(`${encode(clientId)}:${encode(clientSecret)}`).toString('base64')}`;
}
