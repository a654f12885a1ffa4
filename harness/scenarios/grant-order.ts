import type { Exchange } from '../../contracts/evidence.ts';
import { tokenOutcome } from '../judging/token-answers.ts';
import { connectionOf } from './sign-in.ts';

/** Which grant each token came from, in the order of the grants. */
export interface GrantOrder {
  /** Takes note of a token answer. */
  readonly note: (exchange: Exchange) => void;
  /** Whether the token that a request stands or falls with is of a grant that is not the newest. */
  readonly usesOlder: (exchange: Exchange) => boolean;
  /** Whether the same client and account have been given a later grant than the one of the token. */
  readonly isSuperseded: (token: string | undefined) => boolean;
}

/** An order without grants. */
export function grantOrder(): GrantOrder {
  const grants = new Map<string, { readonly client: string; readonly at: number }>();
  const latest = new Map<string, number>();
  const isSuperseded = (token: string | undefined): boolean => {
    const grant = grants.get(token ?? '');
    return grant !== undefined && grant.at < (latest.get(grant.client) ?? 0);
  };
  return {
    isSuperseded,
    usesOlder: (exchange) => isSuperseded(tokenOf(exchange)),
    note(exchange) {
      // most answers are of the API; they need not be parsed for it
      if (exchange.response?.body.includes('access_token') !== true) return;
      if (tokenOutcome(exchange) !== 'granted') return;
      const tokens = connectionOf(exchange);
      const form = new URLSearchParams(exchange.request.body);
      const client = grantee(form.get('client_id') ?? authorizationOf(exchange), exchange);
      const before = grants.get(form.get('refresh_token') ?? '');
      const grant = before ?? { client, at: (latest.get(client) ?? 0) + 1 };
      latest.set(grant.client, Math.max(grant.at, latest.get(grant.client) ?? 0));
      for (const token of [tokens?.accessToken, tokens?.refreshToken]) {
        if (token !== undefined) grants.set(token, grant);
      }
    },
  };
}

/** A client with the account it acts for, whose grants leave those of others alone. */
function grantee(client: string, { label }: Exchange): string {
  return label.endsWith('of another account') ? `${client} of another account` : client;
}

/**
 * The token that a request stands or falls with: the access token of its header, or the refresh
 * token of its form; none where its label says that it is to be refused.
 */
function tokenOf(exchange: Exchange): string | undefined {
  if (/expired|with a refresh token|access token/.test(exchange.label)) return undefined;
  const bearer = /^Bearer (.+)$/i.exec(authorizationOf(exchange))?.[1];
  const { body = '' } = exchange.request;
  if (bearer !== undefined || !body.includes('refresh_token=')) return bearer;
  return new URLSearchParams(body).get('refresh_token') ?? undefined;
}

function authorizationOf({ request }: Exchange): string {
  const found = request.headers.find(([name]) => name.toLowerCase() === 'authorization');
  return found?.[1] ?? '';
}
