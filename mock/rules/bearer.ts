import type { EventName, Scope } from '../../contracts/resources.ts';
import type { GatewayRequest } from '../request.ts';

const OPERATION_SCOPES: Readonly<Record<string, readonly Scope[]>> = {
  createClient: ['write:clients'],
  updateClient: ['write:clients'],
  createNote: ['write:clients'],
  listClients: ['read:clients'],
  getClient: ['read:clients'],
  listNotes: ['read:clients'],
  listBookings: ['read:bookings'],
  listPayments: ['read:payments'],
  listSubaccounts: ['read:subaccounts'],
};

const EVENT_SCOPES: Readonly<Record<string, Scope>> = {
  client: 'read:clients',
  booking: 'read:bookings',
  payment: 'read:payments',
  subaccount: 'read:subaccounts',
};

/** What the API asks of an access token (§2, RFC 6750). */
export const bearerRules = {
  /** The token of a request: the Authorization header alone, its scheme in any case (RFC 9110 §11.1). */
  readsToken: (request: GatewayRequest): string | undefined =>
    request.headerCounts.authorization === 1
      ? /^bearer +([\w.~+/-]+=*)$/i.exec(request.headers.authorization ?? '')?.[1]
      : undefined,

  /** Whether an operation is open to everybody. */
  isOpen: (_request: GatewayRequest): boolean => false,

  isTokenKnown: (known: boolean): boolean => known,

  isTokenExpired: (expiresAt: number, now: number): boolean => now >= expiresAt,

  isTokenRevoked: (revoked: boolean): boolean => revoked,

  /** The scopes that an operation needs; an ended subscription needs none. */
  scopesNeeded: (operation: string): readonly Scope[] => OPERATION_SCOPES[operation] ?? [],

  /** The scope that subscribing to an event needs. */
  eventScopesNeeded: (event: EventName): readonly Scope[] => {
    const scope = EVENT_SCOPES[event.split('.')[0] ?? ''];
    return scope ? [scope] : [];
  },

  hasScopes: (granted: readonly string[], needed: readonly string[]): boolean =>
    needed.every((scope) => granted.includes(scope)),

  /** The challenge of a 401: no error code where no token was sent (RFC 6750 §3.1). */
  unauthorizedChallenge: (sentToken: boolean): string | undefined =>
    `Bearer realm="PocketSuite"${sentToken ? ', error="invalid_token", error_description="The access token is invalid or expired"' : ''}`,

  /** The challenge of a 403 (RFC 6750 §3.1). */
  forbiddenChallenge: (needed: readonly string[]): string | undefined =>
    `Bearer realm="PocketSuite", error="insufficient_scope", scope="${needed.join(' ')}"`,
};
