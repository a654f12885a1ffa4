import type { Match } from './handler.ts';

const clients = '/v1/zapier/clients';
const clientPath = /^\/v1\/zapier\/clients(?:\/[^/]+)?$/;

/** The operations as matches for the combinators of `handler.ts`, e.g. `{ ...at.createClient, status: 'ok' }`. */
export const at = {
  authorize: { path: '/oauth/authorize' },
  consentPage: { method: 'GET', path: '/oauth/authorize' },
  consent: { method: 'POST', path: '/oauth/authorize' },
  token: { path: '/oauth/token' },
  api: { path: /^\/v1\/zapier(?:\/|$)/ },
  createClient: { method: 'POST', path: clients },
  updateClient: { method: 'PUT', path: clientPath },
  createNote: { method: 'POST', path: /^\/v1\/zapier\/(?:client\/notes|clients?\/[^/]+\/notes)/ },
  listClients: { method: 'GET', path: clients },
  getClient: { method: 'GET', path: /^\/v1\/zapier\/clients\/[^/]+$/ },
  listNotes: { method: 'GET', path: '/v1/zapier/client/notes' },
  listBookings: { method: 'GET', path: '/v1/zapier/booking' },
  listPayments: { method: 'GET', path: '/v1/zapier/payment' },
  listSubaccounts: { method: 'GET', path: '/v1/zapier/subaccounts' },
  subscribe: { method: 'POST', path: '/v1/zapier/webhooks' },
  listSubscriptions: { method: 'GET', path: '/v1/zapier/webhooks' },
  unsubscribe: { method: 'DELETE', path: /^\/v1\/zapier\/webhooks\/[^/]+$/ },
} as const satisfies Readonly<Record<string, Match>>;
