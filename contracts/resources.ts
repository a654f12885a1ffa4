/** The seven events of §4, named as in the documented `event` members, in the document's order. */
export const EVENTS = [
  'client.created',
  'client.updated',
  'booking.created',
  'booking.completed',
  'payment.received',
  'subaccount.created',
  'subaccount.updated',
] as const;

/** The name of a webhook event. */
export type EventName = (typeof EVENTS)[number];

/** The five scopes of §2. */
export const SCOPES = [
  'read:bookings',
  'read:payments',
  'read:clients',
  'write:clients',
  'read:subaccounts',
] as const;

/** An OAuth scope of the document. */
export type Scope = (typeof SCOPES)[number];

/** The OAuth endpoints of §2, below the gateway's address. */
export const OAUTH_PATHS = { authorize: '/oauth/authorize', token: '/oauth/token' } as const;

/** The base path of the API (§3), below the gateway's address. */
export const API_BASE = '/v1/zapier';

/** The six resources of §3 and their paths below the base path. */
export const RESOURCE_PATHS = {
  clients: '/clients',
  bookings: '/booking',
  payments: '/payment',
  subaccounts: '/subaccounts',
  notes: '/client/notes',
  webhooks: '/webhooks',
} as const;

/** A resource of §3. */
export type Resource = keyof typeof RESOURCE_PATHS;

/** Optional text fields of a client (§5.1), also updatable (§5.2). */
export const OPTIONAL_CLIENT_FIELDS = [
  'line1',
  'line2',
  'city',
  'state',
  'postal_code',
  'country_code',
  'birthday',
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_content',
  'utm_term',
  'google_click_id',
  'facebook_click_id',
  'tiktok_click_id',
] as const;

/** An optional field of a client. */
export type OptionalClientField = (typeof OPTIONAL_CLIENT_FIELDS)[number];

/** The custom fields that the document's own example names (§4.2). */
export const CUSTOM_FIELDS = ['custom_field_name_1', 'custom_field_name_2'] as const;

/** How many invalid token requests an address may make an hour (§7). */
export const INVALID_TOKEN_REQUESTS_PER_HOUR = 10;
